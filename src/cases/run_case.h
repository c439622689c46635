// A golden case: records in; cells, due lists, scores and claims out, as text a programme officer can read and write.
// docs/how-to/write-a-case.md tells the form.
#pragma once

#include <string>

#include "pack/catalog.h"

namespace anyu {

/// Runs one case; everything that comes out otherwise, and everything that cannot be read, becomes a fault with its line.
void run_case(std::string_view text, const std::string& shown_as, const Catalog& catalog, Findings& findings);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
