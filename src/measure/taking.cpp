// Leaving out what no formula reads: texts, reasons, authors.
#include "measure/taking.h"

namespace anyu {

SubjectFacts facts_of(const Person& person, const UnitTree& tree) {
  SubjectFacts facts;
  facts.id = person.id;
  facts.home = tree.find(person.unit).value_or(0);
  facts.sex = person.sex;
  facts.residency = person.residency;
  facts.mother = person.mother;
  facts.partner = person.partner;
  if (person.birth_day) facts.birth_day = person.birth_day->number;
  if (person.registered) facts.registered = person.registered->number;
  if (person.left) facts.left = person.left->number;
  return facts;
}

BookRecord book_record(const Record& record, const UnitTree& tree, UnitIndex home) {
  BookRecord taken;
  taken.id = record.id;
  taken.day = record.day;
  taken.unit = tree.find(record.unit).value_or(home);
  taken.fields.reserve(record.fields.size());
  for (const FieldValue& value : record.fields) {
    const auto* number = std::get_if<std::int64_t>(&value);
    taken.fields.push_back(number ? static_cast<std::int32_t>(*number) : no_value);
  }
  return taken;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
