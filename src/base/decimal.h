// An exact number for points, money and shares. Nothing is rounded before the screen.
#pragma once

#include <gmp.h>

#include <compare>
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
  Decimal() { mpq_init(value_); }
  Decimal(std::int64_t whole) : Decimal() { mpq_set_si(value_, whole, 1); }
  Decimal(int whole) : Decimal(std::int64_t{whole}) {}
  Decimal(const Decimal& other) : Decimal() { mpq_set(value_, other.value_); }
  Decimal(Decimal&& other) noexcept : Decimal() { mpq_swap(value_, other.value_); }
  Decimal& operator=(const Decimal& other) {
    mpq_set(value_, other.value_);
    return *this;
  }
  Decimal& operator=(Decimal&& other) noexcept {
    mpq_swap(value_, other.value_);
    return *this;
  }
  ~Decimal() { mpq_clear(value_); }

  /// `units` at `decimals` places: of_scaled(865, 1) is 86.5.
  static Decimal of_scaled(std::int64_t units, int decimals);
  /// REQUIRES a denominator other than 0.
  static Decimal ratio(std::int64_t numerator, std::int64_t denominator);
  /// "-2", "86.5", "0.04". Nothing else: no exponent, no separators, no space.
  static std::optional<Decimal> parse(std::string_view text);

  Decimal operator+(const Decimal& other) const;
  Decimal operator-(const Decimal& other) const;
  Decimal operator*(const Decimal& other) const;
  Decimal operator/(const Decimal& other) const;
  Decimal operator-() const;
  Decimal& operator+=(const Decimal& other);
  Decimal& operator-=(const Decimal& other);

  bool operator==(const Decimal& other) const { return mpq_equal(value_, other.value_) != 0; }
  std::strong_ordering operator<=>(const Decimal& other) const { return mpq_cmp(value_, other.value_) <=> 0; }
  bool is_zero() const { return mpq_sgn(value_) == 0; }

  Decimal floor() const;
  Decimal ceil() const;

  /// Written with at most `decimals` places, half away from zero, without needless zeros: 9.5, 25.49, -2.
  std::string text(int decimals) const;
  /// All digits where the decimal ends ("18.5"); else the fraction ("13/18").
  std::string exact() const;

 private:
  mpq_t value_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
