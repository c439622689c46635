// What units have and did, and what two counties once published about themselves.
#pragma once

#include <vector>

#include "demo/form.h"
#include "demo/places.h"
#include "demo/quality.h"

namespace anyu {

/// Equipment, courses, outreach, budgets and site visits of Pingquan over three years.
std::vector<Record> pingquan_unit_records(const Places& places, const Quality& quality, Form& form, std::int64_t women, std::uint64_t seed, Day today);

/// Yearly figures that Pingquan's sheets read, made up: some met, some just missed. Those on choices and bodies are left out.
std::vector<Record> pingquan_figures(Form& form, Day today);

/// Jianning's figures and claims as printed, and nothing that was not. Yanggu's numbers are gone from the page.
///
/// Source  the county's application for the national title, Fujian, about 2011
std::vector<Record> jianning_claims(Form& form);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
