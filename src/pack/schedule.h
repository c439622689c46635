// A rule for what comes next: which record starts it, and steps that fall due and are settled by other records.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pack/formula/expression.h"

namespace anyu {

struct ScheduleStep {
  std::string id;
  Words name;
  formula::Expression due, opens, closes, drops, settled;
  TypeIndex does = 0;  ///< the record whose form it opens
};

struct Schedule {
  std::string id;
  Words name;
  std::string source;
  TypeIndex each = 0;
  std::optional<formula::Expression> where;
  std::optional<formula::Expression> agreed;  ///< listed only when surely true
  std::optional<formula::Expression> ends;    ///< nothing is due any more when surely true
  std::vector<ScheduleStep> steps;
  std::optional<int> reach;  ///< days after its record beyond which nothing of it is due; nothing where only the record tells
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
