// A cell as a number to read: a share in percent, a rate, a mean, or the reason why there is none.
#pragma once

#include <functional>
#include <optional>

#include "base/decimal.h"
#include "model/cell.h"
#include "model/missing.h"
#include "pack/indicator.h"

namespace anyu {

/// Unit     percent for a share, per `per_n` for a rate, the numerator's own unit otherwise.
/// Missing  `undefined` where the denominator is 0. Unknowns are in the denominator of shares and rates and not in the
///          numerator; `low` and `high` tell how far they could move the figure.
struct CellValue {
  std::optional<Decimal> value;
  std::optional<Missing> missing;
  std::optional<Decimal> low, high;  ///< only where something is unknown
};

CellValue value_of(const Indicator& indicator, const Cell& cell);

/// Completes a cell with others': the denominator of `per`, or all of a formula over indicators.
Cell with_others(const Indicator& indicator, Cell own, const std::function<Cell(std::size_t)>& other);

/// The numerator in its own unit: sums of decimals are scaled back.
Decimal numerator_of(const Indicator& indicator, const Cell& cell);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
