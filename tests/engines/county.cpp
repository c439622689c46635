// Making up a county.
#include "county.h"

#include <algorithm>
#include <tuple>

#include "measure/taking.h"

namespace anyu::engines {

namespace {

const int first_day = Day::of(2023, 1, 1).number, last_day = Day::of(2024, 8, 31).number;

std::vector<Code> codes(Chance& chance, const char* prefix, int most) {
  std::vector<Code> all;
  for (std::int64_t i = chance.between(1, most); i > 0; --i) all.push_back({prefix + std::to_string(i), {}});
  return all;
}

Field field(const char* id, Field::Type type) {
  Field field;
  field.id = id;
  field.type = type;
  return field;
}

/// Few days, so that many records share one.
Day random_day(Chance& chance) {
  return {static_cast<std::int32_t>(first_day + 7 * chance.between(0, (last_day - first_day) / 7))};
}

FieldValue random_value(Chance& chance, const Field& field) {
  if (chance.percent(25)) return Missing::not_recorded;
  switch (field.type) {
    case Field::Type::code:
      return chance.between(0, static_cast<std::int64_t>(field.codes.size()) - 1);
    case Field::Type::yes_no:
      return chance.between(0, 1);
    case Field::Type::day:
      return std::int64_t{random_day(chance).number};
    case Field::Type::text:
      return std::string("x");
    default:
      return chance.between(field.least, field.most);
  }
}

Record random_record(Chance& chance, const std::vector<RecordType>& types, const County& county) {
  Record record;
  record.type = static_cast<TypeIndex>(chance.between(0, static_cast<std::int64_t>(types.size()) - 1));
  if (types[record.type].subject == Subject::person)
    record.person = chance.one_of(county.persons).id;
  else
    record.about = chance.one_of(county.units).code;
  record.day = random_day(chance);
  record.unit = chance.one_of(county.units).code;
  for (const Field& field : types[record.type].fields) record.fields.push_back(random_value(chance, field));
  return record;
}

/// Beyond every id that is given, so that nobody is ever registered under it.
constexpr PersonId stranger = 1'000'000;

PersonId random_link(Chance& chance, const County& county) {
  if (county.persons.empty() || chance.percent(40)) return 0;
  return chance.percent(10) ? stranger : chance.one_of(county.persons).id;
}

void make_up(Chance& chance, const County& county, Person& person) {
  const auto some_day = [&](int percent, int from, int to) -> std::optional<Day> {
    if (!chance.percent(percent)) return std::nullopt;
    if (chance.percent(50)) return random_day(chance);
    return Day{static_cast<std::int32_t>(chance.between(from, to))};
  };
  person.sex = static_cast<Sex>(chance.between(0, 2));
  person.residency = static_cast<Residency>(chance.between(0, 3));
  person.birth_day =
      chance.percent(20) ? some_day(80, first_day, last_day) : some_day(80, first_day - 20'000, first_day);
  if (chance.percent(5)) person.birth_day = Day::of(1992, 2, 29);
  person.registered = some_day(80, first_day - 500, last_day);
  person.left = some_day(30, first_day, last_day);
  person.mother = random_link(chance, county);
  person.partner = random_link(chance, county);
}

struct Laid {
  SubjectIndex subject;
  TypeIndex type;
  BookRecord record;
};

}  // namespace

MonthRange measured_months() { return {Month::of(2023, 6), Month::of(2024, 5)}; }

std::vector<RecordType> random_types(Chance& chance) {
  std::vector<RecordType> types;
  const auto shared = codes(chance, "a", 4);
  for (const char* id : {"p0", "p1", "p2", "u0", "u1"}) {
    RecordType type;
    type.id = id;
    type.subject = id[0] == 'p' ? Subject::person : Subject::unit;
    for (const char* name : {"ca", "cb"}) type.fields.push_back(field(name, Field::Type::code));
    type.fields[0].codes = type.fields[1].codes = shared;
    type.fields.push_back(field("cc", Field::Type::code));
    type.fields[2].codes = codes(chance, "c", 12);
    type.fields.push_back(field("yn", Field::Type::yes_no));
    type.fields.push_back(field("wh", Field::Type::whole));
    type.fields.back().least = -3;
    type.fields.back().most = chance.percent(20) ? 1'000'000 : 9;
    type.fields.push_back(field("de", Field::Type::decimal));
    type.fields.back().decimals = static_cast<int>(chance.between(1, 2));
    type.fields.back().least = 0;
    type.fields.back().most = 300;
    type.fields.push_back(field("dt", Field::Type::day));
    type.fields.push_back(field("tx", Field::Type::text));
    types.push_back(std::move(type));
  }
  return types;
}

County random_county(Chance& chance, const std::vector<RecordType>& types) {
  County county;
  const auto unit = [&](const char* code, Level level, const char* parent) {
    county.units.push_back({code, {}, level, parent, {}, {}});
  };
  unit("130000000000", Level::county, "");
  unit("130001000000", Level::township, "130000000000");
  unit("130001001000", Level::village, "130001000000");
  unit("130001002000", Level::village, "130001000000");
  unit("130002000000", Level::facility, "130000000000");
  county.tree = *UnitTree::of(county.units);
  PersonId id = chance.between(1, 3);
  for (std::int64_t i = chance.between(2, 14); i > 0; --i, id += chance.percent(80) ? 1 : 3) {
    Person person;
    person.id = id;
    person.unit = chance.percent(5) ? "999999999999" : chance.one_of(county.units).code;
    county.persons.push_back(person);
  }
  for (Person& person : county.persons) make_up(chance, county, person);
  for (std::int64_t i = chance.between(0, 150); i > 0; --i) {
    Record record = random_record(chance, types, county);
    record.id = county.next_record++;
    if (chance.percent(5)) record.unit = "999999999999";
    county.records.push_back(std::move(record));
  }
  return county;
}

std::vector<Edit> random_edits(Chance& chance, const std::vector<RecordType>& types, County& county) {
  std::vector<Edit> edits;
  const auto home_of = [&](const Record& record) {
    if (types[record.type].subject == Subject::unit) return *county.tree.find(record.about);
    const auto person = std::find_if(county.persons.begin(), county.persons.end(),
                                     [&](const Person& one) { return one.id == record.person; });
    return county.tree.find(person->unit).value_or(0);
  };
  const auto of = [&](const Record& record) {
    Edit edit;
    edit.kind = types[record.type].subject;
    edit.subject =
        edit.kind == Subject::person ? record.person : static_cast<std::int64_t>(*county.tree.find(record.about));
    return edit;
  };
  for (std::int64_t i = chance.between(1, 12); i > 0; --i) {
    const auto what = chance.between(0, 3);
    if (what == 0) {  // a person is amended, or a new one comes
      const bool fresh = chance.percent(25);
      if (fresh) {
        Person person;
        person.id = county.persons.back().id + 1;
        person.unit = chance.one_of(county.units).code;
        county.persons.push_back(person);
      }
      Person& person = fresh ? county.persons.back()
                             : county.persons[static_cast<std::size_t>(
                                   chance.between(0, static_cast<std::int64_t>(county.persons.size()) - 1))];
      make_up(chance, county, person);
      Edit edit;
      edit.subject = person.id;
      edit.facts = facts_of(person, county.tree);
      edits.push_back(std::move(edit));
    } else if (what == 1 || county.records.empty()) {  // a record comes
      Record record = random_record(chance, types, county);
      record.id = county.next_record++;
      Edit edit = of(record);
      edit.put = {record.type, book_record(record, county.tree, home_of(record))};
      edits.push_back(std::move(edit));
      county.records.push_back(std::move(record));
    } else {  // one is taken out, or corrected
      const auto at = chance.between(0, static_cast<std::int64_t>(county.records.size()) - 1);
      Record& record = county.records[static_cast<std::size_t>(at)];
      Edit edit = of(record);
      edit.take = {record.type, record.id};
      if (what == 3) {
        for (std::size_t k = 0; k < record.fields.size(); ++k)
          if (chance.percent(40)) record.fields[k] = random_value(chance, types[record.type].fields[k]);
        if (chance.percent(40)) record.day = random_day(chance);
        edit.put = {record.type, book_record(record, county.tree, home_of(record))};
        edits.push_back(std::move(edit));
      } else {
        edits.push_back(std::move(edit));
        county.records.erase(county.records.begin() + at);
      }
    }
  }
  return edits;
}

void add_units(const UnitTree& tree, Book& units) {
  for (UnitIndex unit = 0; unit < tree.size(); ++unit) {
    SubjectFacts facts;
    facts.id = unit;
    facts.home = unit;
    facts.level = tree.at(unit).level;
    units.add_subject(facts);
  }
}

void load(const County& county, const std::vector<RecordType>& types, Book& persons, Book& units) {
  for (const Person& person : county.persons) persons.add_subject(facts_of(person, county.tree));
  std::vector<Laid> all;
  for (const Record& record : county.records) {
    const bool about_unit = types[record.type].subject == Subject::unit;
    const auto subject =
        about_unit ? std::optional<SubjectIndex>(*county.tree.find(record.about)) : persons.find(record.person);
    const UnitIndex home = (about_unit ? units : persons).facts(*subject).home;
    all.push_back({*subject, record.type, book_record(record, county.tree, home)});
  }
  std::sort(all.begin(), all.end(), [](const Laid& a, const Laid& b) {
    return std::tuple(a.type, a.subject, a.record.day, a.record.id) <
           std::tuple(b.type, b.subject, b.record.day, b.record.id);
  });
  for (const Laid& one : all)
    (types[one.type].subject == Subject::unit ? units : persons).load(one.type, one.subject, one.record);
  persons.loaded();
  units.loaded();
}

}  // namespace anyu::engines

// SPDX-License-Identifier: Apache-2.0
