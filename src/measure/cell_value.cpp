// Dividing, exactly.
#include "measure/cell_value.h"

#include <algorithm>

namespace anyu {

Decimal numerator_of(const Indicator& indicator, const Cell& cell) { return Decimal::of_scaled(cell.numerator, indicator.decimals()); }

Cell with_others(const Indicator& indicator, Cell own, const std::function<Cell(std::size_t)>& other) {
  if (!indicator.numerator) {
    if (!indicator.per.empty() && !indicator.built_on.empty()) own.denominator = other(indicator.built_on.front()).numerator;
    return own;
  }
  Cell cell;
  cell.numerator = value_over(*indicator.numerator, other);
  if (indicator.denominator) cell.denominator = value_over(*indicator.denominator, other);
  for (const std::size_t named : named_in(*indicator.numerator)) cell.unknown += other(named).unknown;
  return cell;
}

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
  if (indicator.measure == Measure::mean || indicator.measure == Measure::formula) {
    result.value = numerator_of(indicator, cell) / Decimal(cell.denominator) * Decimal(indicator.measure == Measure::mean ? 1 : indicator.per_n);
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
