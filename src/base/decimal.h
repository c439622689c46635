// An exact number for points, money and shares. Nothing is rounded before the screen.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace anyu {

/// An exact rational number that is read from and written as a decimal.
///
/// Unit     none of its own.
/// Errors   dividing by zero is the caller's fault: ask `is_zero()` first.
class Decimal {
 public:
  Decimal() = default;
  Decimal(std::int64_t whole) : value_(whole) {}
  Decimal(int whole) : value_(whole) {}

  /// `units` at `decimals` places: of_scaled(865, 1) is 86.5.
  static Decimal of_scaled(std::int64_t units, int decimals);
  static Decimal ratio(std::int64_t numerator, std::int64_t denominator);
  /// "-2", "86.5", "0.04". Nothing else: no exponent, no separators, no space.
  static std::optional<Decimal> parse(std::string_view text);

  Decimal operator+(const Decimal& other) const { return Decimal(value_ + other.value_); }
  Decimal operator-(const Decimal& other) const { return Decimal(value_ - other.value_); }
  Decimal operator*(const Decimal& other) const { return Decimal(value_ * other.value_); }
  Decimal operator/(const Decimal& other) const { return Decimal(value_ / other.value_); }
  Decimal operator-() const { return Decimal(-value_); }
  Decimal& operator+=(const Decimal& other) { return *this = *this + other; }
  Decimal& operator-=(const Decimal& other) { return *this = *this - other; }

  bool operator==(const Decimal& other) const { return value_ == other.value_; }
  std::strong_ordering operator<=>(const Decimal& other) const;
  bool is_zero() const { return value_.is_zero(); }

  Decimal floor() const;
  Decimal ceil() const;

  /// Written with at most `decimals` places, half away from zero, without needless zeros: 9.5, 25.49, -2.
  std::string text(int decimals) const;
  /// All digits where the decimal ends ("18.5"); else the fraction ("13/18").
  std::string exact() const;
  /// For charts only.
  double approximately() const { return value_.convert_to<double>(); }

 private:
  using Rational = boost::multiprecision::cpp_rational;
  explicit Decimal(Rational value) : value_(std::move(value)) {}
  template <class Expression>
    requires(!std::is_same_v<std::decay_t<Expression>, Rational> && !std::is_arithmetic_v<std::decay_t<Expression>> &&
             !std::is_same_v<std::decay_t<Expression>, Decimal>)
  explicit Decimal(const Expression& expression) : value_(expression) {}

  Rational value_ = 0;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
