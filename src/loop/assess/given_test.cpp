// Given files: figures are read exactly, and what cannot be meant is told.
#include "loop/assess/given.h"

#include <gmock/gmock.h>

#include "loop/assess/sheets_for_tests.h"

namespace anyu {
namespace {

using testing::HasSubstr;

struct Reading {
  std::optional<Given> given;
  std::vector<Finding> findings;
};

Reading read(const std::string& text) {
  static const Scheme scheme = sheets::read(sheets::s01);
  Findings findings;
  auto file = Table::parse(text, "given.toml", findings);
  Reading reading;
  if (file) reading.given = read_given_file(*file, scheme, findings);
  reading.findings = findings.all();
  return reading;
}

TEST(Given, values_are_read_by_the_type_of_their_input) {
  const auto [given, findings] =
      read(std::string("[given]\n") + sheets::good_county + "staffing_not_in_place = \"?not_recorded\"\n");
  ASSERT_TRUE(given) << sheets::said(findings);
  EXPECT_EQ(std::get<Decimal>(given->at("satisfaction_pct")), sheets::number("86.5"));
  EXPECT_EQ(std::get<Decimal>(given->at("departments_failing")), Decimal(2));
  EXPECT_EQ(std::get<std::string>(given->at("policy_state")), "weak");
  EXPECT_FALSE(std::get<bool>(given->at("no_mechanism_document")));
  EXPECT_EQ(std::get<Missing>(given->at("staffing_not_in_place")), Missing::not_recorded);
}

TEST(Given, what_cannot_be_meant_is_a_fault_on_its_line) {
  const struct {
    const char* line;
    const char* says;
  } rows[] = {
      {"satisfaction = \"86.5\"", "there is no input 'satisfaction'"},
      {"satisfaction_pkt = \"86.5\"", "is 'satisfaction_pct' meant?"},
      {"satisfaction_pct = 86.5", "a decimal in quotation marks"},
      {"satisfaction_pct = \"86,5\"", "must be a decimal in quotation marks"},
      {"departments_failing = \"2.5\"", "a whole number, 0 or more, not '2.5'"},
      {"departments_failing = -1", "a whole number, 0 or more"},
      {"no_mechanism_document = \"maybe\"", "must be true or false"},
      {"policy_state = \"fine\"", "must be one of none, weak, ok"},
      {"satisfaction_pct = \"?forgotten\"", "a reason is one of"},
  };
  for (const auto& row : rows) {
    const auto [given, findings] = read(std::string("[given]\n") + row.line + "\n");
    EXPECT_FALSE(given) << row.line;
    ASSERT_EQ(findings.size(), 1u) << row.line << "\n" << sheets::said(findings);
    EXPECT_THAT(findings[0].says.en, HasSubstr(row.says));
    EXPECT_EQ(findings[0].line, 2) << row.line;
  }
}

TEST(Given, a_percentage_outside_its_usual_range_is_only_a_warning) {
  const auto [given, findings] = read("[given]\nsatisfaction_pct = \"115.32\"\n");
  EXPECT_TRUE(given);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].severity, Finding::Severity::warning);
}

TEST(Given, the_table_is_needed_and_nothing_may_stand_beside_it) {
  EXPECT_THAT(sheets::said(read("satisfaction_pct = \"86.5\"\n").findings), HasSubstr("[given] is needed"));
  EXPECT_THAT(sheets::said(read("[given]\n[giben]\n").findings), HasSubstr("is 'given' meant?"));
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
