// Small questions about text.
#include "base/text.h"

#include <gtest/gtest.h>

namespace anyu {
namespace {

TEST(Text, a_whole_number_is_digits_and_nothing_else) {
  EXPECT_EQ(whole_number("42"), 42);
  EXPECT_EQ(whole_number("-7"), -7);
  for (const char* text : {"", "+7", " 7", "7 ", "7.0", "4.40981E+17", "99999999999999999999"})
    EXPECT_FALSE(whole_number(text)) << text;
}

TEST(Text, bytes_that_are_not_utf8_are_told_apart) {
  EXPECT_TRUE(is_utf8("安育 Anyu 𠮷"));
  EXPECT_FALSE(is_utf8("\xB0\xB2"));          // GB18030
  EXPECT_FALSE(is_utf8("\xC0\x80"));          // overlong
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));      // surrogate
  EXPECT_FALSE(is_utf8("\xE5\xAE"));          // cut off
}

TEST(Text, a_slip_of_the_pen_finds_what_was_meant) {
  const std::vector<std::string> known = {"delivery", "postnatal_visit", "antenatal_visit"};
  EXPECT_EQ(nearest("delivry", known), "delivery");
  EXPECT_EQ(nearest("postnatal_vist", known), "postnatal_visit");
  EXPECT_FALSE(nearest("xyz", known));
}

TEST(Text, a_beginning_never_ends_in_half_a_character) {
  EXPECT_EQ(beginning("安育", 6), "安育");
  EXPECT_EQ(beginning("安育", 5), "安");
  EXPECT_EQ(beginning("安育", 2), "");
  EXPECT_EQ(beginning("abc", 2), "ab");
}

TEST(Text, ids_are_lower_case_words) {
  EXPECT_TRUE(is_id("visits_2_in_42d"));
  for (const char* text : {"", "2d", "Visits", "a-b", "访视", "a b"}) EXPECT_FALSE(is_id(text)) << text;
}

TEST(Text, json_keeps_quotes_and_control_characters_apart) {
  EXPECT_EQ(json_quoted("a\"b\\c\n\x01"), "\"a\\\"b\\\\c\\n\\u0001\"");
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
