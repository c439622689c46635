// The second word of a request line: "/api/persons/%E6%9D%8E?day=2025-03-01", taken apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/message.h"

namespace anyu {

/// What percent-encoded text stands for. Nothing where a code is broken, or where the outcome is not UTF-8 or
/// holds control characters (a tab and the ends of lines are let through).
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);

/// Sets `path` and `query` of a request from its target.
///
/// Errors  false where the target is not one: no leading '/', broken codes, "." or ".." as a step, or a '/' that
///         is encoded ("%2F" would change which route is meant).
bool read_target(std::string_view target, Request& request);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
