// From formulas to contributions: the rules of docs/language.md, "What a cell holds".
#include "measure/contribute.h"

#include "measure/evaluate.h"

namespace anyu {

namespace {

using formula::Scope;
using formula::Variable;

struct Counted {
  Cell cell;
  Answer answer;
};

/// What an anchor adds; nothing where it surely does not belong.
std::optional<Counted> counted(const Indicator& indicator, const Place& place) {
  const Range64 belongs = indicator.where ? evaluate(*indicator.where, place) : Range64::truth(true, true);
  if (!belongs.possibly()) return std::nullopt;
  const bool own_denominator = indicator.per.empty();
  switch (indicator.measure) {
    case Measure::share:
    case Measure::rate: {
      const std::int64_t one = own_denominator ? 1 : 0;
      const Range64 yes = indicator.value ? evaluate(*indicator.value, place) : Range64::truth(true, true);
      if (!belongs.surely() || !yes.is_known()) return Counted{{0, one, 1}, Answer::unknown};
      return Counted{{yes.least, one, 0}, yes.surely() ? Answer::counted : Answer::not_counted};
    }
    case Measure::count:
      if (!belongs.surely()) return Counted{{0, 0, 1}, Answer::unknown};
      return Counted{{1, 0, 0}, Answer::counted};
    case Measure::formula: return std::nullopt;
    case Measure::sum:
    case Measure::mean: {
      const Range64 number = evaluate(*indicator.value, place);
      if (!belongs.surely() || !number.is_known()) return Counted{{0, 0, 1}, Answer::unknown};
      return Counted{{number.least, indicator.measure == Measure::mean ? 1 : 0, 0}, Answer::counted};
    }
  }
  return std::nullopt;
}

/// An anchor whose period is unknown stands, as unknown, in the period of its own day.
Counted unplaced(const Indicator& indicator) {
  const bool in_denominator = indicator.per.empty() && (indicator.measure == Measure::share || indicator.measure == Measure::rate);
  return {{0, in_denominator ? 1 : 0, 1}, Answer::unknown};
}

void records(const Indicator& indicator, const Book& book, Place place, MonthRange months, const std::function<void(const Contribution&)>& sink) {
  const Rows rows = book.rows(indicator.record, place.subject);
  place.type = indicator.record;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Row row = rows[i];
    place.anchor = row;
    const Range64 when = indicator.when ? evaluate(*indicator.when, place) : Range64::known(book.day(indicator.record, row));
    const bool placed = when.is_known() && when.least > -200'000 && when.least < 200'000;
    const Month month = Month::of(Day{placed ? static_cast<std::int32_t>(when.least) : book.day(indicator.record, row)});
    if (!months.holds(month)) continue;
    const auto adds = counted(indicator, place);
    if (!adds) continue;
    const Counted result = placed ? *adds : unplaced(indicator);
    const UnitIndex unit = indicator.by == By::provider ? book.unit(indicator.record, row) : book.facts(place.subject).home;
    sink({unit, month, result.cell, result.answer, row});
  }
}

/// Persons, each in the month of her `when`. Where that is unknown she stands nowhere.
void persons(const Indicator& indicator, const Book& book, const Place& place, MonthRange months, const std::function<void(const Contribution&)>& sink) {
  const Range64 when = evaluate(*indicator.when, place);
  if (!when.is_known() || when.least < -200'000 || when.least > 200'000) return;
  const Month month = Month::of(Day{static_cast<std::int32_t>(when.least)});
  if (!months.holds(month)) return;
  if (const auto adds = counted(indicator, place)) sink({book.facts(place.subject).home, month, adds->cell, adds->answer, std::nullopt});
}

void period_ends(const Indicator& indicator, const Book& book, Place place, MonthRange months, const std::function<void(const Contribution&)>& sink) {
  const UnitIndex home = book.facts(place.subject).home;
  for (Month month = months.first; month <= months.last; month = month + 1) {
    place.days[static_cast<std::size_t>(Variable::at)] = month.last_day().number;
    if (const auto adds = counted(indicator, place)) sink({home, month, adds->cell, adds->answer, std::nullopt});
  }
}

}  // namespace

void contribute(const Indicator& indicator, const Book& book, SubjectIndex subject, MonthRange months,
                const std::function<void(const Contribution&)>& sink) {
  Place place;
  place.book = &book;
  place.subject = subject;
  if (indicator.anchor == Scope::Anchor::record) records(indicator, book, place, months, sink);
  else if (indicator.when) persons(indicator, book, place, months, sink);
  else if (!indicator.numerator) period_ends(indicator, book, place, months, sink);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
