// The examples inside a sheet, held against what the sheet says.
#pragma once

#include <vector>

#include "pack/finding.h"
#include "pack/scheme.h"

namespace anyu {

/// Scores every item's examples; each that comes out otherwise is a fault with what was expected and what came.
std::vector<Finding> check_examples(const Scheme& scheme);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
