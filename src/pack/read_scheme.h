// Reading a scheme from its TOML file.
#pragma once

#include <optional>
#include <string>

#include "pack/finding.h"
#include "pack/scheme.h"
#include "pack/table.h"

namespace anyu {

/// A scheme, read and checked as a whole: form, decisions, sums, rights.
///
/// Errors   nothing, where any fault was found; all of them are in `findings`. Warnings do not refuse it.
/// Source   docs/packs.md, "schemes/*.toml".
std::optional<Scheme> read_scheme(Table& file, Findings& findings);
std::optional<Scheme> read_scheme(const std::string& path, const std::string& shown_as, Findings& findings);

/// A table of figures by input id: `satisfaction_pct = "86.5"`, `policy_state = "weak"`, `reported =
/// "?not_recorded"`.
///
/// Errors   findings for an input that is not there (with the nearest one) and for a value of the wrong type; a
///          percentage outside 0 to 100 is a warning.
Given read_given(Table& table, const std::vector<Input>& inputs);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
