// Everything the packs of a county declare, checked as a whole and looked up by id.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pack/finding.h"
#include "pack/indicator.h"
#include "pack/record_type.h"
#include "pack/schedule.h"
#include "pack/scheme.h"

namespace anyu {

struct PackHead {
  std::string id;
  Words name;
  std::string version;
  Day from;
  std::string owner;
};

struct Programme {
  std::string id;
  Words name;
};

/// Threads  immutable once read.
struct Catalog {
  std::vector<PackHead> packs;
  std::vector<Programme> programmes;
  std::vector<RecordType> types;
  std::vector<Indicator> indicators;
  std::vector<Schedule> schedules;
  std::vector<Scheme> schemes;

  std::optional<TypeIndex> type(std::string_view id) const;
  std::optional<std::size_t> indicator(std::string_view id) const;
  const Scheme* scheme(std::string_view id) const;
};

struct PackReading {
  Catalog catalog;
  Findings findings;  ///< with a fault among them the catalog is not to be used
};

/// Reads pack folders in the order given and checks them as one whole. `path` may be a pack (it holds pack.toml) or a
/// folder of packs.
PackReading read_packs(const std::vector<std::string>& paths);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
