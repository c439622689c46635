// The calendar: days, months and periods read, written and counted.
#include "model/day.h"

#include <fmt/format.h>

#include "base/text.h"

namespace anyu {

namespace {

using namespace std::chrono;

/// `text` as a whole number of exactly `digits` digits.
std::optional<int> digits_of(std::string_view text, std::size_t digits) {
  if (text.size() != digits || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  return static_cast<int>(*whole_number(text));
}

year_month_day calendar(Day day) { return year_month_day(sys_days(days(day.number))); }

Day day_from(year_month_day date) { return {static_cast<std::int32_t>(sys_days(date).time_since_epoch().count())}; }

constexpr int china_hours = 8;

}  // namespace

std::optional<Day> Day::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = digits_of(text.substr(0, 4), 4), m = digits_of(text.substr(5, 2), 2), d = digits_of(text.substr(8), 2);
  if (!y || !m || !d || *y < 1850 || *y > 2199) return std::nullopt;
  const year_month_day date{std::chrono::year(*y), std::chrono::month(static_cast<unsigned>(*m)),
                            std::chrono::day(static_cast<unsigned>(*d))};
  if (!date.ok()) return std::nullopt;
  return day_from(date);
}

Day Day::of(int y, unsigned m, unsigned d) {
  return day_from(year_month_day{std::chrono::year(y), std::chrono::month(m), std::chrono::day(d)});
}

std::string Day::text() const {
  const auto date = calendar(*this);
  return fmt::format("{:04}-{:02}-{:02}", int(date.year()), unsigned(date.month()), unsigned(date.day()));
}

Day day_of(Moment moment) {
  return {static_cast<std::int32_t>(floor<days>(moment + hours(china_hours)).time_since_epoch().count())};
}

Moment start_of(Day day) { return Moment(days(day.number)) - hours(china_hours); }

std::string text_of(Moment moment) {
  const auto day = floor<days>(moment);
  const hh_mm_ss time(moment - day);
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", Day{static_cast<std::int32_t>(day.time_since_epoch().count())}.text(),
                     time.hours().count(), time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

std::optional<Moment> parse_moment(std::string_view text) {
  if (text.size() != 24 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' || text[23] != 'Z')
    return std::nullopt;
  const auto day = Day::parse(text.substr(0, 10));
  const auto h = digits_of(text.substr(11, 2), 2), m = digits_of(text.substr(14, 2), 2),
             s = digits_of(text.substr(17, 2), 2), ms = digits_of(text.substr(20, 3), 3);
  if (!day || !h || !m || !s || !ms || *h > 23 || *m > 59 || *s > 59) return std::nullopt;
  return sys_days(days(day->number)) + hours(*h) + minutes(*m) + seconds(*s) + milliseconds(*ms);
}

Day months_after(Day day, int count) {
  const auto date = calendar(day);
  const auto target = year_month(date.year(), date.month()) + std::chrono::months(count);
  const year_month_day_last last(target.year(), month_day_last(target.month()));
  return day_from(year_month_day(target.year(), target.month(), std::min(date.day(), last.day())));
}

int years_between(Day birth, Day at) {
  const auto from = calendar(birth), to = calendar(at);
  const bool before_birthday = std::pair(to.month(), to.day()) < std::pair(from.month(), from.day());
  return int(to.year()) - int(from.year()) - before_birthday;
}

Month Month::of(Day day) {
  const auto date = calendar(day);
  return of(int(date.year()), static_cast<int>(unsigned(date.month())));
}

Day Month::first_day() const { return Day::of(year(), static_cast<unsigned>(month()), 1); }

Day Month::last_day() const { return (*this + 1).first_day() - 1; }

Result<Period> Period::parse(std::string_view text) {
  const auto wrong = [&] {
    return invalid("期间应写作 2025-03、2025Q1、2025H1、2025 或 2024Oct(卫生统计年度),不是“{}”",
                   "a period is written 2025-03, 2025Q1, 2025H1, 2025 or 2024Oct (the health-statistics year), not '{}'",
                   beginning(text, 40));
  };
  const auto year = digits_of(text.substr(0, 4), 4);
  if (!year || *year < 1850 || *year > 2199) return wrong();
  const auto rest = text.substr(4);
  if (rest.empty()) return Period{Kind::year, Month::of(*year, 1)};
  if (rest == "Oct") return Period{Kind::statistics_year, Month::of(*year, 10)};
  if (rest.size() == 2 && rest[0] == 'Q' && rest[1] >= '1' && rest[1] <= '4')
    return Period{Kind::quarter, Month::of(*year, (rest[1] - '1') * 3 + 1)};
  if (rest.size() == 2 && rest[0] == 'H' && rest[1] >= '1' && rest[1] <= '2')
    return Period{Kind::half_year, Month::of(*year, (rest[1] - '1') * 6 + 1)};
  if (rest.size() == 3 && rest[0] == '-') {
    const auto month = digits_of(rest.substr(1), 2);
    if (month && *month >= 1 && *month <= 12) return Period{Kind::month, Month::of(*year, *month)};
  }
  return wrong();
}

Period Period::around(Kind kind, Month month) {
  const int in_year = month.month() - 1;
  switch (kind) {
    case Kind::month: return {kind, month};
    case Kind::quarter: return {kind, month + -(in_year % 3)};
    case Kind::half_year: return {kind, month + -(in_year % 6)};
    case Kind::year: return {kind, month + -in_year};
    case Kind::statistics_year: return {kind, month + -((in_year + 3) % 12)};
  }
  return {};
}

int Period::months() const {
  switch (kind) {
    case Kind::month: return 1;
    case Kind::quarter: return 3;
    case Kind::half_year: return 6;
    case Kind::year:
    case Kind::statistics_year: return 12;
  }
  return 1;
}

std::string Period::text() const {
  switch (kind) {
    case Kind::month: return fmt::format("{:04}-{:02}", first.year(), first.month());
    case Kind::quarter: return fmt::format("{:04}Q{}", first.year(), (first.month() + 2) / 3);
    case Kind::half_year: return fmt::format("{:04}H{}", first.year(), (first.month() + 5) / 6);
    case Kind::year: return fmt::format("{:04}", first.year());
    case Kind::statistics_year: return fmt::format("{:04}Oct", first.year());
  }
  return {};
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
