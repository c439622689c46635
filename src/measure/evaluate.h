// What a formula comes to for one subject. Every value is a range: where it is not known, it says how far it could lie.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "measure/book.h"
#include "pack/formula/expression.h"

namespace anyu {

/// A value as the range it surely lies in; known when both ends are the same. Truth is 1 and 0. A range whose ends are
/// crossed holds nothing: the field of a record that does not exist. Every comparison with nothing is false.
struct Range64 {
  static constexpr std::int64_t infinite = std::int64_t{1} << 60;

  std::int64_t least = -infinite;
  std::int64_t most = infinite;

  static Range64 known(std::int64_t value) { return {value, value}; }
  static Range64 unknown() { return {}; }
  static Range64 nothing() { return {infinite, -infinite}; }
  static Range64 truth(bool surely, bool possibly) { return {surely ? 1 : 0, possibly ? 1 : 0}; }

  bool is_known() const { return least == most; }
  bool is_nothing() const { return least > most; }
  bool surely() const { return least == 1; }        ///< of a truth
  bool possibly() const { return most >= 1; }
};

/// Where a formula is evaluated.
struct Place {
  const Book* book = nullptr;
  SubjectIndex subject = 0;
  TypeIndex type = 0;                                    ///< the anchor's, where it is a record
  std::optional<Row> anchor;
  std::array<std::int32_t, formula::variable_count> days{};  ///< by Variable
};

// What both ways of evaluating share.
Range64 product(Range64 a, Range64 b);
Range64 age_at(const SubjectFacts& facts, Range64 day);
Range64 present_at(const SubjectFacts& facts, Range64 day);
Range64 later(Range64 day, Range64 months);

/// Total: it ends and gives a value for every checked formula and every book.
Range64 evaluate(const formula::Expression& expression, const Place& place);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
