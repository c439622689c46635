// The unit tree: subtrees are runs, and broken trees are told.
#include "model/unit.h"

#include <gtest/gtest.h>

namespace anyu {
namespace {

Unit unit(const char* code, const char* parent, Level level) { return {code, {code, code}, level, parent, {}, {}}; }

TEST(UnitTree, a_subtree_is_one_run_and_nothing_outside_is_within) {
  const auto tree = UnitTree::of({unit("130881", "", Level::county), unit("371521", "", Level::county),
                                  unit("130881101", "130881", Level::township), unit("130881102", "130881", Level::township),
                                  unit("130881101201", "130881101", Level::village)});
  ASSERT_TRUE(tree);
  const auto county = *tree->find("130881"), town = *tree->find("130881101"), village = *tree->find("130881101201"),
             other = *tree->find("130881102"), elsewhere = *tree->find("371521");
  EXPECT_TRUE(tree->within(village, county));
  EXPECT_TRUE(tree->within(village, town));
  EXPECT_FALSE(tree->within(village, other));
  EXPECT_FALSE(tree->within(elsewhere, county));
  EXPECT_FALSE(tree->within(county, town));
  EXPECT_EQ(tree->children(county), (std::vector<UnitIndex>{town, other}));
  EXPECT_EQ(tree->above(village, Level::county), county);
  EXPECT_FALSE(tree->above(county, Level::nation));
}

TEST(UnitTree, a_broken_tree_is_refused_with_the_unit_named) {
  EXPECT_NE(UnitTree::of({unit("1", "", Level::county), unit("1", "", Level::county)}).error().what.en.find("twice"), std::string::npos);
  EXPECT_NE(UnitTree::of({unit("11", "9", Level::village)}).error().what.en.find("9"), std::string::npos);
  EXPECT_NE(UnitTree::of({unit("1", "2", Level::county), unit("2", "1", Level::county)}).error().what.en.find("circle"), std::string::npos);
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
