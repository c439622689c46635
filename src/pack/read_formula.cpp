// A formula in a pack file, with its faults placed.
#include <fmt/format.h>

#include <algorithm>

#include "pack/read_pack.h"

namespace anyu {

std::optional<formula::Expression> read_formula(Table& table, std::string_view key, const formula::Scope& scope,
                                                formula::ValueType::Kind wanted) {
  const auto text = table.text_if(key);
  if (!text) return std::nullopt;
  formula::Checked checked = formula::understand(*text, scope, wanted);
  for (const formula::Fault& fault : checked.faults) {
    const auto where = text->substr(0, fault.at);
    const auto character = 1 + std::count_if(where.begin(), where.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    table.fault(key, {fmt::format("公式“{}”第{}个字符:{}", key, character, fault.says.zh),
                      fmt::format("formula '{}', character {}: {}", key, character, fault.says.en)},
                static_cast<std::size_t>(character));
  }
  if (!checked.faults.empty()) return std::nullopt;
  return std::move(checked.expression);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
