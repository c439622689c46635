// How good care is in a township on a day, so that comparisons and trends have something to show.
#pragma once

#include <cstddef>

#include "model/day.h"

namespace anyu {

/// Some townships are good and some poor, all slowly get better. One leaps in its last four months as no township does,
/// and one loses a month: both are for those who look for what cannot be.
class Quality {
 public:
  explicit Quality(Day today) : today_(today), start_(months_after(today, -36)) {}

  /// Of 1000 things that should be done, how many are.
  int permille(std::size_t township, Day day) const;
  /// Whether these figures are too good to be true.
  bool leaps(std::size_t township, Day day) const { return township == leaping && day > today_ - leap_days; }

  /// Of 1000 optional values, how many nobody writes down: fewer where care is good.
  int forgotten(std::size_t township, Day day) const { return 30 + (1000 - permille(township, day)) / 6; }
  /// A station that counts and reports nothing: its figures are missing, and are not zero.
  bool quiet(std::size_t township, Day day) const;

  static constexpr std::size_t leaping = 18;  ///< Daohugou
  static constexpr std::size_t failing = 16;  ///< Maolangou
  static constexpr std::size_t silent = 19;   ///< Guozhangzi, for three months of the last year
  static constexpr std::size_t wintry = 13;   ///< Wangtufang, every February
  static constexpr int leap_days = 120;

 private:
  Day today_;
  Day start_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
