// Everything `anyu pack check` says: reading, examples, and the pack's own cases.
#pragma once

#include <string>
#include <vector>

#include "pack/catalog.h"

namespace anyu {

struct PackCheck {
  Catalog catalog;
  Findings findings;
  std::size_t examples = 0;
  std::size_t cases = 0;
};

PackCheck check_packs(const std::vector<std::string>& paths);

/// Runs every *.case file of a folder; answers with how many there were.
std::size_t run_cases(const std::string& folder, const Catalog& catalog, Findings& findings);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
