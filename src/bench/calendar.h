// The sixty months of the benchmark: which day lies in which, and where each ends.
#pragma once

#include <array>
#include <cstdint>

namespace anyu::bench {

inline constexpr int months = 60;
inline constexpr int days = 1827;  ///< 0 is 2020-01-01, 1826 is 2024-12-31

struct Calendar {
  std::array<std::uint8_t, days> month_of;
  std::array<std::int16_t, months> last_day;
};

/// The same one always.
const Calendar& calendar();

}  // namespace anyu::bench

// SPDX-License-Identifier: Apache-2.0
