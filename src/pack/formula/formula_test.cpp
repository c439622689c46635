// The language: what is read is what is printed, and what cannot be understood is told where and how.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "pack/formula/expression.h"
#include "pack/formula/functions.h"

namespace anyu::formula {
namespace {

std::vector<RecordType> types() {
  Field outcome{"outcome", {}, {}, Field::Type::code, true, About::body, {{"live", {}}, {"stillbirth", {}}}, 0, 0, 0, "", 200};
  Field place{"place", {}, {}, Field::Type::code, false, About::care, {{"home", {}}, {"clinic", {}}}, 0, 0, 0, "", 200};
  Field haemoglobin{"haemoglobin", {}, {}, Field::Type::decimal, false, About::care, {}, 0, 3000, 1, "g/L", 200};
  Field note{"note", {}, {}, Field::Type::text, false, About::care, {}, 0, 0, 0, "", 200};
  Field method{"method", {}, {}, Field::Type::code, true, About::choice, {{"iud", {}}, {"pill", {}}}, 0, 0, 0, "", 200};
  RecordType delivery{"delivery", {}, Subject::person, "maternal", About::body, {}, "", {outcome, place}};
  RecordType visit{"postnatal_visit", {}, Subject::person, "maternal", About::care, {}, "", {place, haemoglobin, note}};
  RecordType start{"method_start", {}, Subject::person, "contraception", About::choice, {}, "", {method}};
  RecordType follow{"follow_up", {}, Subject::person, "contraception", About::care, {}, "", {method}};
  RecordType training{"training", {}, Subject::unit, "unit", About::unit, {}, "", {}};
  return {delivery, visit, start, follow, training};
}

const std::vector<RecordType> all = types();

Scope at_delivery() {
  Scope scope;
  scope.types = &all;
  scope.record = 0;
  return scope;
}

using Kind = ValueType::Kind;

TEST(Formula, what_is_read_is_printed_back) {
  const char* formulas[] = {
      "count(postnatal_visit in [day + 1, day + 42]) >= 2",
      "outcome in [live, stillbirth] and not (place = home or place is unknown)",
      "exists(postnatal_visit in (.., day) where haemoglobin < 110.5 and place = anchor.place)",
      "or_else(last(postnatal_visit in [.., day]).place = home, no)",
      "day - 7 * 4 - (3 - 2)",
      "most(postnatal_visit in [day, ..], haemoglobin) between 100 and 200",
      "not not 1 = 2",
      "-(1 + 2) * 3 = -9",
      "months_after(day, 3) > 2025-03-01",
  };
  for (const char* text : formulas) {
    const Parsed parsed = parse(text);
    ASSERT_TRUE(parsed.faults.empty()) << text << ": " << parsed.faults[0].says.en;
    EXPECT_EQ(print(parsed.syntax), text);
    EXPECT_TRUE(parse(print(parsed.syntax)).syntax.same_as(parsed.syntax)) << text;
  }
}

TEST(Formula, every_example_of_the_register_parses_and_prints_back) {
  for (const FunctionRow& row : functions()) {
    const Parsed parsed = parse(row.example);
    ASSERT_TRUE(parsed.faults.empty()) << row.example << ": " << parsed.faults[0].says.en;
    EXPECT_EQ(print(parsed.syntax), row.example);
  }
}

TEST(Formula, a_fault_names_the_place_and_what_was_meant) {
  struct Row { const char* text; std::size_t at; const char* says; };
  const Row rows[] = {
      {"count(postnatal_vist in [day, day]) >= 2", 6, "is 'postnatal_visit' meant?"},
      {"outcom = live", 0, "is 'outcome' meant?"},
      {"outcome = alive", 10, "is 'live' meant?"},
      {"outcome > live", 8, "has no order"},
      {"day + 1.5 > day", 4, "cannot be added so"},
      {"count(postnatal_visit)", 0, "yes or no is expected"},
      {"exists(postnatal_visit where outcome = live)", 29, "anchor.outcome"},
      {"exists(training)", 7, "another kind of subject"},
      {"note = 3", 0, "there is no 'note'"},
      {"exists(postnatal_visit where note is known)", 29, "do not read texts"},
      {"outcome = live and", 18, "a value is missing"},
      {"outcome = live )", 15, "not expected"},
      {"day = 2025-02-30", 6, "no day 2025-02-30"},
      {"at > day", 0, "there is no 'at'"},
      {"exist(postnatal_visit)", 0, "is exists() meant?"},
      {"last(postnatal_visit) is known", 0, "a field follows"},
      {"outcome = live ; drop", 15, "cannot stand in a formula"},
      {"位置 = home", 0, "cannot stand in a formula"},
  };
  for (const Row& row : rows) {
    const Checked checked = understand(row.text, at_delivery(), Kind::yes_no);
    ASSERT_FALSE(checked.faults.empty()) << row.text;
    EXPECT_EQ(checked.faults[0].at, row.at) << row.text << ": " << checked.faults[0].says.en;
    EXPECT_NE(checked.faults[0].says.en.find(row.says), std::string::npos) << row.text << ": " << checked.faults[0].says.en;
    EXPECT_FALSE(checked.faults[0].says.zh.empty());
  }
}

TEST(Formula, all_faults_of_meaning_are_told_at_once) {
  EXPECT_EQ(understand("outcom = live and plac = home and exists(nothing)", at_delivery(), Kind::yes_no).faults.size(), 3u);
}

TEST(Formula, nesting_ends_before_the_stack_does) {
  const std::string deep = std::string(3000, '(') + "1" + std::string(900, ')');
  EXPECT_FALSE(parse(deep).faults.empty());
  std::string nots;
  for (int i = 0; i < 900; ++i) nots += "not ";
  EXPECT_FALSE(parse(nots + "yes").faults.empty());
  EXPECT_FALSE(parse("1 = " + std::string(3900, '-') + "1").faults.empty());
}

TEST(Formula, decimals_are_compared_at_one_scale) {
  const auto checked = understand("exists(postnatal_visit where haemoglobin < 110)", at_delivery(), Kind::yes_no);
  ASSERT_TRUE(checked.faults.empty());
  const Expression& less = checked.expression.parts[2];
  EXPECT_EQ(less.parts[1].number, 1100);
}

TEST(Formula, rights_follow_from_what_the_numerator_turns_on) {
  Scope start = at_delivery();
  start.record = 2;
  struct Row { const char* text; bool turns; };
  const Row rows[] = {
      {"method = iud", true},
      {"method in [iud, pill]", true},
      {"exists(delivery in [day, day + 365])", true},
      {"exists(method_start in (day, day + 30])", true},
      {"method is known", false},
      {"exists(postnatal_visit in [day, day + 30])", false},
      {"exists(follow_up in [day, day + 30] where method = anchor.method)", false},  // matched, not valued
      {"exists(follow_up in [day, day + 30] where method = iud)", true},
  };
  for (const Row& row : rows) {
    const auto checked = understand(row.text, start, Kind::yes_no);
    ASSERT_TRUE(checked.faults.empty()) << row.text;
    EXPECT_EQ(turns_on_protected(checked.expression, all, 2), row.turns) << row.text;
  }
}

TEST(Reference, docs_language_is_what_the_register_says) {
  std::ifstream file(ANYU_SOURCE "/docs/language.md", std::ios::binary);
  const std::string page((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  EXPECT_TRUE(page == reference()) << "run: anyu language > docs/language.md";
}

}  // namespace
}  // namespace anyu::formula

// SPDX-License-Identifier: Apache-2.0
