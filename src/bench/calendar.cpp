// Reckons the months once.
#include "bench/calendar.h"

#include <chrono>

namespace anyu::bench {

const Calendar& calendar() {
  static const Calendar made = [] {
    using namespace std::chrono;
    constexpr year_month first = 2020y / January;
    Calendar built{};
    int day = 0;
    for (int month = 0; month < months; ++month) {
      const auto end = sys_days(year_month_day_last((first + std::chrono::months(month)) / last));
      built.last_day[month] = static_cast<std::int16_t>((end - sys_days(first / 1)).count());
      while (day <= built.last_day[month]) built.month_of[day++] = static_cast<std::uint8_t>(month);
    }
    return built;
  }();
  return made;
}

}  // namespace anyu::bench

// SPDX-License-Identifier: Apache-2.0
