// Why a number is not there. Unknown is not zero, and the reasons differ.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/words.h"

namespace anyu {

/// Where two reasons meet in one formula, the later one in this list is told:
/// what must stay hidden stays hidden.
enum class Missing : std::uint8_t {
  not_due,       ///< nothing was expected here, or not yet
  not_done,      ///< expected, and known not to have happened
  not_recorded,  ///< expected, and no word of it
  undefined,     ///< the formula has no value here (a share of nothing)
  withheld,      ///< kept from this reader: too few people behind the number
};

std::string_view id_of(Missing missing);
/// Only the three reasons a person may write: not_due, not_done, not_recorded.
std::optional<Missing> entered_reason(std::string_view id);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
