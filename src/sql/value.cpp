// From one form of a value to another.
#include "sql/value.h"

namespace anyu::sql {

Value brief(Value value, Frame& here) {
  value.one = here.brief(value.one);
  if (!value.nothing.empty()) value.nothing = here.brief(value.nothing);
  return value;
}

Value widened(Value value, Frame& here) {
  if (value.wide) return value;
  if (value.surely_known()) {
    const std::string one = here.brief(value.one);
    return Value::range(one, one, false);
  }
  value = brief(std::move(value), here);
  const auto end = [&](std::int64_t unknown, std::int64_t nothing) {
    const std::string known = fmt::format("coalesce({}, {})", value.one, unknown);
    return value.nothing.empty() ? known
                                 : fmt::format("case when {} then {} else {} end", value.nothing, nothing, known);
  };
  const std::string least = end(-infinite, infinite), most = end(infinite, -infinite);
  return value.nothing.empty() ? Value::range(least, most, false) : bound_range(least, most, true, here);
}

Value bound_range(const std::string& least, const std::string& most, bool may_be_nothing, Frame& here) {
  const std::string low = here.bind(least);
  return Value::range(low, here.bind(most), may_be_nothing);
}

Value value_of(const Truth& truth) {
  return Value::narrow(truth.is_surely() ? "1" : fmt::format("cast({} as integer)", truth.text), truth.may_lack, 1);
}

Truth truth_of(const Value& value) {
  if (value.nothing.empty()) return {fmt::format("({} = 1)", value.one), value.may_lack};
  return {fmt::format("(not {} and {} = 1)", value.nothing, value.one), value.may_lack};
}

}  // namespace anyu::sql

// SPDX-License-Identifier: Apache-2.0
