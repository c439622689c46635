// Gathering what is due over a part of the tree.
#include "loop/deliver/deliver.h"

#include <algorithm>
#include <tuple>

namespace anyu {

namespace {
constexpr int days_ahead = 7;  // what opens within a week is shown as coming
}

Result<DueList> DeliverStage::list(const Actor& by, const UnitCode& code, std::optional<Day> day, std::size_t limit) const {
  const UnitTree& tree = engine_.tree();
  const auto unit = tree.find(code);
  if (!unit || !by.may(Right::see_people, *unit, tree)) return forbidden("这个单位的服务对象不在您的范围内", "the people of this unit are outside your part of the tree");
  DueList list;
  list.day = day.value_or(day_of(clock_.now()));
  std::vector<Due> all;
  engine_.read([&](const Book& persons, const Book&) {
    for (SubjectIndex person = 0; person < persons.size(); ++person)
      if (tree.within(persons.facts(person).home, *unit)) add_due(engine_.catalog().schedules, persons, person, list.day, days_ahead, all);
    return 0;
  });
  list.total = static_cast<std::int64_t>(all.size());
  list.overdue = std::count_if(all.begin(), all.end(), [](const Due& due) { return due.state == DueState::overdue; });
  const auto order = [](const Due& due) { return std::tuple(due.unit, -static_cast<int>(due.state), due.due, due.person, due.schedule, due.step); };
  std::sort(all.begin(), all.end(), [&](const Due& a, const Due& b) { return order(a) < order(b); });
  if (all.size() > limit) all.resize(limit);
  for (const Due& due : all) {
    const auto identity = store_.identity(due.person);
    list.rows.push_back({due, identity ? identity->name : ""});
  }
  return list;
}

std::vector<Due> DeliverStage::of_person(PersonId id) const {
  std::vector<Due> due;
  engine_.read([&](const Book& persons, const Book&) {
    if (const auto person = persons.find(id)) add_due(engine_.catalog().schedules, persons, *person, day_of(clock_.now()), days_ahead, due);
    return 0;
  });
  return due;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
