// The table of roles and rights.
#include "model/actor.h"

#include <array>

namespace anyu {

namespace {

struct RoleRow {
  Role role;
  std::string_view id, zh, en;
  bool see_people, enter, see_figures, assess, administer, define;
};

// An administrator keeps the house and sees no patient; an assessor sees figures, and people only through a draw.
constexpr std::array roles = {
    //                                                              people enter figures assess administer define
    RoleRow{Role::administrator, "administrator", "管理员", "Administrator", false, false, true, false, true, false},
    RoleRow{Role::county, "county", "县级", "County", true, true, true, true, false, true},
    RoleRow{Role::township, "township", "乡镇", "Township", true, true, true, true, false, false},
    RoleRow{Role::village, "village", "村级", "Village", true, true, true, false, false, false},
    RoleRow{Role::assessor, "assessor", "评估员", "Assessor", false, false, true, true, false, false},
};

const RoleRow& row_of(Role role) { return roles[static_cast<std::size_t>(role)]; }

}  // namespace

std::string_view id_of(Role role) { return row_of(role).id; }

std::optional<Role> role_of(std::string_view id) {
  for (const RoleRow& row : roles)
    if (row.id == id) return row.role;
  return std::nullopt;
}

Words name_of(Role role) { return {std::string(row_of(role).zh), std::string(row_of(role).en)}; }

std::string_view id_of(Right right) {
  constexpr std::array<std::string_view, 6> ids = {"see_people", "enter", "see_figures", "assess", "administer", "define"};
  return ids[static_cast<std::size_t>(right)];
}

bool role_may(Role role, Right right) {
  const RoleRow& row = row_of(role);
  switch (right) {
    case Right::see_people: return row.see_people;
    case Right::enter: return row.enter;
    case Right::see_figures: return row.see_figures;
    case Right::assess: return row.assess;
    case Right::administer: return row.administer;
    case Right::define: return row.define;
  }
  return false;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
