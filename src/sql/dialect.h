// The few places where SQLite and PostgreSQL say the same thing in different words.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>

namespace anyu::sql {

enum class Dialect : std::uint8_t { sqlite, postgresql };

/// What stands for an end that is not known, as in measure's ranges.
constexpr std::int64_t infinite = std::int64_t{1} << 60;

/// The lesser and the greater of two numbers, neither of them null: there the dialects differ.
inline std::string lesser(Dialect dialect, const std::string& a, const std::string& b) {
  return fmt::format("{}({}, {})", dialect == Dialect::sqlite ? "min" : "least", a, b);
}
inline std::string greater(Dialect dialect, const std::string& a, const std::string& b) {
  return fmt::format("{}({}, {})", dialect == Dialect::sqlite ? "max" : "greatest", a, b);
}

/// A number kept between the infinite ends.
inline std::string clamped(Dialect dialect, const std::string& number) {
  return lesser(dialect, greater(dialect, number, std::to_string(-infinite)), std::to_string(infinite));
}

/// A product kept between the infinite ends. SQLite goes over to floating point where whole numbers end, far beyond
/// them.
inline std::string product(Dialect dialect, const std::string& a, const std::string& b) {
  if (dialect == Dialect::sqlite) return clamped(dialect, a + " * " + b);
  return fmt::format("cast({} as bigint)", clamped(dialect, fmt::format("cast({} as numeric) * {}", a, b)));
}

/// 20250301 for the number of a day between the years 1000 and 9999.
inline std::string year_month_day(Dialect dialect, const std::string& day) {
  if (dialect == Dialect::sqlite)
    return fmt::format("cast(strftime('%Y%m%d', 86400 * ({}), 'unixepoch') as integer)", day);
  return fmt::format("cast(to_char(date '1970-01-01' + cast({} as integer), 'YYYYMMDD') as bigint)", day);
}

/// At the end of a subquery: its columns are worked out once, not copied to wherever they are named.
inline const char* once(Dialect dialect) { return dialect == Dialect::sqlite ? " limit -1 offset 0" : " offset 0"; }

}  // namespace anyu::sql

// SPDX-License-Identifier: Apache-2.0
