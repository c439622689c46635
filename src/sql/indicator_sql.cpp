// From anchors to cells: who is looked at, in which month, and what each adds.
#include "sql/indicator_sql.h"

#include "sql/expression_sql.h"

namespace anyu::sql {

namespace {

using formula::Expression;
using formula::Op;
using formula::Scope;

constexpr const char* of_person =
    "p.unit as p_unit, p.sex as p_sex, p.residency as p_residency, p.birth_day as p_birth_day, p.registered as "
    "p_registered, "
    "p.left_day as p_left_day, p.mother as p_mother, p.partner as p_partner";

/// A unit's facts. A level that is not known is a village, as everywhere.
std::string of_unit() {
  std::string level = "case u.level";
  for (int i = 0; i <= static_cast<int>(Level::facility); ++i)
    level += fmt::format(" when '{}' then {}", id_of(static_cast<Level>(i)), i);
  return fmt::format("u.code as p_unit, {} else {} end as p_level", level, static_cast<int>(Level::village));
}

/// The months asked for with their last days.
std::string months_of(Month first, Month last) {
  std::string rows;
  for (Month month = first; month <= last; month = month + 1)
    rows += fmt::format("{}({}, {})", rows.empty() ? "" : ", ", month.number, month.last_day().number);
  return fmt::format("months (month, at_day) as (values {})", rows);
}

std::string anchors_of(const Indicator& indicator, const Catalog& catalog) {
  const bool persons = indicator.subject == Subject::person;
  if (indicator.anchor == Scope::Anchor::record) {
    const std::string table = catalog.types[indicator.record].id;
    if (persons)
      return fmt::format("(select r.*, p.id as who, {} from r_{} r join person p on p.id = r.person) a", of_person,
                         table);
    return fmt::format("(select r.*, u.code as who, {} from r_{} r join unit u on u.code = r.about) a", of_unit(),
                       table);
  }
  const std::string months = indicator.when ? "" : ", m.month, m.at_day",
                    beside = indicator.when ? "" : " cross join months m";
  if (persons) return fmt::format("(select p.id as who, {}{} from person p{}) a", of_person, months, beside);
  return fmt::format("(select u.code as who, {}{} from unit u{}) a", of_unit(), months, beside);
}

bool has_query(const Expression& e) {
  switch (e.op) {
    case Op::exists:
    case Op::count:
    case Op::sum:
    case Op::least:
    case Op::most:
    case Op::pick:
      return true;
    default:
      return std::any_of(e.parts.begin(), e.parts.end(), has_query);
  }
}

void conditions_of(const Expression& e, std::vector<const Expression*>& all) {
  if (e.op != Op::both) return all.push_back(&e);
  for (const Expression& part : e.parts) conditions_of(part, all);
}

std::string month_of(const std::string& day, Dialect dialect) {
  const std::string whole = year_month_day(dialect, day);
  return fmt::format("{0} / 10000 * 12 + {0} / 100 % 100 - 1", whole);
}

/// One statement in the making: the anchors and what they add.
class Cells {
 public:
  Cells(const Indicator& indicator, const Catalog& catalog, Month first, Month last, Dialect dialect)
      : indicator_(indicator),
        dialect_(dialect),
        first_(first),
        last_(last),
        anchors_(dialect, numbers_, "a", anchors_of(indicator, catalog), "a.who"),
        formulas_(dialect, catalog.types, numbers_, anchors_) {}

  std::string statement() {
    const std::string month = placed();
    belong();
    const std::string adds = added();
    const std::string cells = fmt::format("select {} as unit, {} as month, {}", unit(), month, adds);
    const Frame::Parts parts = anchors_.parts();
    const bool ends = indicator_.anchor != Scope::Anchor::record && !indicator_.when;
    std::string with = ends ? months_of(first_, last_) : "";
    if (!parts.with.empty()) with += (with.empty() ? "" : ",\n") + parts.with;
    return fmt::format(
        "{}{}select c.unit, c.month, cast(sum(c.numerator) as bigint), cast(sum(c.denominator) as bigint), "
        "cast(sum(c.unknown) as bigint)\n"
        "from ({}\n{}) c group by c.unit, c.month",
        with.empty() ? "" : "with " + with, with.empty() ? "" : "\n", cells, parts.from);
  }

 private:
  /// Keeps the anchors whose month is asked for, and gives the month.
  std::string placed() {
    const bool record = indicator_.anchor == Scope::Anchor::record;
    if (!record && !indicator_.when) return anchors_["month"];
    std::string day = anchors_["day"];
    if (indicator_.when) {
      day = anchors_.bind(known_text(formulas_.value(*indicator_.when)));
      if (record) {
        // Where the day is not known, or none of the calendar's, the anchor stands at its own.
        unplaced_ = fmt::format("({0} > -200000 and {0} < 200000) is not true", day);
        day = anchors_.bind(fmt::format("case when {} then {} else {} end", unplaced_, anchors_["day"], day));
      }
    }
    anchors_.keep(
        fmt::format("{0} >= {1} and {0} <= {2}", day, first_.first_day().number, last_.last_day().number));
    return month_of(day, dialect_);
  }

  /// Leaves out the anchors that surely do not belong: first by what costs little, then by what asks for other
  /// records.
  void belong() {
    if (!indicator_.where) return;
    std::vector<const Expression*> all;
    conditions_of(*indicator_.where, all);
    std::stable_partition(all.begin(), all.end(), [](const Expression* one) { return !has_query(*one); });
    for (const Expression* one : all) {
      Truth truth = formulas_.truth(*one);
      if (truth.is_surely()) continue;
      if (truth.may_lack) {
        truth.text = anchors_.brief(truth.text);
        anchors_.keep(truth.text + " is not false");
        belongs_ = both(belongs_, truth);
      } else {
        anchors_.keep(truth.text);
      }
    }
    if (belongs_.may_lack) belongs_.text = anchors_.brief(belongs_.text);
  }

  /// Numerator, denominator and unknown of one anchor.
  std::string added() {
    switch (indicator_.measure) {
      case Measure::count:
        return counted(indicator_.where ? belongs_ : Truth::surely(), "1", "0");
      case Measure::sum:
      case Measure::mean: {
        const Value value = formulas_.value(*indicator_.value);
        const std::string number = anchors_.brief(known_text(value));
        const Truth known =
            value.surely_known() ? Truth::surely() : Truth{fmt::format("({} is not null)", number), true};
        return counted(both(belongs_, known), number, indicator_.measure == Measure::mean ? "1" : "0");
      }
      default:
        break;
    }
    const std::string one = indicator_.per.empty() ? "1" : "0";
    Truth yes = indicator_.value ? formulas_.truth(*indicator_.value) : Truth::surely();
    if (yes.may_lack) yes.text = anchors_.brief(yes.text);
    const Truth known = yes.may_lack ? Truth{fmt::format("({} is not null)", yes.text), true} : Truth::surely();
    const std::string numerator = yes.is_surely() ? "1" : fmt::format("case when {} then 1 else 0 end", yes.text);
    return counted(both(belongs_, known), numerator, one, one);
  }

  /// What an anchor adds where it surely belongs and its answer is known; else it is unknown, and in the
  /// denominator or not.
  std::string counted(const Truth& sure, const std::string& numerator, const std::string& denominator,
                      const std::string& otherwise = "0") const {
    std::string doubt = sure.may_lack && !sure.is_surely() ? sure.text + " is not true" : "";
    if (!unplaced_.empty()) doubt = doubt.empty() ? unplaced_ : fmt::format("({} or {})", unplaced_, doubt);
    if (doubt.empty())
      return fmt::format("{} as numerator, {} as denominator, 0 as unknown", numerator, denominator);
    const auto either = [&](const std::string& no, const std::string& yes) {
      return no == yes ? no : fmt::format("case when {} then {} else {} end", doubt, no, yes);
    };
    return fmt::format("{} as numerator, {} as denominator, {} as unknown", either("0", numerator),
                       either(otherwise, denominator), either("1", "0"));
  }

  /// A unit that is not in the tree gives way to the subject's own.
  std::string unit() const {
    if (indicator_.by != By::provider || indicator_.anchor != Scope::Anchor::record) return anchors_["p_unit"];
    return fmt::format("case when exists (select 1 from unit w where w.code = {0}) then {0} else {1} end",
                       anchors_["unit"], anchors_["p_unit"]);
  }

  const Indicator& indicator_;
  Dialect dialect_;
  Month first_, last_;
  Numbers numbers_;
  Frame anchors_;
  Formulas formulas_;
  Truth belongs_ = Truth::surely();
  std::string unplaced_;  ///< the condition; empty: never
};

}  // namespace

std::string cells_sql(const Indicator& indicator, const Catalog& catalog, Month first, Month last,
                      Dialect dialect) {
  return Cells(indicator, catalog, first, last, dialect).statement();
}

}  // namespace anyu::sql

// SPDX-License-Identifier: Apache-2.0
