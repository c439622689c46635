// The store on SQLite: one file, one process.
#pragma once

#include <memory>
#include <string>

#include "store/store.h"

namespace anyu {

/// Opens or makes the county's file and its tables. The catalog must outlive the store.
Result<std::unique_ptr<Store>> open_sqlite(const std::string& path, const Catalog& catalog);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
