// How far a cell is from its target, and how many more people that is.
#pragma once

#include <optional>

#include "base/decimal.h"
#include "model/cell.h"
#include "pack/indicator.h"

namespace anyu {

/// Unit     `short_by` in the indicator's own unit (percentage points for a share); negative where the target is passed.
/// Missing  `met` is nothing where there is no figure, or where the unknowns could tip it either way.
struct Gap {
  std::optional<bool> met;
  std::optional<Decimal> short_by;
  std::optional<std::int64_t> needed;  ///< how many more anchors would have to count; only for shares and rates to be raised
};

/// Nothing where the indicator has no target.
std::optional<Gap> gap_of(const Indicator& indicator, const Cell& cell);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
