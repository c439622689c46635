// Deriving what is due, one person at a time.
#include "loop/deliver/due.h"

#include <array>
#include <optional>

#include "measure/evaluate.h"

namespace anyu {

namespace {

using formula::Expression;
using formula::Variable;

std::optional<Day> day_of_formula(const Expression& expression, const Place& place) {
  const Range64 day = evaluate(expression, place);
  if (!day.is_known() || day.least < -200'000 || day.least > 200'000) return std::nullopt;
  return Day{static_cast<std::int32_t>(day.least)};
}

bool surely(const std::optional<Expression>& expression, const Place& place, bool otherwise) {
  return expression ? evaluate(*expression, place).surely() : otherwise;
}

void set(Place& place, Variable variable, Day day) { place.days[static_cast<std::size_t>(variable)] = day.number; }

}  // namespace

std::string_view id_of(DueState state) {
  constexpr std::array<std::string_view, 3> ids = {"coming", "open", "overdue"};
  return ids[static_cast<std::size_t>(state)];
}

void add_due(const std::vector<Schedule>& schedules, const Book& book, SubjectIndex person, Day today, int ahead, std::vector<Due>& due) {
  const SubjectFacts& facts = book.facts(person);
  if (facts.left != no_value && facts.left <= today.number) return;
  Place place;
  place.book = &book;
  place.subject = person;
  set(place, Variable::today, today);
  for (std::size_t s = 0; s < schedules.size(); ++s) {
    const Schedule& schedule = schedules[s];
    place.type = schedule.each;
    const Rows rows = book.rows(schedule.each, person);
    for (std::size_t i = rows.size(); i-- > 0;) {  // the latest first: once one is out of reach, so are all before it
      if (schedule.reach && book.day(schedule.each, rows[i]) + *schedule.reach < today.number) break;
      place.anchor = rows[i];
      std::optional<bool> wanted;  // asked once, and only where a step is near
      for (std::size_t k = 0; k < schedule.steps.size(); ++k) {
        const ScheduleStep& step = schedule.steps[k];
        const auto drops = day_of_formula(step.drops, place);
        if (!drops || *drops < today) continue;
        const auto opens = day_of_formula(step.opens, place), closes = day_of_formula(step.closes, place), falls = day_of_formula(step.due, place);
        if (!opens || !closes || !falls || *opens > today + ahead) continue;
        if (!wanted) wanted = surely(schedule.where, place, true) && surely(schedule.agreed, place, true) && !surely(schedule.ends, place, false);
        if (!*wanted) break;
        set(place, Variable::opens, *opens);
        set(place, Variable::drops, *drops);
        // Within its window, or late by the same record until it drops.
        set(place, Variable::closes, *drops);
        if (evaluate(step.settled, place).surely()) continue;
        const DueState state = today < *opens ? DueState::coming : today <= *closes ? DueState::open : DueState::overdue;
        due.push_back({facts.id, facts.home, s, k, Day{book.day(schedule.each, rows[i])}, *opens, *falls, *closes, state});
      }
    }
  }
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
