// A node of the tree: county, township, village; stations and hospitals hang on it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "model/day.h"

namespace anyu {

enum class Level : std::uint8_t { nation, province, prefecture, county, township, village, facility };

std::string_view id_of(Level level);
std::optional<Level> level_of(std::string_view id);
Words name_of(Level level);

/// The statistical code of a unit: 12 digits in China. Codes are kept by the county and never reused.
using UnitCode = std::string;

bool is_unit_code(std::string_view text);

struct Unit {
  UnitCode code;
  Words name;
  Level level = Level::village;
  UnitCode parent;           ///< empty for a root
  std::optional<Day> from;   ///< in force from this day
  std::optional<Day> until;  ///< the first day it is no more
};

/// Where a unit stands in the tree's order: parents before children, a subtree in one run.
using UnitIndex = std::uint32_t;

/// All units, in an order in which every subtree is one run of indexes.
///
/// Shape    roots first, children by code; `subtree(i)` is the run [i, end).
/// Threads  immutable once made.
class UnitTree {
 public:
  UnitTree() = default;
  /// Errors  invalid: a code twice, a parent that is not there, a circle.
  static Result<UnitTree> of(std::vector<Unit> units);

  std::size_t size() const { return units_.size(); }
  const Unit& at(UnitIndex index) const { return units_[index]; }
  const std::vector<Unit>& all() const { return units_; }
  std::optional<UnitIndex> find(std::string_view code) const;
  std::optional<UnitIndex> parent(UnitIndex index) const;
  std::vector<UnitIndex> children(UnitIndex index) const;
  /// One past the last unit of the subtree.
  UnitIndex end_of(UnitIndex index) const { return ends_[index]; }
  bool within(UnitIndex unit, UnitIndex root) const { return unit >= root && unit < ends_[root]; }
  /// The nearest unit of that level at or above, if there is one.
  std::optional<UnitIndex> above(UnitIndex index, Level level) const;

 private:
  std::vector<Unit> units_;
  std::vector<UnitIndex> ends_;
  std::vector<std::int64_t> parents_;
  std::unordered_map<std::string, UnitIndex> by_code_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
