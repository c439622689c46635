// Queries: a subquery over the records of one subject that may fit, each with whether it does.
#include "sql/expression_sql.h"

namespace anyu::sql {

using formula::Expression;
using formula::Op;
using formula::Pick;
using formula::Whose;

namespace {

// What a subquery says instead of a number; beyond anything a formula can come to.
constexpr std::int64_t says_nothing = infinite * 2, says_unknown = infinite * 2 + 1;
// Of a number that holds two counts, or the upper part of a sum that may go beyond what a number holds.
constexpr std::int64_t upper = std::int64_t{1} << 31;
// With fewer than 2^18 records of a subject, sums of such values stay within `narrow_bound`.
constexpr double small_summand = 4294967296.0;

/// Whether a row surely fits, and its value is known.
std::string where_known(const Truth& fits, const std::string& value) {
  return fits.may_lack ? fmt::format("case when {} then {} end", fits.shown(), value) : value;
}

}  // namespace

Formulas::Query Formulas::query(const Expression& e, Frame& here) {
  const RecordType& type = types_[e.record];
  const std::string name = "q" + std::to_string(++numbers_.frames);
  const std::string subject = name + (type.subject == Subject::person ? ".person" : ".about");
  Frame rows(dialect_, numbers_, name, fmt::format("r_{} {}", type.id, name), subject);
  switch (e.whose) {
    case Whose::own:
      rows.keep(fmt::format("{} = {}", subject, anchors_.subject()));
      break;
    case Whose::partner:
      rows.keep(fmt::format("{} = {}", subject, partner()));
      break;
    case Whose::mother:
      rows.keep(fmt::format("{} = {}", subject, mother()));
      break;
    case Whose::child:
      rows.keep(fmt::format("{} in (select k.id from person k where k.mother = {})", subject, anchors_.subject()));
      break;
  }
  if (e.op == Op::pick && (e.pick == Pick::next || e.pick == Pick::previous))
    rows.keep(fmt::format("({0}.day, {0}.id) {1} ({2}, {3})", name, e.pick == Pick::next ? ">" : "<",
                          anchors_["day"], anchors_["id"]));
  Truth fits = window(e, rows, here);
  if (e.parts[2].op != Op::nothing) fits = both(fits, truth(e.parts[2], rows));
  if (fits.may_lack) {
    fits.text = rows.own(fits.text);
    rows.keep(fmt::format("{} is not false", fits.text));
  } else if (!fits.is_surely()) {
    rows.keep(fits.text);
    fits = Truth::surely();
  }
  return {std::move(rows), std::move(fits)};
}

/// Keeps the rows that can lie in the window, and says whether they do.
Truth Formulas::window(const Expression& e, Frame& rows, Frame& here) {
  Truth inside = Truth::surely();
  const auto side = [&](const Expression& end, bool open, bool from) {
    if (end.op == Op::nothing) return;
    const Value value = this->value(end, here);
    const std::string sign = from ? (open ? ">" : ">=") : (open ? "<" : "<=");
    const auto order = [&](const std::string& day) { return fmt::format("{} {} {}", rows["day"], sign, day); };
    if (value.surely_known()) return rows.keep(order(value.one));
    const Value ends = widened(value, here);
    rows.keep(order(from ? ends.least : ends.most));
    inside = both(inside, {fmt::format("case when {} then true end", order(from ? ends.most : ends.least)), true});
  };
  side(e.parts[0], e.open_from, true);
  side(e.parts[1], e.open_to, false);
  return inside;
}

Truth Formulas::exists(const Expression& e, Frame& here) {
  const Query query = this->query(e, here);
  if (query.fits.is_surely()) return {fmt::format("exists ({})", query.rows.select("1")), false};
  const std::string any = query.rows.select(fmt::format("max(case when {} then 1 else 0 end)", query.fits.text));
  return {fmt::format("case ({}) when 1 then true when 0 then null else false end", any), true};
}

Value Formulas::count(const Expression& e, Frame& here) {
  const Query query = this->query(e, here);
  if (query.fits.is_surely())
    return Value::known(fmt::format("({})", query.rows.select("count(*)")), static_cast<double>(upper));
  const std::string both = here.bind(fmt::format(
      "({})",
      query.rows.select(fmt::format("count(*) * {} + count(case when {} then 1 end)", upper, query.fits.text))));
  return Value::range(fmt::format("({} % {})", both, upper), fmt::format("({} / {})", both, upper), false);
}

Value Formulas::sum_over(const Expression& e, Frame& here) {
  Query query = this->query(e, here);
  const Value summand = value(e.parts[3], query.rows);
  const std::string number = query.rows.own(where_known(query.fits, known_text(summand)));
  const bool large = summand.wide || summand.bound > small_summand;
  std::string total = fmt::format("coalesce(sum({}), 0)", number);
  if (large && dialect_ == Dialect::sqlite)
    total = fmt::format("coalesce(sum({0} / {1}) * {1} + sum({0} % {1}), 0)", number, upper);
  total = fmt::format("cast({} as bigint)", large ? clamped(dialect_, total) : total);
  const bool sure = summand.surely_known() && query.fits.is_surely();
  const std::string text = fmt::format(
      "({})",
      query.rows.select(sure ? total : fmt::format("case when count(*) = count({}) then {} end", number, total)));
  if (!large) return Value::narrow(text, !sure, narrow_bound);
  const std::string whole = here.bind(text);
  return bound_range(fmt::format("coalesce({}, {})", whole, -infinite),
                     fmt::format("coalesce({}, {})", whole, infinite), false, here);
}

/// The number a subquery found, where it may have said that there is none or that it is not known.
Value Formulas::found(const std::string& text, double bound, Frame& here) {
  const std::string said = here.bind(text);
  const std::string nothing = fmt::format("({} = {})", said, says_nothing),
                    number = fmt::format("nullif(nullif({0}, {1}), {2})", said, says_nothing, says_unknown);
  if (bound <= narrow_bound) return Value::narrow(number, true, bound, nothing);
  const auto end = [&](std::int64_t none, std::int64_t unknown) {
    return fmt::format("case {0} when {1} then {2} when {3} then {4} else {0} end", said, says_nothing, none,
                       says_unknown, unknown);
  };
  return bound_range(end(infinite, -infinite), end(-infinite, infinite), true, here);
}

Value Formulas::extreme(const Expression& e, Frame& here) {
  Query query = this->query(e, here);
  const Value one = value(e.parts[3], query.rows);
  const std::string number = query.rows.own(where_known(query.fits, known_text(one)));
  const std::string best =
      fmt::format("case when count(*) = 0 then {} when count(*) > count({}) then {} else {}({}) end", says_nothing,
                  number, says_unknown, e.op == Op::least ? "min" : "max", number);
  return found(fmt::format("({})", query.rows.select(best)), one.wide ? 2 * narrow_bound : one.bound, here);
}

Value Formulas::pick(const Expression& e, Frame& here) {
  const Query query = this->query(e, here);
  const bool forward = e.pick == Pick::first || e.pick == Pick::next;
  const Value picked =
      e.column < 0 ? Value::known(query.rows["day"], 100'000) : field(query.rows, e.record, e.column);
  const std::string known =
      picked.may_lack ? fmt::format("coalesce({}, {})", picked.one, says_unknown) : picked.one;
  const std::string said =
      query.fits.may_lack ? fmt::format("case when {} then {} else {} end", query.fits.text, known, says_unknown)
                          : known;
  const std::string order =
      fmt::format(" order by {0}.day{1}, {0}.id{1} limit 1", query.rows.name(), forward ? "" : " desc");
  return found(fmt::format("coalesce(({}), {})", query.rows.select(said, order), says_nothing), picked.bound, here);
}

}  // namespace anyu::sql

// SPDX-License-Identifier: Apache-2.0
