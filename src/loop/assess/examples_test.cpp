// The examples inside sheets: good ones are silent, a wrong one is told with what came out.
#include "loop/assess/examples.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "loop/assess/sheets_for_tests.h"

namespace anyu {
namespace {

TEST(Examples, those_of_s01_come_out_as_published_in_all_three_modes) {
  const Scheme scheme = sheets::read(sheets::s01);
  EXPECT_EQ(scheme.item("1.5")->examples.size(), 4u);
  EXPECT_THAT(sheets::said(check_examples(scheme)), "");
}

TEST(Examples, one_that_fails_is_a_fault_with_expected_and_got) {
  auto text = std::string(sheets::s01);
  const auto at = text.find("points = \"18\"");
  text.replace(at, 13, "points = \"19\"");
  const auto findings = check_examples(sheets::read(text));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].says.en,
            "the example of item '1.5' does not agree: expected 19, got 18; check the rule or the example");
  EXPECT_EQ(findings[0].says.zh, "条目“1.5”的例子不符：应为 19，算得 18：请核对规则或例子");
  EXPECT_EQ(findings[0].file, "sheet.toml");
  EXPECT_EQ(findings[0].severity, Finding::Severity::fault);
  const auto header = text.rfind("[[item.example]]", at);
  EXPECT_EQ(findings[0].line,
            1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(header), '\n'));
}

TEST(Examples, an_outcome_can_be_expected_instead_of_points) {
  const std::string undecided = std::string(sheets::s01);
  const auto with = [&](const char* lines) {
    auto text = undecided;
    return sheets::read(
        text.replace(text.find("[[item.example]]"), 0, std::string("[[item.example]]\n") + lines + "\n"));
  };
  EXPECT_EQ(sheets::said(check_examples(with("given = {}\noutcome = \"undecided\""))), "");
  EXPECT_THAT(sheets::said(check_examples(with("given = { satisfaction_pct = \"90\" }\noutcome = \"undecided\""))),
              testing::HasSubstr("expected undecided, got 25"));
  EXPECT_THAT(sheets::said(check_examples(with("given = {}\npoints = \"0\""))),
              testing::HasSubstr("expected 0, got undecided"));
}

TEST(Examples, those_of_the_pack_come_out) {
  const std::filesystem::path folder = ANYU_SOURCE "/packs/quality-service/schemes";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no pack here";
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() != ".toml") continue;
    Findings findings;
    const auto scheme = read_scheme(file.path().string(), file.path().filename().string(), findings);
    ASSERT_TRUE(scheme) << sheets::said(findings.all());
    EXPECT_EQ(sheets::said(check_examples(*scheme)), "");
  }
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
