// Reading, rounding and writing exact numbers, on GMP's rationals.
#include "base/decimal.h"

#include <algorithm>
#include <cstdlib>

namespace anyu {

namespace {

/// A whole number of GMP's that frees itself.
class Whole {
 public:
  Whole() { mpz_init(number); }
  explicit Whole(const mpz_t other) { mpz_init_set(number, other); }
  Whole(const Whole&) = delete;
  Whole& operator=(const Whole&) = delete;
  ~Whole() { mpz_clear(number); }

  std::string digits() const {
    std::string text(mpz_sizeinbase(number, 10) + 2, '\0');
    mpz_get_str(text.data(), 10, number);
    text.resize(text.find('\0'));
    return text;
  }

  mpz_t number;
};

void set_power_of_ten(Whole& power, int exponent) { mpz_ui_pow_ui(power.number, 10, static_cast<unsigned long>(exponent)); }

/// `scaled` units of 10^-decimals, written without needless zeros.
std::string written(const Whole& scaled, int decimals) {
  std::string digits = scaled.digits();
  const bool negative = digits.front() == '-';
  if (negative) digits.erase(0, 1);
  if (decimals > 0) {
    const auto places = static_cast<std::size_t>(decimals);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, 1, '.');
    while (digits.back() == '0') digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
  }
  return negative && digits != "0" ? "-" + digits : digits;
}

}  // namespace

Decimal Decimal::of_scaled(std::int64_t units, int decimals) {
  Decimal made(units);
  Whole power;
  set_power_of_ten(power, decimals);
  mpz_set(mpq_denref(made.value_), power.number);
  mpq_canonicalize(made.value_);
  return made;
}

Decimal Decimal::ratio(std::int64_t numerator, std::int64_t denominator) { return Decimal(numerator) / Decimal(denominator); }

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  if (text.size() > 40) return std::nullopt;
  std::string digits;
  int places = 0;
  bool after_point = false;
  for (const char c : text) {
    if (c == '.' && !after_point && !digits.empty()) {
      after_point = true;
    } else if (c >= '0' && c <= '9') {
      digits += c;
      if (after_point) ++places;
    } else {
      return std::nullopt;
    }
  }
  if (digits.empty() || (after_point && places == 0)) return std::nullopt;
  Decimal made;
  mpz_set_str(mpq_numref(made.value_), digits.c_str(), 10);
  Whole power;
  set_power_of_ten(power, places);
  mpz_set(mpq_denref(made.value_), power.number);
  mpq_canonicalize(made.value_);
  if (negative) mpq_neg(made.value_, made.value_);
  return made;
}

Decimal Decimal::operator+(const Decimal& other) const {
  Decimal result;
  mpq_add(result.value_, value_, other.value_);
  return result;
}

Decimal Decimal::operator-(const Decimal& other) const {
  Decimal result;
  mpq_sub(result.value_, value_, other.value_);
  return result;
}

Decimal Decimal::operator*(const Decimal& other) const {
  Decimal result;
  mpq_mul(result.value_, value_, other.value_);
  return result;
}

Decimal Decimal::operator/(const Decimal& other) const {
  Decimal result;
  mpq_div(result.value_, value_, other.value_);
  return result;
}

Decimal Decimal::operator-() const {
  Decimal result;
  mpq_neg(result.value_, value_);
  return result;
}

Decimal& Decimal::operator+=(const Decimal& other) {
  mpq_add(value_, value_, other.value_);
  return *this;
}

Decimal& Decimal::operator-=(const Decimal& other) {
  mpq_sub(value_, value_, other.value_);
  return *this;
}

Decimal Decimal::floor() const {
  Decimal result;
  mpz_fdiv_q(mpq_numref(result.value_), mpq_numref(value_), mpq_denref(value_));
  return result;
}

Decimal Decimal::ceil() const {
  Decimal result;
  mpz_cdiv_q(mpq_numref(result.value_), mpq_numref(value_), mpq_denref(value_));
  return result;
}

std::string Decimal::text(int decimals) const {
  // (2 |n| 10^decimals + d) / 2d, rounded down, is half away from zero.
  Whole scaled(mpq_numref(value_)), power, doubled(mpq_denref(value_));
  set_power_of_ten(power, decimals);
  mpz_abs(scaled.number, scaled.number);
  mpz_mul(scaled.number, scaled.number, power.number);
  mpz_mul_2exp(scaled.number, scaled.number, 1);
  mpz_add(scaled.number, scaled.number, mpq_denref(value_));
  mpz_mul_2exp(doubled.number, doubled.number, 1);
  mpz_fdiv_q(scaled.number, scaled.number, doubled.number);
  if (mpq_sgn(value_) < 0) mpz_neg(scaled.number, scaled.number);
  return written(scaled, decimals);
}

std::string Decimal::exact() const {
  Whole rest(mpq_denref(value_)), prime;
  const auto times = [&](unsigned long factor) {
    mpz_set_ui(prime.number, factor);
    return static_cast<int>(mpz_remove(rest.number, rest.number, prime.number));
  };
  const int places = std::max(times(2), times(5));
  if (mpz_cmp_ui(rest.number, 1) != 0) return Whole(mpq_numref(value_)).digits() + "/" + Whole(mpq_denref(value_)).digits();
  Whole scaled(mpq_numref(value_)), power;
  set_power_of_ten(power, places);
  mpz_mul(scaled.number, scaled.number, power.number);
  mpz_divexact(scaled.number, scaled.number, mpq_denref(value_));
  return written(scaled, places);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
