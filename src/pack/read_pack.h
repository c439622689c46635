// The readers of each kind of file in a pack. Each adds to the catalog and to the findings.
#pragma once

#include "pack/catalog.h"
#include "pack/table.h"

namespace anyu {

void read_record_types(Table& file, Catalog& catalog, Findings& findings);
void read_indicators(Table& file, Catalog& catalog, Findings& findings);
void read_schedules(Table& file, Catalog& catalog, Findings& findings);

/// The pack that a county writes itself, on its pages.
constexpr std::string_view own_pack = "own/";

/// Why this indicator may not carry a target or points, if it may not: it counts what people choose or live through.
std::optional<Words> why_protected(const Indicator& indicator, const Catalog& catalog);

/// Checks between declarations, once everything is read: ids that other files name, circles, rights.
void check_whole(Catalog& catalog, Findings& findings);

/// A formula under a key of a table, understood in a scope; faults point at the key's line and the character.
std::optional<formula::Expression> read_formula(Table& table, std::string_view key, const formula::Scope& scope,
                                                formula::ValueType::Kind wanted);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
