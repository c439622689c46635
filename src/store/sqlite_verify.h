// Whether every row is what the chain of changes says.
#pragma once

#include "store/database.h"
#include "store/store.h"

namespace anyu {

/// Walks the chain, then holds all rows against its last word. `last_change` is the change it must end with.
Result<Verified> verify_rows(const Database& database, const Catalog& catalog, ChangeNumber last_change,
                             const Progress& progress);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
