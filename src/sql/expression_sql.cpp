// Names, facts, and the operators that choose and count days. arithmetic_sql.cpp holds sums and comparisons,
// query_sql.cpp the queries.
#include "sql/expression_sql.h"

namespace anyu::sql {

using formula::Expression;
using formula::Op;
using formula::Whose;
using Kind = formula::ValueType::Kind;

namespace {

constexpr double of_field = 2147483648.0;
constexpr double of_day = 100'000;  // the years 1850 to 2199
constexpr double days_counted = 200'000;

template <class Ids>
std::string place_in(const std::string& column, const Ids& ids, std::size_t first) {
  std::string text = "case " + column;
  for (std::size_t i = first; i < ids.size(); ++i) text += fmt::format(" when '{}' then {}", ids[i], i);
  return text + " end";
}

/// A fact as a number; null where it is not known. Place 0 of a code is "unknown".
std::string fact_text(Op op, const std::string& rows, const char* prefix) {
  const std::string at = rows + "." + prefix;
  static const std::vector<std::string_view> sexes = {id_of(Sex::unknown), id_of(Sex::female), id_of(Sex::male)};
  static const std::vector<std::string_view> residencies = {id_of(Residency::unknown), id_of(Residency::resident),
                                                            id_of(Residency::migrant_in),
                                                            id_of(Residency::migrant_out)};
  switch (op) {
    case Op::person_sex:
      return place_in(at + "sex", sexes, 1);
    case Op::person_residency:
      return place_in(at + "residency", residencies, 1);
    case Op::person_birth_day:
      return at + "birth_day";
    case Op::person_registered:
      return at + "registered";
    default:
      return at + "left_day";
  }
}

bool is_truth(Op op) {
  switch (op) {
    case Op::linked:
    case Op::inverse:
    case Op::both:
    case Op::either:
    case Op::equal:
    case Op::less:
    case Op::less_equal:
    case Op::in_set:
    case Op::known:
    case Op::present:
    case Op::exists:
      return true;
    default:
      return false;
  }
}

}  // namespace

Value Formulas::value(const Expression& e, Frame& here) {
  Value value = made(e, here);
  for (std::string* text : {&value.one, &value.least, &value.most})
    if (!text->empty()) *text = here.shallow(*text);
  if (!value.nothing.empty()) value.nothing = here.shallow(value.nothing);
  return value;
}

Truth Formulas::truth(const Expression& e, Frame& here) {
  Truth truth = is_truth(e.op) ? decided(e, here) : truth_of(value(e, here));
  if (!truth.is_surely()) truth.text = here.shallow(truth.text);
  return truth;
}

Value Formulas::made(const Expression& e, Frame& here) {
  switch (e.op) {
    case Op::nothing:
      return Value::narrow("cast(null as bigint)", true, 0);
    case Op::constant: {
      const std::string number = e.number < 0 ? fmt::format("({})", e.number) : std::to_string(e.number);
      const auto size = static_cast<double>(e.number < 0 ? -e.number : e.number);
      return size <= narrow_bound ? Value::known(number, size) : Value::range(number, number, false);
    }
    case Op::field:
      return field(here, e.record, e.column);
    case Op::record_day:
      return Value::known(here["day"], of_day);
    case Op::anchor_field:
      return field(anchors_, e.record, e.column);
    case Op::anchor_day:
      return Value::known(anchors_["day"], of_day);
    case Op::person_sex:
    case Op::person_residency:
    case Op::person_birth_day:
    case Op::person_registered:
    case Op::person_left:
      return fact(e, here);
    case Op::unit_level:
      return Value::known(anchors_["p_level"], 10);
    case Op::variable:
      return Value::known(e.number == static_cast<std::int64_t>(formula::Variable::at) ? anchors_["at_day"] : "0",
                          of_day);
    case Op::negate:
      return negative(value(e.parts[0], here));
    case Op::add:
    case Op::subtract:
      return sum(e, here);
    case Op::multiply:
      return times(e, here);
    case Op::or_else: {
      const Value first = value(e.parts[0], here);
      return or_else(first, value(e.parts[1], here), here);
    }
    case Op::choose:
      return choice(e, here);
    case Op::age:
      return age(value(e.parts[0], here), here);
    case Op::months_after: {
      const Value day = value(e.parts[0], here);
      return months_after(day, value(e.parts[1], here), here);
    }
    case Op::count:
      return count(e, here);
    case Op::sum:
      return sum_over(e, here);
    case Op::least:
    case Op::most:
      return extreme(e, here);
    case Op::pick:
      return pick(e, here);
    default:
      return value_of(truth(e, here));
  }
}

Truth Formulas::decided(const Expression& e, Frame& here) {
  switch (e.op) {
    case Op::linked:
      return linked(e.whose);
    case Op::inverse: {
      const Truth a = truth(e.parts[0], here);
      return {fmt::format("(not {})", a.shown()), a.may_lack};
    }
    case Op::both:
    case Op::either:
      return all_of(e, here);
    case Op::in_set:
      return in_set(e, here);
    case Op::known: {
      const Value a = value(e.parts[0], here);
      if (a.wide) return {fmt::format("({} = {})", a.least, a.most), false};
      return a.surely_known() ? Truth::surely() : Truth{fmt::format("({} is not null)", a.one), false};
    }
    case Op::present:
      return present(value(e.parts[0], here), here);
    case Op::exists:
      return exists(e, here);
    default:
      return compared(e, here);
  }
}

Value Formulas::field(const Frame& rows, TypeIndex type, int column) const {
  const Field& of = types_[type].fields[static_cast<std::size_t>(column)];
  const std::string text = rows["f_" + of.id];
  if (of.type != Field::Type::code)
    return Value::narrow(text, true, of.type == Field::Type::day ? of_day : of_field);
  std::vector<std::string_view> ids;
  for (const Code& code : of.codes) ids.emplace_back(code.id);
  return Value::narrow(place_in(text, ids, 0), true, static_cast<double>(ids.size()));
}

Value Formulas::fact(const Expression& e, const Frame& here) {
  const double bound = e.op == Op::person_sex || e.op == Op::person_residency ? 10 : of_day;
  if (e.whose == Whose::own) return Value::narrow(fact_text(e.op, anchors_.name(), "p_"), true, bound);
  const std::string who = e.whose == Whose::partner  ? partner()
                          : e.whose == Whose::mother ? mother()
                                                     : here.subject();
  return Value::narrow(fmt::format("(select {} from person w where w.id = {})", fact_text(e.op, "w", ""), who),
                       true, bound);
}

Truth Formulas::linked(Whose whose) const {
  const auto named = [&](const char* column) {
    return fmt::format("exists (select 1 from person w where w.id = {})", anchors_[column]);
  };
  if (whose == Whose::mother) return {named("p_mother"), false};
  return {fmt::format("({} or exists (select 1 from person w where w.partner = {}))", named("p_partner"),
                      anchors_.subject()),
          false};
}

std::string Formulas::partner() {
  if (partner_.empty())
    partner_ =
        anchors_.bind(fmt::format("coalesce((select w.id from person w where w.id = {}), (select min(w.id) from "
                                  "person w where w.partner = {}))",
                                  anchors_["p_partner"], anchors_.subject()));
  return partner_;
}

std::string Formulas::mother() {
  if (mother_.empty())
    mother_ = anchors_.bind(fmt::format("(select w.id from person w where w.id = {})", anchors_["p_mother"]));
  return mother_;
}

Value Formulas::or_else(const Value& first, const Value& second, Frame& here) {
  if (first.surely_known()) return first;
  if (first.wide || second.wide) {
    const Value a = widened(first, here), b = widened(second, here);
    const auto end = [&](const std::string& own, const std::string& other) {
      return fmt::format("case when {} = {} then {} else {} end", a.least, a.most, own, other);
    };
    return bound_range(end(a.least, b.least), end(a.most, b.most), !b.nothing.empty(), here);
  }
  const Value a = brief(first, here);
  return Value::narrow(fmt::format("coalesce({}, {})", a.one, second.one), second.may_lack,
                       std::max(a.bound, second.bound),
                       second.nothing.empty() ? "" : fmt::format("({} is null and {})", a.one, second.nothing));
}

Value Formulas::choice(const Expression& e, Frame& here) {
  Truth when = truth(e.parts[0], here);
  const Value yes = value(e.parts[1], here), no = value(e.parts[2], here);
  if (when.is_surely()) return yes;
  const bool nothing = !yes.nothing.empty() || !no.nothing.empty();
  const auto lacks = [](const Value& value) {
    return value.nothing.empty() ? std::string("false") : value.nothing;
  };
  when.text = here.brief(when.text);
  const bool narrow = !yes.wide && !no.wide;
  if (narrow && !when.may_lack)
    return Value::narrow(
        fmt::format("case when {} then {} else {} end", when.text, yes.one, no.one), yes.may_lack || no.may_lack,
        std::max(yes.bound, no.bound),
        nothing ? fmt::format("case when {} then {} else {} end", when.text, lacks(yes), lacks(no)) : "");
  if (narrow && e.type.kind == Kind::yes_no) {
    const Value a = brief(yes, here), b = brief(no, here);
    return Value::narrow(fmt::format("case when {0} then {1} when not {0} then {2} when {1} = {2} then {1} end",
                                     when.text, a.one, b.one),
                         true, 1,
                         nothing ? fmt::format("case when {0} then {1} when not {0} then {2} else {1} and {2} end",
                                               when.text, lacks(a), lacks(b))
                                 : "");
  }
  const Value a = widened(yes, here), b = widened(no, here);
  const auto end = [&](const std::string& own, const std::string& other, std::int64_t unknown,
                       const std::string& hull) {
    const std::string differ = nothing ? fmt::format(" when {} <> {} then {}", lacks(a), lacks(b), unknown) : "";
    return fmt::format("case when {0} then {1} when not {0} then {2}{3} else {4} end", when.text, own, other,
                       differ, hull);
  };
  return bound_range(end(a.least, b.least, -infinite, lesser(dialect_, a.least, b.least)),
                     end(a.most, b.most, infinite, greater(dialect_, a.most, b.most)), nothing, here);
}

Value Formulas::age(const Value& at, Frame& here) {
  const std::string day = here.brief(known_text(at)), birth = anchors_["p_birth_day"];
  // The difference of two such numbers, cut after the years; what is added keeps it above zero while it is cut.
  const std::string years = fmt::format("({} - {} + 20000000) / 10000 - 2000", year_month_day(dialect_, day),
                                        year_month_day(dialect_, birth));
  return Value::narrow(fmt::format("case when {0} > -200000 and {0} < 200000 then {1} end", day, years), true, 2000,
                       at.nothing);
}

Value Formulas::months_after(const Value& from, const Value& after, Frame& here) {
  const std::string nothing = any_nothing(from, after);
  const std::string day = here.brief(known_text(from)), months = here.brief(known_text(after));
  const bool sure =
      from.surely_known() && from.bound < days_counted && after.surely_known() && after.bound <= 12'000;
  const std::string whole = here.bind(year_month_day(
      dialect_, sure ? day : fmt::format("case when {0} > -200000 and {0} < 200000 then {0} end", day)));
  // Months since March of the year 0: a leap day is then a year's last.
  const std::string moved = fmt::format("{0} / 10000 * 12 + {0} / 100 % 100 - 3 + {1}", whole, months);
  const std::string at =
      here.bind(sure ? moved : fmt::format("case when {0} >= -12000 and {0} <= 12000 then {1} end", months, moved));
  const auto first_day = [](const std::string& month) {
    return fmt::format(
        "365 * ({0} / 12) + {0} / 48 - {0} / 1200 + {0} / 4800 + (153 * ({0} % 12) + 2) / 5 - 719468", month);
  };
  const std::string same = fmt::format("{} + {} % 100 - 1", first_day(at), whole),
                    last = first_day("(" + at + " + 1)") + " - 1";
  return Value::narrow(lesser(dialect_, same, last), !sure, 1e6, nothing);
}

}  // namespace anyu::sql

// SPDX-License-Identifier: Apache-2.0
