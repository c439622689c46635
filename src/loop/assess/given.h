// The figures of a sheet written down in a file: what `anyu score --given` reads.
#pragma once

#include <optional>
#include <string>

#include "pack/finding.h"
#include "pack/scheme.h"
#include "pack/table.h"

namespace anyu {

/// A file with one table `[given]`: input id = value. Decimals are texts ("86.5"); a reason is written "?not_done".
///
/// Missing  an input that is not in the file is unknown.
/// Errors   nothing, where any fault was found: an unknown input, a value of the wrong type, a key besides [given].
std::optional<Given> read_given_file(Table& file, const Scheme& scheme, Findings& findings);
std::optional<Given> read_given_file(const std::string& path, const std::string& shown_as, const Scheme& scheme,
                                     Findings& findings);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
