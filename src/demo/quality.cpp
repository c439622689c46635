// The quality of each township.
#include "demo/quality.h"

#include <algorithm>
#include <iterator>

namespace anyu {

int Quality::permille(std::size_t township, Day day) const {
  constexpr int at_first[] = {880, 850, 760, 640, 800, 700, 780, 560, 830, 720, 690, 790, 660, 600, 750, 770, 680, 730, 540, 620};
  constexpr int each_year = 28;
  if (leaps(township, day)) return 990;
  int permille = at_first[township % std::size(at_first)] + (day - start_) * each_year / 365;
  const Month lost = Month::of(today_) + -2;
  if (township == failing && Month::of(day) == lost) permille -= 350;
  return std::clamp(permille, 100, 970);
}

bool Quality::quiet(std::size_t township, Day day) const {
  const Month month = Month::of(day), now = Month::of(today_);
  if (township == silent) return month >= now + -9 && month <= now + -7;
  return township == wintry && month.month() == 2;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
