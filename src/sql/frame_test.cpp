// Chains of subqueries.
#include "sql/frame.h"

#include <gtest/gtest.h>

namespace anyu::sql {
namespace {

class Frames : public ::testing::Test {
 protected:
  Numbers numbers;
  Frame rows{Dialect::postgresql, numbers, "a", "r_visit a", "a.person"};
};

TEST_F(Frames, rows_without_bound_columns_need_no_subquery) {
  rows.keep("a.day > 3");
  rows.keep("a.day < 9");
  EXPECT_EQ(rows.select("1"), "select 1 from r_visit a where a.day > 3 and a.day < 9");
}

TEST_F(Frames, what_names_a_column_stands_one_step_after_it) {
  const std::string first = rows.bind("a.day + 1"), beside = rows.bind("a.day + 2");
  rows.keep(first + " > 3");
  const std::string second = rows.bind(first + " * 2");
  EXPECT_EQ(beside, "a.v2");
  EXPECT_EQ(rows.select(second),
            "with as1 as (select a.*, a.day + 1 as v1, a.day + 2 as v2 from r_visit a offset 0),\n"
            "as2 as (select a.*, a.v1 * 2 as v3 from as1 a where a.v1 > 3 offset 0) select a.v3 from as2 a");
}

TEST_F(Frames, a_column_is_not_named_by_one_whose_number_begins_alike) {
  rows.bind("a.day");
  rows.keep("a.v10 > 3");  // of another frame called alike; not v1
  EXPECT_EQ(rows.select("1"),
            "with as1 as (select a.*, a.day as v1 from r_visit a where a.v10 > 3 offset 0) select 1 from as1 a");
}

TEST_F(Frames, only_what_is_long_or_names_no_column_of_its_own_is_bound) {
  EXPECT_EQ(rows.brief("a.day + 1"), "a.day + 1");
  EXPECT_EQ(rows.brief("((((((a.day))))))"), "a.v1");
  EXPECT_EQ(rows.own("a.day + 1"), "a.day + 1");
  EXPECT_EQ(rows.own("b.day + 1"), "a.v2");
}

}  // namespace
}  // namespace anyu::sql

// SPDX-License-Identifier: Apache-2.0
