// The unit tree, laid out so that a subtree is one run.
#include "model/unit.h"

#include <algorithm>
#include <array>

namespace anyu {

namespace {

struct LevelRow {
  Level level;
  std::string_view id;
  std::string_view zh, en;
};

constexpr std::array levels = {
    LevelRow{Level::nation, "nation", "国家", "nation"},
    LevelRow{Level::province, "province", "省", "province"},
    LevelRow{Level::prefecture, "prefecture", "市", "prefecture"},
    LevelRow{Level::county, "county", "县", "county"},
    LevelRow{Level::township, "township", "乡镇", "township"},
    LevelRow{Level::village, "village", "村", "village"},
    LevelRow{Level::facility, "facility", "机构", "facility"},
};

}  // namespace

std::string_view id_of(Level level) { return levels[static_cast<std::size_t>(level)].id; }

std::optional<Level> level_of(std::string_view id) {
  for (const LevelRow& row : levels)
    if (row.id == id) return row.level;
  return std::nullopt;
}

Words name_of(Level level) {
  const LevelRow& row = levels[static_cast<std::size_t>(level)];
  return {std::string(row.zh), std::string(row.en)};
}

bool is_unit_code(std::string_view text) {
  return !text.empty() && text.size() <= 12 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

Result<UnitTree> UnitTree::of(std::vector<Unit> units) {
  std::sort(units.begin(), units.end(), [](const Unit& a, const Unit& b) { return a.code < b.code; });
  std::unordered_map<std::string, std::vector<std::size_t>> children;
  std::unordered_map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (!known.emplace(units[i].code, i).second)
      return invalid("单位代码 {} 出现了两次", "unit code {} occurs twice", units[i].code);
    children[units[i].parent].push_back(i);
  }
  for (const Unit& unit : units)
    if (!unit.parent.empty() && !known.count(unit.parent))
      return invalid("单位 {} 的上级 {} 不存在", "unit {} names a parent {} that does not exist", unit.code, unit.parent);

  UnitTree tree;
  const auto lay = [&](auto&& self, std::size_t from, std::int64_t parent) -> void {
    const auto index = static_cast<UnitIndex>(tree.units_.size());
    tree.by_code_.emplace(units[from].code, index);
    tree.units_.push_back(units[from]);
    tree.parents_.push_back(parent);
    tree.ends_.push_back(0);
    if (const auto below = children.find(units[from].code); below != children.end())
      for (const std::size_t child : below->second) self(self, child, index);
    tree.ends_[index] = static_cast<UnitIndex>(tree.units_.size());
  };
  if (const auto roots = children.find(""); roots != children.end())
    for (const std::size_t root : roots->second) lay(lay, root, -1);
  if (tree.units_.size() != units.size())
    return invalid("单位的上下级关系成环:{} 个单位挂不到任何根上", "the units form a circle: {} of them hang on no root",
                   units.size() - tree.units_.size());
  return tree;
}

std::optional<UnitIndex> UnitTree::find(std::string_view code) const {
  const auto found = by_code_.find(std::string(code));
  if (found == by_code_.end()) return std::nullopt;
  return found->second;
}

std::optional<UnitIndex> UnitTree::parent(UnitIndex index) const {
  if (parents_[index] < 0) return std::nullopt;
  return static_cast<UnitIndex>(parents_[index]);
}

std::vector<UnitIndex> UnitTree::children(UnitIndex index) const {
  std::vector<UnitIndex> below;
  for (UnitIndex child = index + 1; child < ends_[index]; child = ends_[child]) below.push_back(child);
  return below;
}

std::optional<UnitIndex> UnitTree::above(UnitIndex index, Level level) const {
  for (std::optional<UnitIndex> unit = index; unit; unit = parent(*unit))
    if (units_[*unit].level == level) return unit;
  return std::nullopt;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
