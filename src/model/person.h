// Someone served. Who she is by name lives apart, in Identity, which the measure engine never sees.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/day.h"
#include "model/unit.h"

namespace anyu {

using PersonId = std::int64_t;

enum class Sex : std::uint8_t { unknown, female, male };
enum class Residency : std::uint8_t { unknown, resident, migrant_in, migrant_out };

std::string_view id_of(Sex sex);
std::string_view id_of(Residency residency);
std::optional<Sex> sex_of(std::string_view id);
std::optional<Residency> residency_of(std::string_view id);

struct Person {
  PersonId id = 0;
  UnitCode unit;  ///< where she lives; the village, as a rule
  Sex sex = Sex::unknown;
  Residency residency = Residency::unknown;
  std::optional<Day> birth_day;
  std::optional<Day> registered;  ///< served here from this day
  std::optional<Day> left;        ///< the first day she is no longer
  PersonId mother = 0;            ///< 0: not known
  PersonId partner = 0;
  std::int64_t change = 0;  ///< number of the latest change

  bool operator==(const Person&) const = default;
};

/// What names a person. Kept in a table of its own and never in logs, URLs, changes or error texts.
struct Identity {
  std::string name;
  std::string id_number;
  std::string phone;
  std::string address;

  bool operator==(const Identity&) const = default;
};

/// Whether an 18-character resident identity number has the right shape and check digit (GB 11643).
bool is_id_number(std::string_view text);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
