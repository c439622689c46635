// Arithmetic over other indicators' cells: sums and products, exact. The one division is numerator by denominator.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "model/cell.h"
#include "pack/formula/syntax.h"

namespace anyu {

/// A checked formula such as `cyp_started + 2 * cyp_supplied` or `births.denominator`.
struct OverIndicators {
  enum class Op : std::uint8_t { number, numerator, denominator, negate, add, subtract, multiply };

  Op op = Op::number;
  std::int64_t number = 0;     ///< scaled by `decimals`
  std::size_t indicator = 0;   ///< whose numerator or denominator
  int decimals = 0;            ///< of the value
  std::vector<OverIndicators> parts;
};

/// What a formula may name: another indicator, by its id.
struct NamedIndicator {
  std::size_t index = 0;
  int decimals = 0;
  bool has_denominator = false;
};
using FindIndicator = std::function<const NamedIndicator*(std::string_view id)>;

/// Reads a formula over indicators. All its faults are told at once.
struct OverChecked {
  OverIndicators formula;
  std::vector<formula::Fault> faults;
};
OverChecked over_indicators(std::string_view text, const FindIndicator& find, const std::vector<std::string>& ids);

/// The value, scaled by the formula's decimals; `cell` gives another indicator's cell.
std::int64_t value_over(const OverIndicators& formula, const std::function<Cell(std::size_t)>& cell);

/// The indicators it names, each once.
std::vector<std::size_t> named_in(const OverIndicators& formula);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
