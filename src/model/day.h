// A day of the calendar, and months and periods made of days.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace anyu {

/// Days since 1970-01-01. `number` is public because columns hold it.
struct Day {
  std::int32_t number = 0;

  /// "2025-03-01", years 1850 to 2199.
  static std::optional<Day> parse(std::string_view text);
  static Day of(int year, unsigned month, unsigned day);
  std::string text() const;

  Day operator+(int days) const { return {number + days}; }
  Day operator-(int days) const { return {number - days}; }
  int operator-(Day other) const { return number - other.number; }
  auto operator<=>(const Day&) const = default;
};

/// The day on which `moment` falls in China (UTC+8, no summer time since 1991).
Day day_of(Moment moment);
/// The moment at which it begins there.
Moment start_of(Day day);

/// "2025-03-01T08:15:30.250Z".
std::string text_of(Moment moment);
std::optional<Moment> parse_moment(std::string_view text);

/// The same day `months` later, or the last of that month where it has no such day.
Day months_after(Day day, int months);

/// Whole years from `birth` to `at`; a 29 February birthday is kept on 1 March in other years.
int years_between(Day birth, Day at);

/// Months since January of the year 0.
struct Month {
  std::int32_t number = 0;

  static Month of(Day day);
  static Month of(int year, int month) { return {year * 12 + month - 1}; }
  int year() const { return number / 12; }
  int month() const { return number % 12 + 1; }
  Day first_day() const;
  Day last_day() const;
  Month operator+(int months) const { return {number + months}; }
  int operator-(Month other) const { return number - other.number; }
  auto operator<=>(const Month&) const = default;
};

/// A month, quarter, half-year, calendar year, or health-statistics year (October to September).
struct Period {
  enum class Kind { month, quarter, half_year, year, statistics_year };

  Kind kind = Kind::month;
  Month first;

  /// "2025-03", "2025Q1", "2025H1", "2025", "2024Oct" (October 2024 to September 2025).
  static Result<Period> parse(std::string_view text);
  static Period month(Month month) { return {Kind::month, month}; }
  /// The period of this kind in which the month lies.
  static Period around(Kind kind, Month month);

  int months() const;
  Month last() const { return first + (months() - 1); }
  Day first_day() const { return first.first_day(); }
  Day last_day() const { return last().last_day(); }
  Period previous() const { return {kind, first + -months()}; }
  Period next() const { return {kind, first + months()}; }
  std::string text() const;
  auto operator<=>(const Period&) const = default;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
