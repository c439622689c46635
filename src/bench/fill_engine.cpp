// Persons first, then each one's events by day and number.
#include "bench/fill_engine.h"

#include <algorithm>
#include <array>
#include <set>

namespace anyu::bench {

Day first_day() { return Day::of(2020, 1, 1); }

UnitTree tree_of(const Population& population) {
  const std::string county = "900000000000";
  std::vector<Unit> units = {{county, {county, county}, Level::county, "", {}, {}}};
  std::set<std::string> townships;
  for (const VillageRow& row : population.villages) {
    const std::string township = std::to_string(900'000'100'000 + row.township);
    if (townships.insert(township).second) units.push_back({township, {township, township}, Level::township, county, {}, {}});
  }
  for (const VillageRow& row : population.villages) {
    const std::string code = std::to_string(row.village);
    units.push_back({code, {code, code}, Level::village, std::to_string(900'000'100'000 + row.township), {}, {}});
  }
  return *UnitTree::of(std::move(units));
}

Result<Translator> Translator::of(const Catalog& catalog) {
  constexpr std::array<const char*, types + 1> ids = {"", "counselling", "method_change", "method_change", "follow_up", "supply", "health_exam", "rti_treatment",
                                                      "preconception_exam", "folic_acid", "pregnancy_registration", "antenatal_contact", "screening", "delivery",
                                                      "postnatal_contact", "newborn_screening", "satisfaction"};
  Translator translator;
  translator.types_.push_back(0);
  for (std::size_t i = 1; i < ids.size(); ++i) {
    const auto type = catalog.type(ids[i]);
    if (!type) return not_found("这不是 bench30 内容包:没有“{}”", "this is not the pack bench30: it has no '{}'", ids[i]);
    translator.types_.push_back(*type);
  }
  return translator;
}

BookRecord Translator::record(const EventRow& event, UnitIndex home) const {
  BookRecord record{event.eid, first_day() + event.day, home, {}};
  const std::int32_t a = event.a, b = event.b;
  switch (static_cast<Type>(event.type)) {
    case counsel: record.fields = {a - 1, b}; break;
    case method_start: record.fields = {0, a - 1, no_value}; break;
    case method_stop: record.fields = {1, a - 1, b - 1}; break;
    case followup: record.fields = {a, b}; break;
    case supply: record.fields = {a - 1, b}; break;
    case health_exam: record.fields = {a, b}; break;
    case rti_treatment:
    case precon_exam:
    case folic: record.fields = {a}; break;
    case preg_reg: record.fields = {a, b}; break;
    case anc: record.fields = {a, b, event.c, event.d}; break;
    case screen: record.fields = {a - 1, b}; break;
    case Type::delivery: record.fields = {a - 1, b - 1, event.c, event.d}; break;
    case pnc: record.fields = {a, b}; break;
    case nb_screen: record.fields = {a - 1, b}; break;
    case Type::satisfaction: record.fields = {a, b}; break;
  }
  return record;
}

SubjectFacts facts_of(const PersonRow& person, const UnitTree& tree) {
  SubjectFacts facts;
  facts.id = person.pid;
  facts.home = tree.find(std::to_string(person.village)).value_or(0);
  facts.sex = person.sex == 1 ? Sex::female : Sex::male;
  facts.residency = person.residency == 1 ? Residency::migrant_in : Residency::resident;
  facts.birth_day = (first_day() + person.birth_day).number;
  facts.registered = (first_day() + person.reg_day).number;
  if (person.exit_day != still_here) facts.left = (first_day() + person.exit_day).number;
  if (person.kind == child) facts.mother = person.link;
  if (person.kind == man) facts.partner = person.link;
  return facts;
}

Done fill(Engine& engine, const Population& population) {
  const auto translator = Translator::of(engine.catalog());
  if (!translator) return translator.error();
  Book& book = engine.persons();
  for (const PersonRow& person : population.persons) book.add_subject(facts_of(person, engine.tree()));
  std::vector<const EventRow*> own;
  for (std::size_t i = 0; i < population.events.size();) {
    const std::int32_t pid = population.events[i].pid;
    own.clear();
    for (; i < population.events.size() && population.events[i].pid == pid; ++i) own.push_back(&population.events[i]);
    std::sort(own.begin(), own.end(), [](const EventRow* x, const EventRow* y) { return std::pair(x->day, x->eid) < std::pair(y->day, y->eid); });
    const SubjectIndex subject = *book.find(pid);
    for (const EventRow* event : own) book.load(translator->type(*event), subject, translator->record(*event, book.facts(subject).home));
  }
  book.loaded();
  engine.units().loaded();
  return {};
}

}  // namespace anyu::bench

// SPDX-License-Identifier: Apache-2.0
