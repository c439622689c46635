// Schemes as values: what parts can give at most, and what items read.
#include "pack/scheme.h"

#include <gtest/gtest.h>

namespace anyu {
namespace {

Decimal number(const char* text) { return Decimal::parse(text).value(); }

TEST(Scheme, a_part_is_bounded_where_its_figure_is_and_open_where_it_is_not) {
  const auto range = [](auto rule) { return range_of(Part{rule, 0}); };
  EXPECT_EQ(range(BoolPart{"a", -2}).least, Decimal(-2));
  EXPECT_EQ(range(BoolPart{"a", -2}).most, Decimal(0));
  EXPECT_EQ(range(BoolPart{"a", 3}).most, Decimal(3));
  EXPECT_FALSE(range(CountPart{"a", -2}).least);
  EXPECT_EQ(range(CountPart{"a", -2}).most, Decimal(0));
  EXPECT_FALSE(range(CountPart{"a", 2}).most);
  EXPECT_EQ(range(StatePart{"a", {{"none", -5}, {"ok", 1}}}).least, Decimal(-5));
  EXPECT_EQ(range(StatePart{"a", {{"none", -5}, {"ok", 1}}}).most, Decimal(1));
}

TEST(Scheme, one_open_side_opens_the_sum) {
  const Range closed = {Decimal(1), Decimal(2)}, open = {std::nullopt, Decimal(0)};
  EXPECT_FALSE((closed + open).least);
  EXPECT_EQ((closed + open).most, Decimal(2));
}

TEST(Scheme, comparisons_are_strict_where_the_sheet_says_below_or_above) {
  using Compare = Condition::Compare;
  const struct {
    const char* figure;
    Compare compare;
    bool holds;
  } rows[] = {
      {"110", Compare::at_least, true}, {"110", Compare::at_most, true},      {"110", Compare::below, false},
      {"110", Compare::above, false},   {"110", Compare::equals, true},       {"109.99", Compare::below, true},
      {"110.01", Compare::above, true}, {"109.99", Compare::at_least, false}, {"110.01", Compare::at_most, false},
  };
  for (const auto& row : rows) EXPECT_EQ(compares(number(row.figure), row.compare, 110), row.holds) << row.figure;
}

TEST(Scheme, an_item_reads_each_input_once) {
  Item item;
  PointsRule rule;
  rule.parts = {Part{BoolPart{"a", -1}, 0}, Part{CountPart{"b", -1}, 0}, Part{BoolPart{"a", -2}, 0}};
  item.rule = rule;
  EXPECT_EQ(inputs_of(item), (std::vector<std::string>{"a", "b"}));
  item.rule = Lost{};
  EXPECT_TRUE(inputs_of(item).empty());
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
