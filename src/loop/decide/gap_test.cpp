// Gaps: how many more, and what cannot be said while something is unknown.
#include "loop/decide/gap.h"

#include <gtest/gtest.h>

namespace anyu {
namespace {

Indicator visits(const char* target) {
  Indicator indicator;
  indicator.measure = Measure::share;
  indicator.target = Target{true, *Decimal::parse(target), "sheet"};
  return indicator;
}

TEST(Gap, says_how_many_whole_people_are_still_needed) {
  struct Row { Cell cell; const char* target; std::int64_t needed; };
  const Row rows[] = {
      {{80, 100, 0}, "85", 5},
      {{176, 221, 0}, "80", 1},  // 80% of 221 is 176.8: 177 rooms
      {{101, 221, 0}, "46", 1},  // 46% of 221 is 101.66: 102 people
      {{0, 3, 0}, "85", 3},
  };
  for (const Row& row : rows) {
    const auto gap = gap_of(visits(row.target), row.cell);
    ASSERT_TRUE(gap);
    EXPECT_EQ(gap->met, false);
    EXPECT_EQ(gap->needed, row.needed);
  }
}

TEST(Gap, a_target_reached_needs_nobody) {
  const auto gap = gap_of(visits("80"), {177, 221, 0});
  EXPECT_EQ(gap->met, true);
  EXPECT_FALSE(gap->needed);
}

TEST(Gap, unknowns_that_could_tip_it_leave_it_open) {
  EXPECT_FALSE(gap_of(visits("85"), {80, 100, 10})->met);
  EXPECT_EQ(gap_of(visits("85"), {80, 100, 4})->met, false);
  EXPECT_FALSE(gap_of(visits("85"), {0, 0, 0})->met);
  EXPECT_FALSE(gap_of(Indicator{}, {1, 2, 0}));
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
