// An indicator as someone types it on a page: read like one in a pack, with its faults by key and character.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pack/catalog.h"

namespace anyu {

/// What was typed, by the keys of docs/packs.md; `name_zh` and `name_en` for the name. Empty is absent.
using Typed = std::map<std::string, std::string, std::less<>>;

struct TypedFault {
  std::string key;            ///< empty: the whole
  std::size_t character = 0;  ///< of a formula, from 1
  Words says;
};

struct TypedReading {
  std::optional<Indicator> indicator;  ///< where there is no fault
  std::vector<TypedFault> faults;
};

/// Reads it among what the catalog declares.
TypedReading read_typed(const Typed& typed, const Catalog& catalog);

/// The same as a piece of a pack file.
std::string toml_of(const Typed& typed);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
