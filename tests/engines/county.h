// A random county: record types, units, persons with links, records with gaps, and edits of them.
#pragma once

#include <vector>

#include "chance.h"
#include "measure/engine.h"
#include "model/person.h"
#include "model/unit.h"
#include "pack/catalog.h"

namespace anyu::engines {

/// Everything the executors count from.
struct County {
  std::vector<Unit> units;
  UnitTree tree;
  std::vector<Person> persons;  ///< by id
  std::vector<Record> records;
  RecordId next_record = 1;
};

/// The record types: p0, p1, p2 of persons and u0, u1 of units, each with fields of every kind.
std::vector<RecordType> random_types(Chance& chance);

/// The months that are measured; lives and records begin before them and end after.
MonthRange measured_months();

County random_county(Chance& chance, const std::vector<RecordType>& types);

/// Changes the county, and says it as the engine hears of it.
std::vector<Edit> random_edits(Chance& chance, const std::vector<RecordType>& types, County& county);

/// Lays persons and records into the books of an engine.
void load(const County& county, const std::vector<RecordType>& types, Book& persons, Book& units);

/// Fills the book of units as the engine does.
void add_units(const UnitTree& tree, Book& units);

}  // namespace anyu::engines

// SPDX-License-Identifier: Apache-2.0
