// An indicator as one statement: its own cells, as measure would count them from the same tables.
#pragma once

#include <string>

#include "model/day.h"
#include "pack/catalog.h"
#include "sql/dialect.h"

namespace anyu::sql {

/// A statement with a row for each unit and month in which something counts: the unit's code, the month's number,
/// numerator, denominator, unknown. A unit's cell is its own, without those below it. What belongs to others
/// (`per`) is for measure's with_others. REQUIRES that the indicator is not a formula over others.
///
/// Source   docs/language.md, "What a cell holds".
std::string cells_sql(const Indicator& indicator, const Catalog& catalog, Month first, Month last, Dialect dialect);

}  // namespace anyu::sql

// SPDX-License-Identifier: Apache-2.0
