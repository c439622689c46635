// The thirty benchmark indicators in one hand-written pass: how fast they can be when nothing is general.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bench/calendar.h"
#include "bench/population.h"

namespace anyu::bench {

inline constexpr int indicators = 30;

/// The part of a record the thirty read, in eight bytes. The order within a day is the order of the rows.
struct Fact {
  std::int16_t day;
  std::int8_t type;
  std::uint8_t a;
  std::int16_t b;
  std::uint8_t d;
};

/// The register as the pass wants it: persons by village, each one's facts by day and number, and who is whose
/// husband.
struct Columns {
  struct Who {
    std::int32_t birth_day, reg_day, exit_day;
    std::int8_t kind, residency;
    std::uint32_t husband;  ///< a place; none: no_one
    std::uint32_t brother;  ///< another man with the same wife
  };
  static constexpr std::uint32_t no_one = 0xFFFFFFFF;

  std::vector<std::uint32_t> of_village;  ///< village v: persons of_village[v] … of_village[v + 1] - 1
  std::vector<Who> who;
  std::vector<std::uint64_t> of_person;  ///< the same for facts
  std::vector<Fact> facts;
  std::size_t longest = 0;  ///< the most facts of one person

  int villages() const { return static_cast<int>(of_village.size()) - 1; }
};

/// Errors  invalid: a record of nobody, a person of no village, a value too large for a Fact.
Result<Columns> columns_of(const Population& population);

struct Cell {
  std::int64_t num, den;
  bool operator==(const Cell&) const = default;
};

/// A cell for each indicator 1 … 30, village and month; 0 of 0 where there is nothing.
struct Cells {
  int villages = 0;
  std::unique_ptr<Cell[]> all;

  Cell* row(int indicator, int village) {
    return &all[(static_cast<std::size_t>(indicator - 1) * static_cast<std::size_t>(villages) +
                 static_cast<std::size_t>(village)) *
                months];
  }
  const Cell* row(int indicator, int village) const { return const_cast<Cells*>(this)->row(indicator, village); }
};

/// Shape    sums of a village and month stay below 2^32.
/// Threads  makes `threads` of its own and ends them.
Cells by_hand(const Columns& columns, int threads = 2);

/// What two programs compare to know that they found the same cells.
struct Checksum {
  std::int64_t cells = 0, num = 0, den = 0, hash = 0;
  bool operator==(const Checksum&) const = default;
};

/// Of indicators 1 … 30. The hash is Σ (31 num + 17 den) (60 village + month + 1), modulo 1000000007.
std::vector<Checksum> checksums(const Cells& cells);

/// [{"ind":1,"cells":…,"num":…,"den":…,"hash":…},…]
std::string json_of(const std::vector<Checksum>& sums);

}  // namespace anyu::bench

// SPDX-License-Identifier: Apache-2.0
