// The register of everything a formula can call or combine: one row each, from which docs/language.md is made.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace anyu::formula {

/// One function or operator, as documented.
struct FunctionRow {
  std::string_view name;
  std::string_view signature;
  std::string_view zh, en;          ///< what it is
  std::string_view example;         ///< a formula that parses
  std::string_view missing;         ///< what it does where a value is unknown, in English
  std::string_view missing_zh;
};

std::span<const FunctionRow> functions();

/// docs/language.md, whole.
std::string reference();

}  // namespace anyu::formula

// SPDX-License-Identifier: Apache-2.0
