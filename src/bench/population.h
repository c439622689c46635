// A made-up register to measure with: women, their partners and children, five years of services. Nobody in it
// lives.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace anyu::bench {

enum Kind : std::int8_t { woman = 1, man = 2, child = 3 };

enum Type : std::int8_t {
  counsel = 1,
  method_start,
  method_stop,
  followup,
  supply,
  health_exam,
  rti_treatment,
  precon_exam,
  folic,
  preg_reg,
  anc,
  screen,
  delivery,
  pnc,
  nb_screen,
  satisfaction
};
inline constexpr int types = 16;

inline constexpr std::int32_t still_here = 30000;  ///< the exit day of who has not left

struct VillageRow {
  std::int32_t village, township, county;
};

struct PersonRow {
  std::int32_t pid;
  std::int8_t kind, sex;
  std::int32_t birth_day, village;
  std::int8_t residency;
  std::int32_t reg_day, exit_day;
  std::int8_t parity0;
  std::int32_t link;  ///< a man's wife, a child's mother; 0: none
};

/// What a, b, c and d mean depends on the type. Days lie in 0 … 1826.
struct EventRow {
  std::int32_t eid, pid;
  std::int16_t day;
  std::int8_t type;
  std::int16_t a, b, c, d;
  std::int32_t fac;
};

struct Population {
  std::vector<VillageRow> villages;
  std::vector<PersonRow> persons;
  std::vector<EventRow> events;
};

/// Shape   persons by number from 1, each woman followed by her partner and her children; events by person, then
/// day.
///         Event numbers go by the day of entry, which is sometimes later than the event's: within one person and
///         even within one day they need not rise. About 1.95 persons and 50 events for a woman, a village for 300
///         women.
/// Source  the proportions are those of a synthetic register of 600 women; read nothing into them.
Population make_population(int women, std::uint64_t seed);

/// village.csv, person.csv and event.csv. The folder is made where it is not there.
/// Errors  unavailable.
Done write_csv(const Population& population, const std::string& folder);

/// The same three files read back, rows in any order.
/// Errors  unavailable, invalid (with file and line).
Result<Population> read_csv(const std::string& folder);

}  // namespace anyu::bench

// SPDX-License-Identifier: Apache-2.0
