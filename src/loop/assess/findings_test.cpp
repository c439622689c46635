// Findings of a score: what can be worked on is told, what is nobody's task is not.
#include "loop/assess/findings.h"

#include <gmock/gmock.h>

#include "loop/assess/sheets_for_tests.h"

namespace anyu {
namespace {

using testing::ElementsAre;

std::vector<std::string> listed(const std::vector<ItemFinding>& findings) {
  std::vector<std::string> list;
  for (const ItemFinding& finding : findings)
    list.push_back(finding.item + " " + std::string(id_of(finding.kind)) +
                   (finding.points ? " " + finding.points->exact() : ""));
  return list;
}

TEST(ItemFindings, of_a_points_sheet_are_points_lost_and_unknowns_but_not_what_the_source_lost) {
  const Scheme scheme = sheets::read(sheets::s01);
  const auto findings = findings_of(score(scheme, sheets::given(scheme, sheets::good_county)));
  EXPECT_THAT(listed(findings),
              ElementsAre("1.2 points_lost 2", "1.4 points_lost 4", "1.5 points_lost 7", "2.6 unknown 2"));
  EXPECT_EQ(findings[1].says.zh,
            "1.4（部门齐抓共管）：得21分，满分25分，少4分。“未履行职责的部门数”为2，每个扣2分，扣4分。"
            "“未履行职责的部门数”由2减为0（每减1个挽回2分），可挽回4分。");
  EXPECT_EQ(findings[3].says.en,
            "2.6 (Bodies stable, posts filled): not decided. 'Posts not in place' has no figure yet: neither "
            "zero nor full points are assumed.");
}

TEST(ItemFindings, of_a_threshold_sheet_leave_out_what_is_only_shown_or_declined) {
  const Scheme scheme = sheets::read(sheets::s02);
  const auto findings =
      findings_of(score(scheme, sheets::given(scheme, "satisfaction_pct = \"80\"\nsrb_3y_mean = \"111.2533\"\n")));
  EXPECT_THAT(listed(findings), ElementsAre("g2 missed", "4 unknown", "5 unknown", "6 unknown", "7 unknown",
                                            "8 unknown", "9 unknown", "11 unknown", "13 unknown", "14 unknown"));
  EXPECT_EQ(findings[0].says.zh,
            "g2（群众满意率85%以上）：未达到。“群众满意率”为80%，要求不低于85%：未达到。需要：“群众满意率”由80%"
            "提高到不低于85%。");
}

TEST(ItemFindings, of_a_clean_score_are_none) {
  const Scheme scheme = sheets::read(sheets::s01);
  const auto score_of = [&](const char* staffing) {
    return score(
        scheme,
        sheets::given(
            scheme,
            std::string("no_mechanism_document = false\npolicy_state = \"ok\"\nleadership_not_in_place = false\n"
                        "departments_failing = 0\nsatisfaction_pct = \"93\"\nstaffing_not_in_place = ") +
                staffing));
  };
  EXPECT_THAT(listed(findings_of(score_of("false"))), ElementsAre());
  EXPECT_THAT(listed(findings_of(score_of("true"))), ElementsAre("2.6 points_lost 2"));
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
