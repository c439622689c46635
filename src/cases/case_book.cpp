// Laying out a case's register.
#include "cases/case_book.h"

#include <algorithm>
#include <set>

#include "measure/cell_value.h"

namespace anyu {

namespace {

constexpr const char* case_root = "000000000000";

UnitTree tree_of(const std::vector<CaseLine>& lines) {
  std::set<std::string> codes = {case_village};
  for (const CaseLine& line : lines) {
    if (line.about_unit) codes.insert(line.subject);
    if (line.person && !line.person->unit.empty()) codes.insert(line.person->unit);
  }
  codes.erase(case_root);
  std::vector<Unit> units = {{case_root, {}, Level::nation, "", {}, {}}};
  for (const std::string& code : codes) units.push_back({code, {}, code == case_village ? Level::village : Level::county, case_root, {}, {}});
  return *UnitTree::of(std::move(units));
}

BookRecord taken(const Record& record, RecordId id, UnitIndex unit) {
  BookRecord into{id, record.day, unit, {}};
  for (const FieldValue& value : record.fields) {
    const auto* number = std::get_if<std::int64_t>(&value);
    into.fields.push_back(number ? static_cast<std::int32_t>(*number) : no_value);
  }
  return into;
}

}  // namespace

CaseBook::CaseBook(const Catalog& catalog, const std::vector<CaseLine>& lines)
    : catalog_(catalog), tree_(tree_of(lines)), persons_(catalog.types), units_(catalog.types) {
  for (const CaseLine& line : lines)
    for (const std::string& name : {line.about_unit ? std::string() : line.subject, line.mother, line.partner})
      if (!name.empty()) names_.emplace(name, 0);
  std::int64_t next = 1;
  for (auto& [name, id] : names_) id = next++;
  for (const auto& [name, id] : names_) {
    Person person = example_person();
    SubjectFacts facts;
    for (const CaseLine& line : lines) {
      if (!line.person || line.subject != name) continue;
      person = *line.person;
      if (!line.mother.empty()) facts.mother = names_.at(line.mother);
      if (!line.partner.empty()) facts.partner = names_.at(line.partner);
    }
    facts.id = id;
    facts.home = tree_.find(person.unit.empty() ? case_village : person.unit).value_or(0);
    facts.sex = person.sex;
    facts.residency = person.residency;
    if (person.birth_day) facts.birth_day = person.birth_day->number;
    if (person.registered) facts.registered = person.registered->number;
    if (person.left) facts.left = person.left->number;
    persons_.add_subject(facts);
  }
  for (UnitIndex unit = 0; unit < tree_.size(); ++unit) {
    SubjectFacts facts;
    facts.id = unit;
    facts.home = unit;
    facts.level = tree_.at(unit).level;
    units_.add_subject(facts);
  }
  persons_.loaded();
  units_.loaded();
  RecordId id = 1;
  for (const CaseLine& line : lines) {
    if (line.person) continue;
    if (line.about_unit) {
      const UnitIndex unit = *tree_.find(line.subject);
      units_.put(line.record.type, unit, taken(line.record, id++, unit));
      unit_records_.push_back(line.record);
    } else {
      const SubjectIndex person = *persons_.find(names_.at(line.subject));
      persons_.put(line.record.type, person, taken(line.record, id++, persons_.facts(person).home));
    }
  }
}

Cell CaseBook::own_cell(const Indicator& indicator, UnitIndex unit, const Period& period) const {
  if (indicator.numerator) return {};
  const Book& book = indicator.subject == Subject::unit ? units_ : persons_;
  const MonthRange months = indicator.stock() ? MonthRange{period.last(), period.last()} : MonthRange{period.first, period.last()};
  Cell total;
  for (SubjectIndex subject = 0; subject < book.size(); ++subject)
    contribute(indicator, book, subject, months, [&](const Contribution& one) {
      if (tree_.within(one.unit, unit)) total += one.cell;
    });
  return total;
}

Cell CaseBook::cell(const Indicator& indicator, UnitIndex unit, const Period& period) const {
  const Cell cell = own_cell(indicator, unit, period);
  return with_others(indicator, cell, [&](std::size_t other) { return own_cell(catalog_.indicators[other], unit, period); });
}

std::optional<UnitIndex> CaseBook::unit(std::string_view name) const { return tree_.find(name == case_village_name ? case_village : name); }

std::optional<SubjectIndex> CaseBook::person(const std::string& name) const {
  const auto found = names_.find(name);
  if (found == names_.end()) return std::nullopt;
  return persons_.find(found->second);
}

std::string CaseBook::name_of(std::int64_t person) const {
  for (const auto& [name, id] : names_)
    if (id == person) return name;
  return {};
}

std::vector<Record> CaseBook::records_of(const UnitCode& code) const {
  std::vector<Record> found;
  for (const Record& record : unit_records_)
    if (record.about == code) found.push_back(record);
  std::sort(found.begin(), found.end(), [](const Record& a, const Record& b) { return b.day < a.day; });
  return found;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
