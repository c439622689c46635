// Names of the codes a person carries, and the check digit of an identity number.
#include "model/person.h"

#include <array>

namespace anyu {

namespace {
constexpr std::array<std::string_view, 3> sexes = {"unknown", "female", "male"};
constexpr std::array<std::string_view, 4> residencies = {"unknown", "resident", "migrant_in", "migrant_out"};

template <class Code, std::size_t N>
std::optional<Code> code_of(std::string_view id, const std::array<std::string_view, N>& ids) {
  for (std::size_t i = 0; i < N; ++i)
    if (ids[i] == id) return static_cast<Code>(i);
  return std::nullopt;
}
}  // namespace

std::string_view id_of(Sex sex) { return sexes[static_cast<std::size_t>(sex)]; }
std::string_view id_of(Residency residency) { return residencies[static_cast<std::size_t>(residency)]; }
std::optional<Sex> sex_of(std::string_view id) { return code_of<Sex>(id, sexes); }
std::optional<Residency> residency_of(std::string_view id) { return code_of<Residency>(id, residencies); }

bool is_id_number(std::string_view text) {
  constexpr int weights[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  constexpr std::string_view checks = "10X98765432";
  if (text.size() != 18) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    sum += (text[i] - '0') * weights[i];
  }
  const std::string birth = std::string(text.substr(6, 4)) + "-" + std::string(text.substr(10, 2)) + "-" + std::string(text.substr(12, 2));
  return Day::parse(birth) && text[17] == checks[static_cast<std::size_t>(sum % 11)];
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
