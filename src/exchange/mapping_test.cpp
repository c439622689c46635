// A mapping tells all of its faults at once, and says what was meant.
#include "exchange/mapping.h"

#include <gtest/gtest.h>

#include "exchange/catalog_for_tests.h"

namespace anyu {
namespace {

TEST(Mapping, every_fault_is_told_at_once_with_its_line) {
  const Catalog catalog = catalog_for_tests();
  const auto reading = parse_mapping(R"(
[[file]]
name = "persons.csv"
kind = "persons"
columns = { key = "pid", unite = "village" }
codes.sex = { "2" = "female" }
colums = { key = "pid" }

[[file]]
name = "visits.csv"
kind = "records"
columns = { key = "id", day = "day" }
[[file.record]]
type = "visit"
fields = { haemoglobin = "hb" }
fixed = { haemoglobin = "110.5" }
[[file.record]]
type = "visits"
[[file.record]]
type = "training"
fields = { topic = "t" }
codes.topic = { "1" = "recods", "2" = "?because" }
[file.types]
column = "type"
codes = { "1" = "visit", "2" = "delivery" }
)", "m.toml", catalog);
  struct Row { int line; const char* part; };
  const Row rows[] = {
      {5, "there is no 'unite' here; is 'unit' meant?"},
      {2, "'unit' is required and comes from nowhere"},
      {6, "'sex' has no column"},
      {7, "'colums' is not known here; is 'columns' meant?"},
      {13, "'place' is required and comes from nowhere"},
      {16, "'haemoglobin' comes from two places"},
      {14, "the subject of 'visit' comes from nowhere: columns needs 'person'"},
      {18, "there is no record type 'visits'; is 'visit' meant?"},
      {20, "the subject of 'training' comes from nowhere: columns needs 'about'"},
      {22, "'topic' has no 'recods'; there are: records, other"},
      {22, "'?because' is no reason"},
      {25, "'delivery' has no [[file.record]] of its own"},
  };
  for (const Row& row : rows) {
    bool found = false;
    for (const Finding& finding : reading.findings.all()) found |= finding.line == row.line && finding.says.en.find(row.part) != std::string::npos;
    EXPECT_TRUE(found) << row.line << " " << row.part;
  }
  EXPECT_EQ(reading.findings.all().size(), std::size(rows));
  if (reading.findings.all().size() != std::size(rows))
    for (const Finding& finding : reading.findings.all()) ADD_FAILURE() << text_of(finding, Language::en);
}

TEST(Mapping, units_come_before_persons_and_persons_before_records) {
  const Catalog catalog = catalog_for_tests();
  const auto reading = parse_mapping(R"(
[[file]]
name = "a.csv"
kind = "records"
source = "his"
persons = "register"
columns = { key = "pid + day", day = "day", person = "pid" }
[[file.record]]
type = "visit"
missing = { place = "not_recorded" }
[[file]]
name = "u.csv"
kind = "units"
columns = { code = "c", zh = "n" }
prefix = { code = "9" }
pad = { code = 5 }
fixed = { level = "village" }
)", "m.toml", catalog);
  EXPECT_FALSE(reading.findings.any_fault());
  ASSERT_EQ(reading.mapping.files.size(), 2u);
  EXPECT_EQ(reading.mapping.files[0].name, "u.csv");
  EXPECT_EQ(reading.mapping.files[1].persons, "register");
  EXPECT_EQ(reading.mapping.files[1].targets.at("key").columns, (std::vector<std::string>{"pid", "day"}));
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
