// Who acts, and what their role lets them do in their part of the tree.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/words.h"
#include "model/unit.h"

namespace anyu {

enum class Role : std::uint8_t { administrator, county, township, village, assessor };

enum class Right : std::uint8_t {
  see_people,   ///< read persons and their records
  enter,        ///< write persons and records
  see_figures,  ///< read cells, scores and published claims
  assess,       ///< hold a unit against a sheet
  administer,   ///< users, packs, the change chain
  define,       ///< write indicators into the county's own pack
};

std::string_view id_of(Role role);
std::optional<Role> role_of(std::string_view id);
Words name_of(Role role);
std::string_view id_of(Right right);

/// The one table that says what a role may do.
bool role_may(Role role, Right right);

/// A right is a role's, in the subtree of the actor's unit. This is the one place where it is decided.
struct Actor {
  std::string user;
  Role role = Role::village;
  UnitIndex unit = 0;

  bool may(Right right) const { return role_may(role, right); }
  bool may(Right right, UnitIndex where, const UnitTree& tree) const { return may(right) && tree.within(where, unit); }
};

/// Someone who can log in.
struct User {
  std::string id;
  Words name;
  Role role = Role::village;
  UnitCode unit;
  std::string password;  ///< Argon2id, never the word itself
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
