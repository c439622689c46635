// The tables of a county, made and mended from what its packs declare.
#pragma once

#include "store/database.h"
#include "pack/catalog.h"

namespace anyu {

/// The version of the tables that do not depend on packs.
constexpr int schema_version = 1;

/// Makes what is missing: fixed tables, a table for each record type, a column for each field. Nothing is dropped.
/// Errors  unsupported, where the file is of a later version; conflict, where a column's type has changed.
Done make_tables(Database& database, const Catalog& catalog);

/// The table of a record type.
std::string table_of(const RecordType& type);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
