// Dividing, exactly.
#include "measure/cell_value.h"

#include <algorithm>

namespace anyu {

Decimal numerator_of(const Indicator& indicator, const Cell& cell) { return Decimal::of_scaled(cell.numerator, indicator.decimals()); }

CellValue value_of(const Indicator& indicator, const Cell& cell) {
  CellValue result;
  if (!indicator.has_denominator()) {
    result.value = numerator_of(indicator, cell);
    if (cell.unknown > 0 && indicator.measure == Measure::count) {
      result.low = result.value;
      result.high = Decimal(cell.numerator + cell.unknown);
    }
    return result;
  }
  if (cell.denominator == 0) {
    result.missing = Missing::undefined;
    return result;
  }
  if (indicator.measure == Measure::mean) {
    result.value = numerator_of(indicator, cell) / Decimal(cell.denominator);
    return result;
  }
  const auto per = [&](std::int64_t numerator) { return Decimal::ratio(numerator, cell.denominator) * Decimal(indicator.per_n); };
  result.value = per(cell.numerator);
  if (cell.unknown > 0) {
    result.low = result.value;
    const std::int64_t most = cell.numerator + cell.unknown;
    result.high = per(indicator.measure == Measure::share ? std::min(most, cell.denominator) : most);
  }
  return result;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
