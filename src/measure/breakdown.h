// A cell taken apart by what is known of its anchors: asked for ad hoc, counted on the spot.
#pragma once

#include <map>
#include <vector>

#include "measure/engine.h"

namespace anyu {

/// By what anchors are told apart.
struct Dimension {
  enum class Kind : std::uint8_t { sex, residency, age, provider, field };

  Kind kind = Kind::residency;
  int column = 0;  ///< of a field of the anchor's record: a code, or yes or no
};

/// Cells by the values of each dimension: a place in a list of codes, the first year of an age band of five years, a unit's
/// place in the tree. -1 is unknown.
using Broken = std::map<std::vector<std::int64_t>, Cell>;

/// Their sum is the cell. Ages are those at the record's day, or at the end of the month.
Broken break_down(const Engine& engine, const Indicator& indicator, UnitIndex unit, MonthRange months, const std::vector<Dimension>& by);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
