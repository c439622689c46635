// Rights end at the edge of one's subtree, and no role has them all.
#include "model/actor.h"

#include <gtest/gtest.h>

namespace anyu {
namespace {

TEST(Actor, a_right_ends_at_the_edge_of_the_subtree) {
  const auto tree = UnitTree::of({{"1", {}, Level::county, "", {}, {}}, {"11", {}, Level::township, "1", {}, {}},
                                  {"12", {}, Level::township, "1", {}, {}}, {"111", {}, Level::village, "11", {}, {}}});
  ASSERT_TRUE(tree);
  const Actor station{"s", Role::township, *tree->find("11")};
  EXPECT_TRUE(station.may(Right::enter, *tree->find("111"), *tree));
  EXPECT_TRUE(station.may(Right::enter, *tree->find("11"), *tree));
  EXPECT_FALSE(station.may(Right::enter, *tree->find("12"), *tree));
  EXPECT_FALSE(station.may(Right::see_people, *tree->find("1"), *tree));
}

TEST(Actor, who_keeps_the_house_sees_no_patient_and_who_assesses_enters_nothing) {
  EXPECT_FALSE(role_may(Role::administrator, Right::see_people));
  EXPECT_FALSE(role_may(Role::assessor, Right::see_people));
  EXPECT_FALSE(role_may(Role::assessor, Right::enter));
  for (const Role role : {Role::county, Role::township, Role::village, Role::assessor})
    EXPECT_FALSE(role_may(role, Right::administer)) << id_of(role);
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
