// Published claims held against figures: Jianning's words do not survive its own numbers.
#include "loop/assess/claims.h"

#include <gmock/gmock.h>

#include "loop/assess/sheets_for_tests.h"

namespace anyu {
namespace {

using sheets::number;

const Claim more_normal = {Claim::Kind::falls_year_by_year,
                           "reported_sex_ratio",
                           {"出生人口性别比", "Sex ratio at birth"},
                           "",
                           "出生人口性别比逐年趋于正常"};

Claim claim(Claim::Kind kind) {
  Claim made = more_normal;
  made.kind = kind;
  return made;
}

TEST(Claims, year_by_year_more_normal_does_not_hold_since_2009_rose) {
  const auto check =
      check_claim(more_normal, {{2008, number("112.9")}, {2009, number("115.32")}, {2010, number("105.54")}}, {});
  EXPECT_EQ(check.verdict, Verdict::does_not_hold);
  EXPECT_EQ(check.says.zh, "“出生人口性别比”2009年为115.32，比2008年的112.9上升2.42，并非逐年下降，说法不成立");
  EXPECT_EQ(check.says.en,
            "'Sex ratio at birth' rose from 112.9 in 2008 to 115.32 in 2009, so it did not fall year by year: the "
            "claim does not hold");
}

TEST(Claims, trends_need_every_year_and_a_contradiction_needs_only_two) {
  const auto none = std::optional<Decimal>();
  const struct {
    Claim::Kind kind;
    std::vector<YearValue> series;
    Verdict verdict;
  } rows[] = {
      {Claim::Kind::falls_year_by_year,
       {{2008, Decimal(3)}, {2009, Decimal(2)}, {2010, Decimal(1)}},
       Verdict::holds},
      {Claim::Kind::falls_year_by_year,
       {{2010, Decimal(1)}, {2008, Decimal(3)}, {2009, Decimal(2)}},
       Verdict::holds},
      {Claim::Kind::falls_year_by_year, {{2008, Decimal(3)}, {2009, Decimal(3)}}, Verdict::does_not_hold},
      {Claim::Kind::falls_year_by_year, {{2008, Decimal(3)}, {2009, none}, {2010, Decimal(1)}}, Verdict::unknown},
      {Claim::Kind::falls_year_by_year, {{2008, Decimal(3)}, {2010, Decimal(1)}}, Verdict::unknown},
      {Claim::Kind::falls_year_by_year,
       {{2008, Decimal(3)}, {2009, none}, {2010, Decimal(4)}},
       Verdict::does_not_hold},
      {Claim::Kind::falls_year_by_year,
       {{2007, none}, {2008, Decimal(3)}, {2009, Decimal(4)}},
       Verdict::does_not_hold},
      {Claim::Kind::falls_year_by_year, {{2008, Decimal(3)}}, Verdict::unknown},
      {Claim::Kind::falls_year_by_year, {}, Verdict::unknown},
      {Claim::Kind::rises_year_by_year, {{2008, Decimal(1)}, {2009, Decimal(2)}}, Verdict::holds},
      {Claim::Kind::rises_year_by_year, {{2008, Decimal(2)}, {2009, Decimal(1)}}, Verdict::does_not_hold},
      {Claim::Kind::rises_year_by_year, {{2008, Decimal(2)}, {2009, none}}, Verdict::unknown},
  };
  for (const auto& row : rows) {
    const auto check = check_claim(claim(row.kind), row.series, {});
    EXPECT_EQ(check.verdict, row.verdict) << check.says.en;
    EXPECT_FALSE(check.says.zh.empty());
  }
}

TEST(Claims, a_gap_is_named) {
  const auto check = check_claim(more_normal, {{2008, Decimal(3)}, {2009, std::nullopt}, {2011, Decimal(1)}}, {});
  EXPECT_EQ(check.says.zh, "“出生人口性别比”缺2009、2010年数据，无法判断");
}

TEST(Claims, jianning_reaches_the_standard_in_satisfaction_and_not_in_the_mean_sex_ratio) {
  const Scheme scheme = sheets::read(sheets::s02);
  const auto satisfaction = standard_of(scheme, "reported_satisfaction"),
             sex_ratio = standard_of(scheme, "reported_sex_ratio");
  ASSERT_TRUE(satisfaction && sex_ratio);
  EXPECT_EQ(sex_ratio->years, 3);
  EXPECT_FALSE(standard_of(scheme, "reported_nothing"));

  Claim satisfied = claim(Claim::Kind::meets_national_standard);
  satisfied.name = {"群众满意率", "Public satisfaction"};
  satisfied.unit = "%";
  const auto holds = check_claim(satisfied, {{2010, Decimal(95)}}, satisfaction);
  EXPECT_EQ(holds.verdict, Verdict::holds);
  EXPECT_EQ(holds.says.zh, "“群众满意率”2010年为95%，标准要求不低于85%，说法成立");

  const auto missed =
      check_claim(claim(Claim::Kind::meets_national_standard),
                  {{2008, number("112.9")}, {2009, number("115.32")}, {2010, number("105.54")}}, sex_ratio);
  EXPECT_EQ(missed.verdict, Verdict::does_not_hold);
  EXPECT_EQ(missed.says.zh, "“出生人口性别比”2008年至2010年平均为111.2533，标准要求低于110，说法不成立");
  EXPECT_EQ(
      missed.says.en,
      "'Sex ratio at birth' averaged 111.2533 from 2008 to 2010, below 110 is asked: the claim does not hold");
}

TEST(Claims, a_standard_without_a_number_or_a_mean_with_a_gap_is_unknown) {
  const auto meets = claim(Claim::Kind::meets_national_standard);
  EXPECT_EQ(check_claim(meets, {{2010, Decimal(95)}}, std::nullopt).verdict, Verdict::unknown);
  EXPECT_EQ(check_claim(meets, {{2010, Decimal(95)}}, Standard{}).verdict, Verdict::unknown);
  EXPECT_EQ(check_claim(meets, {}, Standard{.value = Decimal(85)}).verdict, Verdict::unknown);
  const Standard three_years = {Condition::Compare::below, Decimal(110), 3};
  EXPECT_EQ(check_claim(meets, {{2009, Decimal(100)}, {2010, Decimal(100)}}, three_years).verdict,
            Verdict::unknown);
}

TEST(Claims, kinds_are_read_back_from_their_ids) {
  for (const auto kind :
       {Claim::Kind::meets_national_standard, Claim::Kind::falls_year_by_year, Claim::Kind::rises_year_by_year})
    EXPECT_EQ(claim_kind_of(id_of(kind)), kind);
  EXPECT_FALSE(claim_kind_of("is_excellent"));
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
