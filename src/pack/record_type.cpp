// Looking things up in a record type.
#include "pack/record_type.h"

#include <algorithm>
#include <array>

namespace anyu {

std::optional<std::int64_t> Field::code(std::string_view wanted) const {
  for (std::size_t i = 0; i < codes.size(); ++i)
    if (codes[i].id == wanted) return static_cast<std::int64_t>(i);
  return std::nullopt;
}

std::string_view id_of(Field::Type type) {
  constexpr std::array<std::string_view, 6> ids = {"code", "yes_no", "whole", "decimal", "day", "text"};
  return ids[static_cast<std::size_t>(type)];
}

std::optional<std::size_t> RecordType::field(std::string_view wanted) const {
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].id == wanted) return i;
  return std::nullopt;
}

bool RecordType::entered_by(Role role) const {
  return role == Role::county || std::find(enters.begin(), enters.end(), role) != enters.end();
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
