// The packs in the tree are sound, and broken ones are refused with file, line and the mend.
#include "cases/check_pack.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace anyu {
namespace {

namespace fs = std::filesystem;

std::string all(const Findings& findings) {
  std::string text;
  for (const Finding& finding : findings.all()) text += text_of(finding, Language::en) + "\n";
  return text;
}

std::string faults(const Findings& findings) {
  std::string text;
  for (const Finding& finding : findings.all())
    if (finding.severity == Finding::Severity::fault) text += text_of(finding, Language::en) + "\n";
  return text;
}

TEST(QualityService, is_sound_and_every_example_and_case_comes_out_as_it_says) {
  const PackCheck check = check_packs({std::string(ANYU_SOURCE) + "/packs/quality-service"});
  EXPECT_EQ(faults(check.findings), "");
  EXPECT_GE(check.catalog.indicators.size(), 25u);
  EXPECT_GE(check.examples, check.catalog.indicators.size());
  EXPECT_GE(check.cases, 3u);
}

TEST(QualityService, golden_cases_of_the_house_hold) {
  PackCheck check = check_packs({std::string(ANYU_SOURCE) + "/packs/quality-service"});
  EXPECT_GE(run_cases(std::string(ANYU_SOURCE) + "/tests/cases", check.catalog, check.findings), 1u);
  EXPECT_EQ(faults(check.findings), "");
}

/// A pack in a temporary folder, written by the test.
class BrokenPack : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("anyu-pack-" + std::to_string(::getpid())) / ::testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::create_directories(folder_ / "records");
    fs::create_directories(folder_ / "indicators");
    fs::create_directories(folder_ / "cases");
    write("pack.toml", R"(id = "p"
name = { zh = "试", en = "Trial" }
version = "0.1.0"
from = "2026-01-01"
owner = "us"
[[document]]
title = "t"
where = "w"
[[programme]]
id = "m"
name = { zh = "母", en = "M" }
)");
    write("records/r.toml", R"([[record]]
id = "birth"
name = { zh = "分娩", en = "Birth" }
subject = "person"
programme = "m"
about = "body"
[[record]]
id = "visit"
name = { zh = "访视", en = "Visit" }
subject = "person"
programme = "m"
about = "care"
)");
  }
  void TearDown() override { fs::remove_all(folder_.parent_path()); }
  void write(const char* name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  std::string check() const { return all(check_packs({folder_.string()}).findings); }

  static std::string indicator(const std::string& middle, const std::string& cell = "[1, 1, 0]") {
    return "[[indicator]]\nid = \"i\"\nname = { zh = \"指\", en = \"I\" }\nprogramme = \"m\"\n" + middle +
           "\nby = \"residence\"\nbetter = \"higher\"\nsource = \"s\"\n[[indicator.example]]\nsays = { zh = \"例\", en = \"e\" }\nrecords = \"\"\"\nLi birth 2025-03-01\n"
           "Li visit 2025-03-02\n\"\"\"\nperiod = \"2025-03\"\ncell = " + cell + "\n";
  }

  fs::path folder_;
};

TEST_F(BrokenPack, a_sound_one_has_no_finding) {
  write("indicators/i.toml", indicator("measure = \"share\"\neach = \"birth\"\ncount = \"exists(visit in [day, day + 7])\"\nuse = \"score\""));
  EXPECT_EQ(check(), "");
}

TEST_F(BrokenPack, every_fault_is_told_at_once_with_file_and_line) {
  write("indicators/i.toml", indicator("measure = \"share\"\neach = \"birth\"\ncount = \"exists(visti in [day, day + 7])\"\nuse = \"score\"\ncolour = \"red\""));
  write("records/s.toml", "[[record]]\nid = \"Visit!\"\nsubject = \"cow\"\n");
  const std::string found = check();
  for (const char* part : {"indicators/i.toml:7: formula 'count', character 8: there is no record type 'visti'; is 'visit' meant?",
                           "indicators/i.toml:9: 'colour' is not known here", "records/s.toml:2: 'id' must be lower-case",
                           "records/s.toml:3: 'subject' must be one of person, unit, not 'cow'", "'name' is needed here"})
    EXPECT_NE(found.find(part), std::string::npos) << part << "\nin\n" << found;
}

TEST_F(BrokenPack, an_example_that_comes_out_otherwise_refuses_the_pack) {
  write("indicators/i.toml", indicator("measure = \"share\"\neach = \"birth\"\ncount = \"exists(visit in [day, day + 7])\"\nuse = \"score\"", "[0, 1, 0]"));
  EXPECT_NE(check().find("should give [0, 1, 0], but gives [1, 1, 0]"), std::string::npos) << check();
}

TEST_F(BrokenPack, a_target_on_births_or_choices_is_refused_with_the_reason) {
  write("indicators/i.toml", indicator("measure = \"count\"\neach = \"birth\"\nuse = \"score\"\ntarget = { at_most = \"10\", source = \"s\" }", "[1, 0, 0]"));
  EXPECT_NE(check().find("may not carry a target or points"), std::string::npos) << check();
  write("indicators/i.toml", indicator("measure = \"share\"\neach = \"visit\"\ncount = \"exists(birth in [day, day + 300])\"\nuse = \"score\"", "[0, 1, 0]"));
  EXPECT_NE(check().find("its numerator turns on what people chose"), std::string::npos) << check();
  write("indicators/i.toml", indicator("measure = \"count\"\neach = \"birth\"\nuse = \"monitor\"\ntarget = { at_most = \"10\", source = \"s\" }", "[1, 0, 0]"));
  EXPECT_NE(check().find("only an indicator with use = \"score\" may have a target"), std::string::npos) << check();
  write("indicators/i.toml", indicator("measure = \"count\"\neach = \"birth\"\nuse = \"monitor\"", "[1, 0, 0]"));
  EXPECT_EQ(check(), "");
}

TEST_F(BrokenPack, what_is_not_toml_is_told_with_its_line) {
  write("records/s.toml", "[[record]\nid = 1\n");
  EXPECT_NE(check().find("records/s.toml:1: not valid TOML"), std::string::npos) << check();
}

TEST_F(BrokenPack, a_case_that_comes_out_otherwise_is_a_fault_at_its_line) {
  write("indicators/i.toml", indicator("measure = \"share\"\neach = \"birth\"\ncount = \"exists(visit in [day, day + 7])\"\nuse = \"score\""));
  write("cases/c.case", "# A case\nrecords\n  Li birth 2025-03-01\n\nindicator i 2025-03\n  Baitang  1 of 1\n");
  EXPECT_NE(check().find("cases/c.case:6: expected '1 of 1', but it is '0 of 1'"), std::string::npos) << check();
}

TEST(NoPack, a_folder_without_one_is_told) {
  EXPECT_NE(all(check_packs({"/nonexistent"}).findings).find("there is no pack here"), std::string::npos);
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
