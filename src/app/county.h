// A county: a folder with its data file, its packs and its configuration.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "measure/engine.h"
#include "model/unit.h"
#include "pack/catalog.h"
#include "store/store.h"

namespace anyu {

/// A county that is open. Its parts refer to one another, so it stays where it was made.
class County {
 public:
  /// Makes the folder with these packs in it. Errors: conflict, where it holds a county already; invalid, where a pack has faults.
  static Done make(const std::string& folder, const std::vector<std::string>& packs, Month first_month);
  /// Opens it for one process: another that has it open is told. Findings of broken packs are in the error.
  static Result<std::unique_ptr<County>> open(const std::string& folder);
  ~County();

  const std::string& folder() const { return folder_; }
  const Catalog& catalog() const { return catalog_; }
  Store& store() { return *store_; }
  Month first_month() const { return first_month_; }

  /// The units as they now stand.
  Result<UnitTree> units() const;
  /// Adds a piece to the county's own pack (packs/own), which is made where there is none. It is read at the next start.
  /// Errors  conflict: it holds that id already.
  Done add_to_own_pack(const std::string& id, const std::string& toml) const;

  /// Reads persons and records into the engine's books and counts.
  Done load(Engine& engine, const UnitTree& tree, const Progress& progress) const;

 private:
  County() = default;

  std::string folder_;
  Catalog catalog_;
  std::unique_ptr<Store> store_;
  Month first_month_;
  int lock_ = -1;
};

/// The faults of a pack, a line each, for an error message.
std::string listed(const Findings& findings, Language language);

/// A pack by its path, or by its name among the packs that come with Anyu (ANYU_PACKS names their folder).
std::string pack_path(const std::string& name);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
