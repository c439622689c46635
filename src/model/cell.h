// A cell: numerator, denominator and unknown of one indicator, unit, period and breakdown.
#pragma once

#include <cstdint>

namespace anyu {

/// Unit     anchors; for sums and means the numerator is scaled by the indicator's decimals.
/// Missing  an anchor whose answer is unknown is in the denominator (not so for means) and in `unknown`, never in the
///          numerator.
/// Source   docs/language.md, "What a cell holds".
struct Cell {
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
  std::int64_t unknown = 0;

  Cell& operator+=(const Cell& other) {
    numerator += other.numerator;
    denominator += other.denominator;
    unknown += other.unknown;
    return *this;
  }
  Cell& operator-=(const Cell& other) {
    numerator -= other.numerator;
    denominator -= other.denominator;
    unknown -= other.unknown;
    return *this;
  }
  bool operator==(const Cell&) const = default;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
