// Random formulas of the whole measure language, as people would write them.
#pragma once

#include <string>
#include <vector>

#include "chance.h"
#include "pack/indicator.h"

namespace anyu::engines {

/// An indicator with every kind of anchor, measure and formula; its texts are in `formula`.
Indicator random_indicator(Chance& chance, const std::vector<RecordType>& types);

/// A share of the records of type p0 with this condition.
Indicator share_of(const std::string& count, const std::vector<RecordType>& types);

}  // namespace anyu::engines

// SPDX-License-Identifier: Apache-2.0
