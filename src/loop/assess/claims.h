// What a unit has published about itself, held against its own figures.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/words.h"
#include "pack/scheme.h"

namespace anyu {

struct Claim {
  enum class Kind : std::uint8_t { meets_national_standard, falls_year_by_year, rises_year_by_year };

  Kind kind = Kind::meets_national_standard;
  std::string figure;  ///< the indicator's id
  Words name;          ///< and its name
  std::string unit;    ///< printed behind each number: "%", or nothing
  std::string quoted;  ///< the words as published
};

std::string_view id_of(Claim::Kind kind);
std::optional<Claim::Kind> claim_kind_of(std::string_view id);

struct YearValue {
  int year = 0;
  std::optional<Decimal> value;
};

/// What a published sheet asks of a figure: the mean of its last `years` years, compared.
struct Standard {
  Condition::Compare compare = Condition::Compare::at_least;
  std::optional<Decimal> value;  ///< nothing: lost in the source
  int years = 1;
};

/// The first condition of a threshold sheet that takes its figure from this indicator; also where the item is only
/// shown.
std::optional<Standard> standard_of(const Scheme& scheme, std::string_view indicator);

enum class Verdict : std::uint8_t { holds, does_not_hold, unknown };

std::string_view id_of(Verdict verdict);

struct ClaimCheck {
  Verdict verdict = Verdict::unknown;
  Words says;
};

/// The claim against the figures of its years.
///
/// Shape    the series in any order, each year once. `standard` is read by `meets_national_standard` only.
/// Missing  a year without a value leaves the verdict unknown, unless the years that are known contradict the
/// claim.
ClaimCheck check_claim(const Claim& claim, std::vector<YearValue> series, const std::optional<Standard>& standard);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
