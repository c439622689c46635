// The calendar's edges.
#include "model/day.h"

#include <gtest/gtest.h>

namespace anyu {
namespace {

Day day(const char* text) { return Day::parse(text).value(); }

TEST(Day, what_is_no_day_of_the_calendar_is_not_read) {
  for (const char* text : {"2025-02-29", "2025-13-01", "2025-00-10", "2025-1-1", "25-01-01", "2025/01/01", "", "2025-01-011"})
    EXPECT_FALSE(Day::parse(text)) << text;
  EXPECT_EQ(day("2024-02-29").text(), "2024-02-29");
  EXPECT_EQ(day("1970-01-02").number, 1);
}

TEST(Day, an_evening_in_china_is_the_same_day_there) {
  EXPECT_EQ(day_of(*parse_moment("2025-03-01T16:30:00.000Z")).text(), "2025-03-02");
  EXPECT_EQ(day_of(*parse_moment("2025-03-01T15:59:59.999Z")).text(), "2025-03-01");
  EXPECT_EQ(text_of(*parse_moment("2025-03-01T15:59:59.999Z")), "2025-03-01T15:59:59.999Z");
}

TEST(Day, a_month_after_the_31st_is_the_last_of_a_short_month) {
  EXPECT_EQ(months_after(day("2025-01-31"), 1).text(), "2025-02-28");
  EXPECT_EQ(months_after(day("2024-01-31"), 1).text(), "2024-02-29");
  EXPECT_EQ(months_after(day("2025-11-15"), 3).text(), "2026-02-15");
  EXPECT_EQ(months_after(day("2025-03-31"), -1).text(), "2025-02-28");
}

TEST(Day, a_birthday_counts_from_the_day_itself) {
  EXPECT_EQ(years_between(day("1990-06-15"), day("2025-06-14")), 34);
  EXPECT_EQ(years_between(day("1990-06-15"), day("2025-06-15")), 35);
  EXPECT_EQ(years_between(day("2000-02-29"), day("2025-02-28")), 24);
  EXPECT_EQ(years_between(day("2000-02-29"), day("2025-03-01")), 25);
}

TEST(Period, is_read_and_written_and_knows_its_days) {
  struct Row { const char* text; const char* first; const char* last; const char* previous; };
  const Row rows[] = {
      {"2025-03", "2025-03-01", "2025-03-31", "2025-02"},
      {"2025Q1", "2025-01-01", "2025-03-31", "2024Q4"},
      {"2025H2", "2025-07-01", "2025-12-31", "2025H1"},
      {"2025", "2025-01-01", "2025-12-31", "2024"},
      {"2024Oct", "2024-10-01", "2025-09-30", "2023Oct"},
  };
  for (const Row& row : rows) {
    const auto period = Period::parse(row.text);
    ASSERT_TRUE(period) << row.text;
    EXPECT_EQ(period->text(), row.text);
    EXPECT_EQ(period->first_day().text(), row.first);
    EXPECT_EQ(period->last_day().text(), row.last);
    EXPECT_EQ(period->previous().text(), row.previous);
    EXPECT_EQ(period->previous().next(), *period);
    EXPECT_EQ(Period::around(period->kind, period->last()), *period);
  }
}

TEST(Period, what_is_written_otherwise_is_refused) {
  for (const char* text : {"", "25", "2025Q5", "2025Q0", "2025-3", "2025-13", "2025oct", "2025H3", "2025Q1x", "1700"})
    EXPECT_FALSE(Period::parse(text)) << text;
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
