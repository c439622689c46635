// Reading schemes: a good sheet is read whole, and every way of leaving something open or wrong is told with its
// line.
#include "pack/read_scheme.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>

namespace anyu {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* head = R"(
[scheme]
id = "s"
name = { zh = "表", en = "Sheet" }
kind = "points"
issuer = "县"
year = "2025"
unit_level = "county"
period = "year"
completeness = { zh = "全", en = "Whole" }
source = "test"
)";

constexpr const char* inputs = R"(
[[input]]
id = "satisfaction"
name = { zh = "满意率", en = "Satisfaction" }
type = "percent"
about = "care"
[[input]]
id = "failing"
name = { zh = "未履职部门数", en = "Failing departments" }
type = "count"
about = "unit"
[[input]]
id = "no_paper"
name = { zh = "没有文件", en = "No paper" }
type = "yes_no"
about = "unit"
[[input]]
id = "policy"
name = { zh = "政策", en = "Policy" }
type = "state"
about = "unit"
states = ["none", "ok"]
[[section]]
id = "1"
name = { zh = "一", en = "One" }
max = "40"
)";

/// An item of the section with these lines in it.
std::string item(const char* id, const std::string& lines) {
  return fmt::format(
      "[[item]]\nid = \"{}\"\nsection = \"1\"\ntext = {{ zh = \"条\", en = \"Item\" }}\nmax = \"10\"\n{}", id,
      lines);
}

const std::string decisions = "start = \"full\"\nfloor = \"0\"\nmissing = \"undecided\"\n";
const std::string step =
    "[[item.part]]\nkind = \"step\"\ninput = \"satisfaction\"\nbelow = \"90\"\neach = \"1\"\npoints = \"-2\"\nmode "
    "= \"whole\"\n";
const std::string count = "[[item.part]]\nkind = \"count\"\ninput = \"failing\"\npoints = \"-2\"\n";
const std::string yes = "[[item.part]]\nkind = \"bool\"\ninput = \"no_paper\"\npoints = \"-10\"\n";
const std::string state =
    "[[item.part]]\nkind = \"state\"\ninput = \"policy\"\nmap = { none = \"-10\", ok = \"0\" }\n";

/// Four items, one of each kind; the first made of these lines.
std::string sheet_with(const std::string& first) {
  return head + std::string(inputs) + item("a", first) + item("b", decisions + count) + item("c", decisions + yes) +
         item("d", decisions + state);
}

struct Reading {
  std::optional<Scheme> scheme;
  std::vector<Finding> findings;
};

Reading read(const std::string& text) {
  Findings findings;
  auto file = Table::parse(text, "s.toml", findings);
  Reading reading;
  if (file) reading.scheme = read_scheme(*file, findings);
  reading.findings = findings.all();
  return reading;
}

/// The line of `text` on which `part` stands first.
int line_of(const std::string& text, const std::string& part) {
  const auto at = text.find(part);
  return at == std::string::npos
             ? 0
             : 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

std::vector<std::string> said(const std::vector<Finding>& findings) {
  std::vector<std::string> lines;
  for (const Finding& finding : findings) lines.push_back(text_of(finding, Language::en));
  return lines;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

const std::string good = sheet_with(
    decisions + step +
    "[[item.example]]\ngiven = { satisfaction = \"86.5\" }\nwith = { mode = \"continuous\" }\npoints = \"3\"\n");

TEST(ReadScheme, a_good_sheet_is_read_whole_and_without_a_word) {
  const auto [scheme, findings] = read(good);
  EXPECT_THAT(said(findings), IsEmpty());
  ASSERT_TRUE(scheme);
  EXPECT_EQ(scheme->id, "s");
  EXPECT_EQ(scheme->kind, Scheme::Kind::points);
  EXPECT_EQ(scheme->unit_level, Level::county);
  EXPECT_EQ(scheme->inputs.size(), 4u);
  EXPECT_EQ(scheme->section("1")->max, Decimal(40));
  const auto& rule = std::get<PointsRule>(scheme->item("a")->rule);
  const auto& part = std::get<StepPart>(rule.parts.at(0).rule);
  EXPECT_EQ(part.target, Decimal(90));
  EXPECT_EQ(part.mode, StepMode::whole);
  EXPECT_EQ(rule.floor, Decimal(0));
  const ItemExample& example = scheme->item("a")->examples.at(0);
  EXPECT_EQ(std::get<Decimal>(example.given.at("satisfaction")), *Decimal::parse("86.5"));
  EXPECT_EQ(example.mode, StepMode::continuous);
  EXPECT_EQ(example.points, Decimal(3));
}

TEST(ReadScheme, floor_none_and_a_target_lost_in_the_source_are_read_as_nothing) {
  auto text = replaced(good, "floor = \"0\"", "floor = \"none\"");
  text = replaced(text, "below = \"90\"", "target = \"unknown\"");
  const auto [scheme, findings] = read(text);
  ASSERT_TRUE(scheme) << testing::PrintToString(said(findings));
  const auto& rule = std::get<PointsRule>(scheme->item("a")->rule);
  EXPECT_FALSE(rule.floor);
  EXPECT_FALSE(std::get<StepPart>(rule.parts.at(0).rule).target);
}

TEST(ReadScheme, an_item_whose_rule_is_lost_or_declined_is_kept_with_its_reason) {
  const auto [scheme, findings] = read(sheet_with(decisions + step) +
                                       item("e", "lost = { why = { zh = \"缺页\", en = \"The page ends\" } }\n") +
                                       item("f",
                                            "declined = { why = { zh = \"强制\", en = \"Coercive\" }, instead = { "
                                            "zh = \"服务\", en = \"Service\" } }\n"));
  EXPECT_FALSE(scheme);  // 60 points in a section of 40
  const auto whole = replaced(sheet_with(decisions + step), "max = \"40\"", "max = \"60\"") +
                     item("e", "lost = { why = { zh = \"缺页\", en = \"The page ends\" } }\n") +
                     item("f",
                          "declined = { why = { zh = \"强制\", en = \"Coercive\" }, instead = { zh = \"服务\", en "
                          "= \"Service\" } }\n");
  const auto again = read(whole);
  ASSERT_TRUE(again.scheme) << testing::PrintToString(said(again.findings));
  EXPECT_EQ(std::get<Lost>(again.scheme->item("e")->rule).why.en, "The page ends");
  EXPECT_EQ(std::get<Declined>(again.scheme->item("f")->rule).instead->zh, "服务");
}

struct Broken {
  const char* what;
  std::string text;
  std::string at;    // what stands on the line of the finding
  const char* says;  // English
};

TEST(ReadScheme, every_broken_sheet_is_refused_with_line_and_mend) {
  const Broken rows[] = {
      {"unknown key", replaced(good, "each = \"1\"", "each = \"1\"\nevery = \"1\""),
       "every = ", "'every' is not known here"},
      {"no mode", replaced(good, "mode = \"whole\"\n", ""), "[[item.part]]",
       "3.5 (continuous), 3 (whole) or 4 (any_part)"},
      {"no floor", replaced(good, "floor = \"0\"\n", ""), "[[item]]",
       "'floor' is needed: the lowest the item can come to"},
      {"no start", replaced(good, "start = \"full\"\n", ""), "[[item]]", "'start' is needed: full deducts"},
      {"no missing", replaced(good, "missing = \"undecided\"\n", ""), "[[item]]",
       "'missing' is needed: write undecided"},
      {"a missing figure as zero", replaced(good, "missing = \"undecided\"", "missing = \"zero\""),
       "missing = \"zero\"", "must be one of undecided"},
      {"mode guessed", replaced(good, "mode = \"whole\"", "mode = \"unspecified\""), "unspecified",
       "must be one of continuous, whole, any_part"},
      {"floor above max", replaced(good, "floor = \"0\"", "floor = \"11\""), "floor = \"11\"",
       "cannot be above the item's max"},
      {"two targets", replaced(good, "below = \"90\"", "below = \"90\"\nabove = \"95\""), "[[item.part]]",
       "exactly one of 'below', 'above' and 'target'"},
      {"each of 0", replaced(good, "each = \"1\"", "each = \"0\""), "each = \"0\"", "must be greater than 0"},
      {"points of 0", replaced(good, "points = \"-2\"", "points = \"0\""), "points = \"0\"", "cannot be 0"},
      {"a float", replaced(good, "below = \"90\"", "below = 90.5"), "below = 90.5", "a decimal in quotation marks"},
      {"input not declared", replaced(good, "input = \"satisfaction\"", "input = \"satisfactoin\""), "satisfactoin",
       "is 'satisfaction' meant?"},
      {"input of another type", replaced(good, "input = \"satisfaction\"", "input = \"no_paper\""),
       "input = \"no_paper\"", "reads a percent, number or count input, and 'no_paper' is of type yes_no"},
      {"a state not mapped", replaced(good, ", ok = \"0\"", ""), "map = {",
       "does not say what the state 'ok' gives"},
      {"a state not declared", replaced(good, "ok = \"0\"", "ok = \"0\", fine = \"0\""), "map = {",
       "'fine' is not known here"},
      {"item twice", replaced(good, "id = \"b\"", "id = \"a\""), "", "the item id 'a' is used twice"},
      {"input twice", replaced(good, "id = \"failing\"", "id = \"satisfaction\""), "",
       "the input id 'satisfaction' is used twice"},
      {"no such section", replaced(good, "section = \"1\"", "section = \"9\""), "section = \"9\"",
       "there is no section '9'"},
      {"V1: sum and section disagree", replaced(good, "max = \"40\"", "max = \"50\""), "[[section]]",
       "printed with 50 points but its items come to 40"},
      {"V11: no rule", replaced(good, step, ""), "[[item]]", "the item has no rule"},
      {"rule beside declined",
       replaced(good, decisions + step, "declined = { why = { zh = \"不\", en = \"No\" } }\n" + decisions + step),
       "[[item.part]]", "no rule beside it: remove 'part'"},
      {"example of another item's input",
       replaced(good, "given = { satisfaction", "given = { failing = 1, satisfaction"), "given = {",
       "this item does not read 'failing'"},
      {"example with a wrong type", replaced(good, "\"86.5\"", "\"many\""), "given = {",
       "must be a decimal in quotation marks"},
      {"example without an outcome", replaced(good, "points = \"3\"\n", ""), "[[item.example]]",
       "does not say what comes out"},
      {"with on an item without steps",
       replaced(good, "points = \"-2\"\n[[item]]",
                "points = \"-2\"\n[[item.example]]\ngiven = { failing = 1 }\nwith = { mode = \"whole\" }\npoints = "
                "\"8\"\n[[item]]"),
       "with = { mode = \"whole\"", "no step part"},
      {"no kind", replaced(good, "kind = \"points\"\n", ""), "[scheme]",
       "'kind' is needed here: choose one of points, thresholds"},
      {"no head", replaced(good, head, "\n"), "", "[scheme] is needed"},
      {"about left out", replaced(good, "about = \"care\"\n", ""), "[[input]]",
       "'about' is needed here: choose one of"},
      {"a single state", replaced(good, "states = [\"none\", \"ok\"]", "states = [\"ok\"]"), "states = [\"ok\"]",
       "two or more different states"},
      {"V14: points on choices", replaced(good, "about = \"care\"", "about = \"choice\""), "[[item]]",
       "offer with the recorded choice"},
  };
  for (const Broken& row : rows) {
    const auto [scheme, findings] = read(row.text);
    EXPECT_FALSE(scheme) << row.what;
    const auto found = std::find_if(findings.begin(), findings.end(), [&](const Finding& f) {
      return f.says.en.find(row.says) != std::string::npos;
    });
    ASSERT_NE(found, findings.end()) << row.what << ": " << testing::PrintToString(said(findings));
    EXPECT_EQ(found->severity, Finding::Severity::fault) << row.what;
    EXPECT_EQ(found->file, "s.toml") << row.what;
    EXPECT_FALSE(found->says.zh.empty()) << row.what;
    if (!row.at.empty()) {
      EXPECT_EQ(found->line, line_of(row.text, row.at)) << row.what << ": " << found->says.en;
    }
  }
}

TEST(ReadScheme, all_faults_are_told_at_once) {
  auto text = replaced(good, "floor = \"0\"\n", "");
  text = replaced(text, "mode = \"whole\"\n", "");
  text = replaced(text, "about = \"care\"\n", "");
  EXPECT_GE(read(text).findings.size(), 3u);
}

TEST(ReadScheme, what_is_odd_but_printed_so_is_a_warning_and_does_not_refuse_the_sheet) {
  const struct {
    const char* what;
    std::string text;
    const char* says;
  } rows[] = {
      {"V2", replaced(good, "points = \"-2\"", "points = \"-15\""), "holds 10 points but one stroke here moves 15"},
      {"V10", replaced(good, "points = \"-10\"", "points = \"-2\""), "holds 10 points but can lose only 2"},
      {"V10 from zero",
       replaced(good, decisions + yes, replaced(decisions, "full", "zero") + replaced(yes, "-10", "6")),
       "its rules can earn only 6"},
      {"V13", replaced(good, "input = \"satisfaction\"", "input = \"failing\""), "is read by the items a, b"},
      {"an unused input",
       replaced(good, "[[section]]",
                "[[input]]\nid = \"spare\"\nname = { zh = \"备\", en = \"Spare\" }\ntype = \"number\"\nabout = "
                "\"unit\"\n[[section]]"),
       "no item reads the input 'spare'"},
      {"a percentage over 100", replaced(good, "\"86.5\"", "\"115.3\""), "outside 0 to 100"},
  };
  for (const auto& row : rows) {
    auto text = row.text;
    if (std::string(row.what) == "V13") text = replaced(text, "satisfaction = \"86.5\"", "failing = \"1\"");
    const auto [scheme, findings] = read(text);
    EXPECT_TRUE(scheme) << row.what << ": " << testing::PrintToString(said(findings));
    EXPECT_THAT(said(findings), Contains(AllOf(HasSubstr(row.says), HasSubstr("warning")))) << row.what;
  }
}

TEST(ReadScheme, an_incomplete_section_may_hold_less_than_printed_but_not_more) {
  EXPECT_TRUE(read(replaced(good, "max = \"40\"", "max = \"150\"\nincomplete = true")).scheme);
  EXPECT_FALSE(read(replaced(good, "max = \"40\"", "max = \"30\"\nincomplete = true")).scheme);
}

constexpr const char* thresholds = R"(
[[input]]
id = "satisfaction"
name = { zh = "满意率", en = "Satisfaction" }
type = "percent"
about = "care"
from = { indicator = "reported_satisfaction", years = 3 }
[[input]]
id = "station"
name = { zh = "先进站", en = "Advanced station" }
type = "yes_no"
about = "unit"
[[section]]
id = "1"
name = { zh = "一", en = "One" }
[[item]]
id = "g2"
section = "1"
text = { zh = "满意率", en = "Satisfaction" }
[[item.condition]]
input = "satisfaction"
at_least = "85"
[[item.condition]]
input = "station"
is = true
[[item.example]]
given = { satisfaction = "?not_recorded", station = true }
outcome = "unknown"
)";

const std::string threshold_sheet = replaced(head, "\"points\"", "\"thresholds\"") + thresholds;

TEST(ReadScheme, a_threshold_sheet_has_conditions_and_no_points) {
  const auto [scheme, findings] = read(threshold_sheet);
  ASSERT_TRUE(scheme) << testing::PrintToString(said(findings));
  EXPECT_THAT(said(findings), IsEmpty());
  const auto& rule = std::get<ThresholdRule>(scheme->item("g2")->rule);
  EXPECT_EQ(rule.conditions.at(0).compare, Condition::Compare::at_least);
  EXPECT_EQ(rule.conditions.at(0).value, Decimal(85));
  EXPECT_EQ(rule.conditions.at(1).compare, Condition::Compare::is_yes);
  EXPECT_EQ(scheme->input("satisfaction")->from->years, 3);
  EXPECT_EQ(std::get<Missing>(scheme->item("g2")->examples.at(0).given.at("satisfaction")), Missing::not_recorded);
}

TEST(ReadScheme, broken_conditions_are_refused) {
  const struct {
    const char* what;
    std::string text;
    const char* says;
  } rows[] = {
      {"two comparisons", replaced(threshold_sheet, "at_least = \"85\"", "at_least = \"85\"\nbelow = \"99\""),
       "exactly one of at_least"},
      {"none", replaced(threshold_sheet, "at_least = \"85\"\n", ""), "exactly one of at_least"},
      {"a number asked of yes and no", replaced(threshold_sheet, "is = true", "above = \"1\""),
       "numbers are compared with"},
      {"yes asked of a number", replaced(threshold_sheet, "at_least = \"85\"", "is = true"),
       "`is` asks a yes_no input"},
      {"no condition",
       replaced(threshold_sheet,
                "[[item.condition]]\ninput = \"satisfaction\"\nat_least = \"85\"\n[[item.condition]]\ninput = "
                "\"station\"\nis = true\n",
                ""),
       "the item has no condition"},
      {"points on thresholds", replaced(threshold_sheet, "[[item.condition]]", "max = \"10\"\n[[item.condition]]"),
       "'max' is not known here"},
      {"yes and no from an indicator",
       replaced(threshold_sheet, "type = \"yes_no\"\nabout = \"unit\"",
                "type = \"yes_no\"\nabout = \"unit\"\nfrom = { indicator = \"i\" }"),
       "given by hand"},
      {"an unknown reason", replaced(threshold_sheet, "?not_recorded", "?forgotten"), "a reason is one of"},
  };
  for (const auto& row : rows) {
    const auto [scheme, findings] = read(row.text);
    EXPECT_FALSE(scheme) << row.what;
    EXPECT_THAT(said(findings), Contains(HasSubstr(row.says))) << row.what;
  }
}

TEST(ReadScheme, a_threshold_lost_in_the_source_is_read_as_nothing) {
  const auto [scheme, findings] = read(replaced(threshold_sheet, "at_least = \"85\"", "at_least = \"unknown\""));
  ASSERT_TRUE(scheme) << testing::PrintToString(said(findings));
  EXPECT_FALSE(std::get<ThresholdRule>(scheme->item("g2")->rule).conditions.at(0).value);
}

TEST(ReadScheme, the_sheets_of_the_pack_are_read_without_a_fault) {
  const std::filesystem::path folder = ANYU_SOURCE "/packs/quality-service/schemes";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no pack here";
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() != ".toml") continue;
    Findings findings;
    EXPECT_TRUE(read_scheme(file.path().string(), file.path().filename().string(), findings)) << file.path();
    EXPECT_FALSE(findings.any_fault()) << testing::PrintToString(said(findings.all()));
  }
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
