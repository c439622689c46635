// Exact numbers: what is read is what is written, and rounding happens only when asked.
#include "base/decimal.h"

#include <gtest/gtest.h>

namespace anyu {
namespace {

Decimal number(const char* text) { return Decimal::parse(text).value(); }

TEST(Decimal, what_is_read_is_written_back_exactly) {
  for (const char* text : {"0", "86.5", "-2", "0.04", "109.99", "111.25", "-0.5"}) EXPECT_EQ(number(text).exact(), text);
}

TEST(Decimal, only_plain_decimals_are_read) {
  for (const char* text : {"", "-", ".", "1.", ".5", "1e3", "1,000", " 1", "1 ", "--1", "0x1", "1.2.3"})
    EXPECT_FALSE(Decimal::parse(text)) << text;
}

TEST(Decimal, a_tenth_three_times_is_three_tenths) {
  EXPECT_EQ(number("0.1") + number("0.1") + number("0.1"), number("0.3"));
}

TEST(Decimal, a_share_keeps_its_thirds_until_the_screen) {
  const Decimal share = Decimal::ratio(13, 18);
  EXPECT_EQ(share.exact(), "13/18");
  EXPECT_EQ((share * Decimal(100)).text(2), "72.22");
  EXPECT_EQ((share / number("0.85") * Decimal(30)).text(2), "25.49");
}

TEST(Decimal, halves_are_rounded_away_from_zero) {
  EXPECT_EQ(number("0.125").text(2), "0.13");
  EXPECT_EQ(number("-0.125").text(2), "-0.13");
  EXPECT_EQ(number("-0.001").text(2), "0");
  EXPECT_EQ(number("111.2533").text(2), "111.25");
}

TEST(Decimal, floor_and_ceiling_go_down_and_up_also_below_zero) {
  EXPECT_EQ(number("3.5").floor(), Decimal(3));
  EXPECT_EQ(number("3.5").ceil(), Decimal(4));
  EXPECT_EQ(number("-3.5").floor(), Decimal(-4));
  EXPECT_EQ(number("-3.5").ceil(), Decimal(-3));
  EXPECT_EQ(number("4").ceil(), Decimal(4));
}

TEST(Decimal, numbers_are_ordered_by_value_not_by_spelling) {
  EXPECT_LT(number("109.99"), Decimal(110));
  EXPECT_GT(number("111.25"), Decimal(110));
  EXPECT_EQ(Decimal::of_scaled(865, 1), number("86.5"));
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
