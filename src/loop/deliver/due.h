// What a schedule says for someone today: derived each time it is asked for, never stored.
#pragma once

#include <string_view>
#include <vector>

#include "measure/book.h"
#include "pack/schedule.h"

namespace anyu {

enum class DueState : std::uint8_t { coming, open, overdue };

std::string_view id_of(DueState state);

struct Due {
  std::int64_t person = 0;
  UnitIndex unit = 0;
  std::size_t schedule = 0;
  std::size_t step = 0;
  Day since;  ///< day of the record that started it
  Day opens, due, closes;
  DueState state = DueState::open;
};

/// Adds what is due for one person: every step that is not settled, from `ahead` days before it opens until it drops.
///
/// Missing  a step is settled only where that is sure, and listed only where she surely agreed; a window that cannot be
///          reckoned is not listed.
void add_due(const std::vector<Schedule>& schedules, const Book& book, SubjectIndex person, Day today, int ahead, std::vector<Due>& due);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
