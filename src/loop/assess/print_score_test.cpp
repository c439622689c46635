// A score on the command line: every item with its why, in the reader's language, in columns.
#include "loop/assess/print_score.h"

#include <gmock/gmock.h>

#include "loop/assess/sheets_for_tests.h"

namespace anyu {
namespace {

using testing::HasSubstr;

TEST(PrintScore, a_points_sheet_shows_totals_with_bounds_and_every_why) {
  const Scheme scheme = sheets::read(sheets::s01);
  const Score result = score(scheme, sheets::given(scheme, sheets::good_county));
  const auto zh = print_score(result, Language::zh), en = print_score(result, Language::en);
  EXPECT_THAT(zh, HasSubstr("已定部分得112分"));
  EXPECT_THAT(zh, HasSubstr("1 综合管理  112 / 125\n"));
  EXPECT_THAT(zh, HasSubstr("2 基层组织  23–50 / 50（原表150分）\n"));
  EXPECT_THAT(zh, HasSubstr("  1.5  18 / 25             群众满意率90%以上\n"));
  EXPECT_THAT(zh, HasSubstr("  2.7  规则缺失 0–25 / 25  服务机构人员、设施\n"));
  EXPECT_THAT(zh, HasSubstr("       → “群众满意率”由86.5%提高到90%，可挽回7分。\n"));
  EXPECT_THAT(en, HasSubstr("  2.6  undecided 23–25 / 25  Bodies stable, posts filled\n"));
  EXPECT_THAT(en, HasSubstr("2 Grass-roots organisation  23–50 / 50 (150 on paper)\n"));
}

TEST(PrintScore, a_threshold_sheet_shows_what_is_declined_and_what_stands_instead) {
  const Scheme scheme = sheets::read(sheets::s02);
  const auto zh = print_score(
      score(scheme, sheets::given(scheme, "satisfaction_pct = \"95\"\nsrb_3y_mean = \"111.2533\"")), Language::zh);
  EXPECT_THAT(zh, HasSubstr("尚不能定论"));
  EXPECT_THAT(zh, HasSubstr("  g1  不采用          近三年符合政策生育率95%以上\n"));
  EXPECT_THAT(zh, HasSubstr("→ 改为：看群众满意率\n"));
  EXPECT_THAT(zh, HasSubstr("  10  未达到（统计）  近三年平均出生性别比低于110\n"));
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
