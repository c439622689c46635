// Values and truths as SQL. A truth is SQL's own: true, false, or null where it is not known; `and`, `or` and `not`
// treat null as the measure language treats what is unknown. A value is narrow or wide:
//
//   narrow   one text; null where the value is not known or there is nothing. Known values stay within
//   `narrow_bound`. wide     two texts, the ends of its range; crossed where there is nothing. For numbers of which
//   a part is known, and
//            for those beyond the bound.
#pragma once

#include <string>

#include "sql/frame.h"

namespace anyu::sql {

/// Far from the infinite ends, so that what is not known stays wider than anything known after adding such numbers.
constexpr double narrow_bound = 1e15;

struct Truth {
  std::string text;      ///< empty: true
  bool may_lack = true;  ///< it may be null

  static Truth surely() { return {"", false}; }
  bool is_surely() const { return text.empty(); }
  /// For a select list.
  std::string shown() const { return text.empty() ? "true" : text; }
};

struct Value {
  bool wide = false;
  std::string one;              ///< narrow
  std::string least, most;      ///< wide
  bool may_lack = true;         ///< narrow: it may be null without being nothing
  std::string nothing;          ///< the condition under which there is nothing; empty: never
  double bound = narrow_bound;  ///< no known value is larger

  static Value known(std::string text, double bound) { return narrow(std::move(text), false, bound); }
  static Value narrow(std::string text, bool may_lack, double bound, std::string nothing = "") {
    Value value;
    value.one = std::move(text);
    value.may_lack = may_lack;
    value.bound = bound;
    value.nothing = std::move(nothing);
    return value;
  }
  static Value range(std::string least, std::string most, bool may_be_nothing) {
    Value value;
    value.wide = true;
    if (may_be_nothing) value.nothing = fmt::format("({} > {})", least, most);
    value.least = std::move(least);
    value.most = std::move(most);
    return value;
  }

  bool surely_known() const { return !wide && !may_lack && nothing.empty(); }
};

/// The number where it is known, else null.
inline std::string known_text(const Value& value) {
  return value.wide ? fmt::format("case when {0} = {1} then {0} end", value.least, value.most) : value.one;
}

/// Both sides must hold; unknown where it turns on what is unknown.
inline Truth both(const Truth& a, const Truth& b) {
  if (a.is_surely()) return b;
  if (b.is_surely()) return a;
  return {fmt::format("({} and {})", a.text, b.text), a.may_lack || b.may_lack};
}

/// Either condition for nothing.
inline std::string any_nothing(const Value& a, const Value& b) {
  if (a.nothing.empty()) return b.nothing;
  if (b.nothing.empty()) return a.nothing;
  return fmt::format("({} or {})", a.nothing, b.nothing);
}

/// A narrow value whose texts may be named several times.
Value brief(Value value, Frame& here);
/// The same value as a range, its ends in columns or short.
Value widened(Value value, Frame& here);
/// A range whose ends are kept in columns.
Value bound_range(const std::string& least, const std::string& most, bool may_be_nothing, Frame& here);

/// A truth as a value, 1 and 0, and a value as a truth: nothing is no.
Value value_of(const Truth& truth);
Truth truth_of(const Value& value);

}  // namespace anyu::sql

// SPDX-License-Identifier: Apache-2.0
