// The examples inside packs, run: every indicator's, and every sheet's.
#pragma once

#include "pack/catalog.h"

namespace anyu {

/// Adds a fault for every example that comes out otherwise than it says.
void run_examples(const Catalog& catalog, Findings& findings);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
