// Two small record types that tests of files in and out read and write.
#pragma once

#include "pack/catalog.h"

namespace anyu {

inline Catalog catalog_for_tests() {
  const auto field = [](const char* id, Field::Type type, bool required = false) {
    Field made;
    made.id = id;
    made.type = type;
    made.required = required;
    return made;
  };
  Field place = field("place", Field::Type::code, true);
  place.codes = {{"home", {}}, {"clinic", {}}};
  Field blood = field("haemoglobin", Field::Type::decimal);
  blood.least = 300;
  blood.most = 2200;
  blood.decimals = 1;
  Field weeks = field("weeks", Field::Type::whole);
  weeks.least = 4;
  weeks.most = 45;
  Field topic = field("topic", Field::Type::code, true);
  topic.codes = {{"records", {}}, {"other", {}}};
  Field note = field("note", Field::Type::text);
  note.longest = 10;
  Catalog all;
  all.types = {{"visit", {}, Subject::person, "m", About::care, {}, "", {place, blood, weeks, field("told", Field::Type::yes_no), field("again", Field::Type::day), note}},
               {"training", {}, Subject::unit, "u", About::unit, {}, "", {topic}}};
  return all;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
