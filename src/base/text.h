// Small questions about text: numbers in it, its parts, whether it is UTF-8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anyu {

/// A whole number and nothing else: "42", "-7". Not "+7", " 7" or "7.0".
std::optional<std::int64_t> whole_number(std::string_view text);

std::string_view trimmed(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char at);
bool is_utf8(std::string_view text);

/// Lower-case letters, digits and underscores, beginning with a letter: what ids in packs look like.
bool is_id(std::string_view text);

/// The one of `known` that is nearest to `text`, if it is near enough to be what was meant.
std::optional<std::string> nearest(std::string_view text, const std::vector<std::string>& known);

/// The beginning of a text, at most that many bytes, never half a character.
std::string_view beginning(std::string_view text, std::size_t bytes);

/// A text as JSON writes it, with its quotation marks.
std::string json_quoted(std::string_view text);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
