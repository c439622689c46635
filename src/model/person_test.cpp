// Identity numbers: damaged ones are caught, never repaired.
#include "model/person.h"

#include <gtest/gtest.h>

namespace anyu {
namespace {

TEST(IdNumber, a_wrong_digit_a_spreadsheet_float_and_a_day_that_is_none_are_caught) {
  EXPECT_TRUE(is_id_number("11010519491231002X"));  // the example of the national standard
  for (const char* text : {"110105194912310021", "4.40981E+17", "11010519491331002X", "", "440981000000000000"})
    EXPECT_FALSE(is_id_number(text)) << text;
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
