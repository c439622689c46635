// One key a line, so that a finding's line tells its key.
#include "pack/typed_indicator.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "pack/read_pack.h"

namespace anyu {

namespace {

constexpr std::array<std::string_view, 18> keys = {"id",  "name",     "programme", "measure", "each",      "where",       "count",   "sum",     "when",
                                                   "per", "numerator", "denominator", "per_n",   "by",        "better",      "use",     "source",  "shown"};

std::string text(const Typed& typed, std::string_view key) {
  const auto found = typed.find(key);
  return found == typed.end() ? std::string() : std::string(trimmed(found->second));
}

std::string line_of(const Typed& typed, std::string_view key) {
  if (key == "name") return fmt::format("name = {{ zh = {}, en = {} }}\n", json_quoted(text(typed, "name_zh")), json_quoted(text(typed, "name_en")));
  const std::string value = text(typed, key);
  if (value.empty()) return "\n";
  if (key == "per_n") return fmt::format("per_n = {}\n", whole_number(value) ? value : json_quoted(value));
  if (key == "shown") return fmt::format("shown = {}\n", value == "false" ? "false" : "true");
  return fmt::format("{} = {}\n", key, json_quoted(value));
}

}  // namespace

std::string toml_of(const Typed& typed) {
  std::string toml = "[[indicator]]\n";
  for (const std::string_view key : keys)
    if (const auto line = line_of(typed, key); line != "\n") toml += line;
  return toml;
}

TypedReading read_typed(const Typed& typed, const Catalog& catalog) {
  TypedReading reading;
  Findings findings;
  Catalog among = catalog;
  const std::size_t known = among.indicators.size();
  std::string lines = "[[indicator]]\n";  // the heading is line 1; each key has its own, absent ones an empty one
  for (const std::string_view key : keys) lines += line_of(typed, key);
  auto file = Table::parse(lines, std::string(own_pack) + "typed.toml", findings);
  if (file) {
    read_indicators(*file, among, findings);
    check_whole(among, findings);
  }
  for (const Finding& finding : findings.all()) {
    if (finding.severity != Finding::Severity::fault) continue;
    const auto place = static_cast<std::size_t>(finding.line - 2);
    TypedFault fault{finding.line >= 2 && place < keys.size() ? std::string(keys[place]) : std::string(), finding.character, finding.says};
    reading.faults.push_back(std::move(fault));
  }
  if (reading.faults.empty() && among.indicators.size() == known + 1) reading.indicator = std::move(among.indicators.back());
  return reading;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
