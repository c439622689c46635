// Holding a figure against its target.
#include "loop/decide/gap.h"

#include "base/text.h"
#include "measure/cell_value.h"

namespace anyu {

std::optional<Gap> gap_of(const Indicator& indicator, const Cell& cell) {
  if (!indicator.target) return std::nullopt;
  const Target& target = *indicator.target;
  const CellValue figure = value_of(indicator, cell);
  Gap gap;
  if (!figure.value) return gap;
  gap.short_by = target.at_least ? target.value - *figure.value : *figure.value - target.value;
  const auto reaches = [&](const Decimal& value) { return target.at_least ? value >= target.value : value <= target.value; };
  const bool low = reaches(figure.low.value_or(*figure.value)), high = reaches(figure.high.value_or(*figure.value));
  if (low == high) gap.met = low;
  const bool counts = indicator.measure == Measure::share || indicator.measure == Measure::rate;
  if (counts && target.at_least && *gap.short_by > Decimal(0) && cell.denominator > 0) {
    const Decimal wanted = (target.value * Decimal(cell.denominator) / Decimal(indicator.per_n)).ceil();
    gap.needed = whole_number(wanted.exact()).value_or(0) - cell.numerator;
  }
  return gap;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
