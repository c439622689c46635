// Percent-decoding, and where a path ends and its parameters begin.
#include "net/target.h"

#include <algorithm>

#include "base/text.h"

namespace anyu {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_control(char c) {
  const auto code = static_cast<unsigned char>(c);
  return (code < 0x20 && c != '\t' && c != '\n' && c != '\r') || code == 0x7F;
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    out += c;
  }
  if (!is_utf8(out) || std::any_of(out.begin(), out.end(), is_control)) return std::nullopt;
  return out;
}

bool read_target(std::string_view target, Request& request) {
  // A proxy may ask with the whole address: "http://host/path".
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (target.substr(0, scheme.size()) != scheme) continue;
    target.remove_prefix(scheme.size());
    const auto slash = target.find('/');
    target = slash == std::string_view::npos ? "/" : target.substr(slash);
    break;
  }
  if (target.empty() || target.front() != '/') return false;
  target = target.substr(0, target.find('#'));

  const auto mark = target.find('?');
  const std::string_view raw_path = target.substr(0, mark);
  for (const std::string_view step : split(raw_path.substr(1), '/')) {
    const auto decoded = percent_decoded(step, false);
    if (!decoded || *decoded == "." || *decoded == ".." || decoded->find('/') != std::string::npos) return false;
    request.path += '/';
    request.path += *decoded;
  }
  if (mark == std::string_view::npos) return true;

  for (const std::string_view pair : split(target.substr(mark + 1), '&')) {
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    auto name = percent_decoded(pair.substr(0, equals), true);
    auto value =
        percent_decoded(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1), true);
    if (!name || !value) return false;
    request.query.emplace(std::move(*name), std::move(*value));
  }
  return true;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
