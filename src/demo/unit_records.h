// What units have and did, and what two counties once published about themselves.
#pragma once

#include <vector>

#include "demo/unit_story.h"

namespace anyu {

/// All that Pingquan's units have, do and are found to do in three years, by day.
std::vector<Record> pingquan_unit_records(const UnitWorld& world, std::int64_t women);

// The stories it is put together from.
std::vector<Record> means_records(const UnitWorld& world, std::int64_t women);  ///< equipment, courses, outreach, budgets, visits
std::vector<Record> stock_records(const UnitWorld& world);
std::vector<Record> staff_records(const UnitWorld& world);
std::vector<Record> check_records(const UnitWorld& world);
std::vector<Record> observation_records(const UnitWorld& world);
std::vector<Record> voice_records(const UnitWorld& world);

/// Yearly figures that Pingquan's sheets read, made up: some met, some just missed. Those on choices and bodies are left out.
std::vector<Record> pingquan_figures(Form& form, Day today);

/// Jianning's figures and claims as printed, and nothing that was not. Yanggu's numbers are gone from the page.
///
/// Source  the county's application for the national title, Fujian, about 2011
std::vector<Record> jianning_claims(Form& form);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
