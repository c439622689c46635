// The made-up register laid into an engine's books, as an import with packs/bench30/import.toml would.
#pragma once

#include "base/result.h"
#include "bench/population.h"
#include "measure/engine.h"
#include "model/unit.h"
#include "pack/catalog.h"

namespace anyu::bench {

/// Villages by their numbers, under townships and one county. The engine keeps a reference to the tree.
UnitTree tree_of(const Population& population);

/// Day 0 of the register.
Day first_day();

/// A record's fields as the pack bench30 declares them, and its type.
/// Errors  not_found: the catalog is not that pack's.
class Translator {
 public:
  static Result<Translator> of(const Catalog& catalog);

  TypeIndex type(const EventRow& event) const { return types_[static_cast<std::size_t>(event.type)]; }
  BookRecord record(const EventRow& event, UnitIndex home) const;

 private:
  std::vector<TypeIndex> types_;
};

SubjectFacts facts_of(const PersonRow& person, const UnitTree& tree);

/// Loads everything. REQUIRES an engine whose books are empty.
Done fill(Engine& engine, const Population& population);

}  // namespace anyu::bench

// SPDX-License-Identifier: Apache-2.0
