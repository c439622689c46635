// Reading, comparing, rounding and writing exact numbers.
#include "base/decimal.h"

namespace anyu {

namespace {

using Whole = boost::multiprecision::cpp_int;

Whole power_of_ten(int exponent) {
  Whole power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

/// The whole number at or below numerator / denominator; cpp_int divides towards zero.
Whole floor_of(const Whole& numerator, const Whole& denominator) {
  Whole quotient = numerator / denominator;
  if (numerator < 0 && quotient * denominator != numerator) --quotient;
  return quotient;
}

/// `scaled` units of 10^-decimals, written without needless zeros.
std::string written(const Whole& scaled, int decimals) {
  std::string digits = Whole(abs(scaled)).str();
  if (decimals > 0) {
    const auto places = static_cast<std::size_t>(decimals);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, 1, '.');
    while (digits.back() == '0') digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
  }
  return scaled < 0 && digits != "0" ? "-" + digits : digits;
}

}  // namespace

Decimal Decimal::of_scaled(std::int64_t units, int decimals) {
  return Decimal(Rational(Whole(units), power_of_ten(decimals)));
}

Decimal Decimal::ratio(std::int64_t numerator, std::int64_t denominator) {
  return Decimal(Rational(Whole(numerator), Whole(denominator)));
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  if (text.size() > 40) return std::nullopt;
  Whole digits = 0;
  int places = 0, seen = 0;
  bool after_point = false;
  for (const char c : text) {
    if (c == '.' && !after_point && seen > 0) {
      after_point = true;
    } else if (c >= '0' && c <= '9') {
      digits = digits * 10 + (c - '0');
      ++seen;
      if (after_point) ++places;
    } else {
      return std::nullopt;
    }
  }
  if (seen == 0 || (after_point && places == 0)) return std::nullopt;
  Rational value(digits, power_of_ten(places));
  if (negative) value = -value;
  return Decimal(value);
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
  const int order = value_.compare(other.value_);
  return order < 0 ? std::strong_ordering::less : order > 0 ? std::strong_ordering::greater : std::strong_ordering::equal;
}

Decimal Decimal::floor() const {
  return Decimal(Rational(floor_of(numerator(value_), denominator(value_))));
}

Decimal Decimal::ceil() const { return -(-*this).floor(); }

std::string Decimal::text(int decimals) const {
  const Rational magnitude = abs(value_);
  const Whole doubled = Whole(numerator(magnitude)) * power_of_ten(decimals) * 2 + Whole(denominator(magnitude));
  const Whole rounded = doubled / (Whole(denominator(magnitude)) * 2);
  return written(value_ < 0 ? Whole(-rounded) : rounded, decimals);
}

std::string Decimal::exact() const {
  Whole rest = denominator(value_);
  int twos = 0, fives = 0;
  while (rest % 2 == 0) rest /= 2, ++twos;
  while (rest % 5 == 0) rest /= 5, ++fives;
  if (rest != 1) return Whole(numerator(value_)).str() + "/" + Whole(denominator(value_)).str();
  const int places = std::max(twos, fives);
  return written(Whole(numerator(value_)) * power_of_ten(places) / Whole(denominator(value_)), places);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
