// Sums, products, comparisons and what joins them.
#include "sql/expression_sql.h"

namespace anyu::sql {

using formula::Expression;
using formula::Op;

namespace {

/// `a and b and c` in one row instead of pairs within pairs.
void flatten(const Expression& e, Op op, std::vector<const Expression*>& parts) {
  if (e.op != op) return parts.push_back(&e);
  for (const Expression& part : e.parts) flatten(part, op, parts);
}

}  // namespace

Value Formulas::negative(const Value& a) {
  if (!a.wide) return Value::narrow(fmt::format("(- {})", a.one), a.may_lack, a.bound, a.nothing);
  return Value::range(fmt::format("(- {})", a.most), fmt::format("(- {})", a.least), !a.nothing.empty());
}

Value Formulas::sum(const Expression& e, Frame& here) {
  const Value left = value(e.parts[0], here), right = value(e.parts[1], here);
  const bool adds = e.op == Op::add;
  const char* sign = adds ? "+" : "-";
  const double bound = left.bound + right.bound;
  if (!left.wide && !right.wide && bound <= narrow_bound)
    return Value::narrow(fmt::format("({} {} {})", left.one, sign, right.one), left.may_lack || right.may_lack,
                         bound, any_nothing(left, right));
  const Value a = widened(left, here), b = widened(right, here);
  const std::string nothing = any_nothing(a, b);
  const auto end = [&](const std::string& x, const std::string& y, std::int64_t otherwise) {
    const std::string total = clamped(dialect_, fmt::format("{} {} {}", x, sign, y));
    return nothing.empty() ? total : fmt::format("case when {} then {} else {} end", nothing, otherwise, total);
  };
  return bound_range(end(a.least, adds ? b.least : b.most, infinite),
                     end(a.most, adds ? b.most : b.least, -infinite), !nothing.empty(), here);
}

Value Formulas::times(const Expression& e, Frame& here) {
  Value left = value(e.parts[0], here), right = value(e.parts[1], here);
  const double bound = left.bound * right.bound;
  if (!left.wide && !right.wide && bound <= narrow_bound) {
    const auto factor = [](const Expression& part) { return part.op == Op::constant && part.number != 0; };
    // Zero times anything is zero, known or not.
    const bool zero_matters = (left.may_lack && !factor(e.parts[1])) || (right.may_lack && !factor(e.parts[0]));
    const std::string nothing = any_nothing(left, right);
    if (!zero_matters)
      return Value::narrow(fmt::format("({} * {})", left.one, right.one), left.may_lack || right.may_lack, bound,
                           nothing);
    left = brief(left, here);
    right = brief(right, here);
    const std::string never = nothing.empty() ? "" : fmt::format(" when {} then null", nothing);
    return Value::narrow(
        fmt::format("case{0} when {1} = 0 or {2} = 0 then 0 else {1} * {2} end", never, left.one, right.one), true,
        bound, any_nothing(left, right));
  }
  const Value a = widened(left, here), b = widened(right, here);
  std::vector<std::string> corners;
  for (const std::string* x : {&a.least, &a.most})
    for (const std::string* y : {&b.least, &b.most}) corners.push_back(here.bind(product(dialect_, *x, *y)));
  const std::string nothing = any_nothing(a, b);
  const auto end = [&](auto&& extreme, std::int64_t otherwise) {
    const std::string all =
        extreme(dialect_, extreme(dialect_, corners[0], corners[1]), extreme(dialect_, corners[2], corners[3]));
    return nothing.empty() ? all : fmt::format("case when {} then {} else {} end", nothing, otherwise, all);
  };
  return bound_range(end(lesser, infinite), end(greater, -infinite), !nothing.empty(), here);
}

Truth Formulas::all_of(const Expression& e, Frame& here) {
  std::vector<const Expression*> parts;
  flatten(e, e.op, parts);
  std::string text;
  bool may_lack = false;
  for (const Expression* part : parts) {
    const Truth one = truth(*part, here);
    may_lack = may_lack || one.may_lack;
    text += fmt::format("{}{}", text.empty() ? "" : e.op == Op::both ? " and " : " or ", one.shown());
  }
  return {"(" + text + ")", may_lack};
}

Truth Formulas::compared(const Expression& e, Frame& here) {
  const Value left = value(e.parts[0], here), right = value(e.parts[1], here);
  const char* sign = e.op == Op::equal ? "=" : e.op == Op::less ? "<" : "<=";
  if (!left.wide && !right.wide) {
    const std::string nothing = any_nothing(left, right), same = fmt::format("{} {} {}", left.one, sign, right.one);
    const bool may_lack = left.may_lack || right.may_lack;
    return {nothing.empty() ? "(" + same + ")" : fmt::format("(not {} and {})", nothing, same), may_lack};
  }
  const Value a = widened(left, here), b = widened(right, here);
  const std::string nothing = any_nothing(a, b);
  const std::string never = nothing.empty() ? "" : fmt::format(" when {} then false", nothing);
  const auto order = [&](const std::string& x, const std::string& y) {
    return fmt::format("{} {} {}", x, sign, y);
  };
  if (e.op != Op::equal)
    return {fmt::format("case{} when {} then true when {} then null else false end", never, order(a.most, b.least),
                        order(a.least, b.most)),
            true};
  return {fmt::format("case{0} when {1} = {2} and {3} = {4} and {1} = {3} then true when {1} <= {4} and {3} <= {2} "
                      "then null else false end",
                      never, a.least, a.most, b.least, b.most),
          true};
}

Truth Formulas::in_set(const Expression& e, Frame& here) {
  const Value a = value(e.parts[0], here);
  if (e.set.empty()) return {"(1 = 0)", false};
  const std::string members = fmt::format("({})", fmt::join(e.set, ", "));
  if (!a.wide) {
    const std::string in = fmt::format("{} in {}", a.one, members);
    return {a.nothing.empty() ? "(" + in + ")" : fmt::format("(not {} and {})", a.nothing, in), a.may_lack};
  }
  std::string possibly;
  for (const std::int64_t member : e.set)
    possibly += fmt::format("{}({} between {} and {})", possibly.empty() ? "" : " or ", member, a.least, a.most);
  return {fmt::format("case when {0} = {1} and {0} in {2} then true when {3} then null else false end", a.least,
                      a.most, members, possibly),
          true};
}

Truth Formulas::present(const Value& at, Frame& here) {
  const Value day = at.wide ? at : brief(at, here);
  const std::string known = here.brief(known_text(day));
  const std::string never = day.nothing.empty() ? "" : fmt::format(" when {} then false", day.nothing);
  // Who has left is gone whatever else is not known.
  return {fmt::format("case{0} when {1} >= {2} then false else {1} >= {3} end", never,
                      known, anchors_["p_left_day"], anchors_["p_registered"]),
          true};
}

}  // namespace anyu::sql

// SPDX-License-Identifier: Apache-2.0
