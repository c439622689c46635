// A score as plain text for the command line.
#pragma once

#include <string>

#include "loop/assess/score.h"

namespace anyu {

/// The summary, then every item with its why, section by section; columns line up where Chinese is two columns
/// wide.
std::string print_score(const Score& score, Language language);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
