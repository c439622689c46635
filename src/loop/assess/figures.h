// Looking up what an input holds.
#pragma once

#include <string_view>
#include <variant>

#include "pack/scheme.h"

namespace anyu {

/// A value of the kind a rule needs, or the reason why there is none.
template <class Value>
using Figure = std::variant<Missing, Value>;

/// Missing  `not_recorded` for an input that was not given, `undefined` for one that holds another kind of value.
template <class Value>
Figure<Value> figure_of(const Given& given, std::string_view input) {
  const auto found = given.find(input);
  if (found == given.end()) return Missing::not_recorded;
  if (const auto* missing = std::get_if<Missing>(&found->second)) return *missing;
  if (const auto* value = std::get_if<Value>(&found->second)) return *value;
  return Missing::undefined;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
