// What a score found: items that lost points, missed conditions, and unknowns, each in a sentence.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "loop/assess/score.h"

namespace anyu {

/// One thing a unit can work on. Declined, lost and shown items are nobody's task and give none.
struct ItemFinding {
  enum class Kind : std::uint8_t { points_lost, missed, unknown };

  std::string item;
  Kind kind = Kind::unknown;
  std::optional<Decimal> points;  ///< lost, or still at stake; nothing: no points, or no bound
  Words says;
};

std::string_view id_of(ItemFinding::Kind kind);

/// The findings of a score, in the order of the sheet.
std::vector<ItemFinding> findings_of(const Score& score);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
