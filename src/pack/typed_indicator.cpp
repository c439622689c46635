// One key a line, so that a finding's line tells its key.
#include "pack/typed_indicator.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "pack/read_pack.h"

namespace anyu {

namespace {

constexpr std::array<std::string_view, 18> keys = {"id",  "name",     "programme", "measure", "each",      "where",       "count",   "sum",     "when",
                                                   "per", "numerator", "denominator", "per_n",   "by",        "better",      "use",     "source",  "shown"};

std::string text(const Typed& typed, std::string_view key) {
  const auto found = typed.find(key);
  return found == typed.end() || trimmed(found->second).empty() ? std::string() : found->second;  // whole, so that places in it hold
}

std::string line_of(const Typed& typed, std::string_view key) {
  if (key == "name") return fmt::format("name = {{ zh = {}, en = {} }}\n", json_quoted(text(typed, "name_zh")), json_quoted(text(typed, "name_en")));
  const std::string value = text(typed, key);
  if (value.empty()) return "\n";
  if (key == "per_n") return fmt::format("per_n = {}\n", whole_number(trimmed(value)) ? std::string(trimmed(value)) : json_quoted(value));
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
  for (const auto& [key, value] : typed)
    if (key != "name_zh" && key != "name_en" && std::find(keys.begin(), keys.end(), key) == keys.end())
      reading.faults.push_back({key, 0, {fmt::format("没有“{}”这一项", beginning(key, 40)), fmt::format("there is no '{}' here", beginning(key, 40))}});
  for (const Finding& finding : findings.all()) {
    if (finding.severity != Finding::Severity::fault) continue;
    const auto place = static_cast<std::size_t>(finding.line - 2);
    if (finding.file == "pack.toml") {  // told for the packs as a whole
      reading.faults.push_back({"programme", 0, {"没有这个项目", "there is no such programme"}});
      continue;
    }
    TypedFault fault{finding.line >= 2 && place < keys.size() ? std::string(keys[place]) : std::string(), finding.character, finding.says};
    // The reader trims; places count in the text as it was typed.
    if (fault.character > 0)
      if (const std::string whole = text(typed, fault.key); !whole.empty()) fault.character += whole.find_first_not_of(" \t\r\n");
    const bool again = fault.character == 0 && !fault.key.empty() && std::any_of(reading.faults.begin(), reading.faults.end(), [&](const TypedFault& told) { return told.key == fault.key; });
    if (!again) reading.faults.push_back(std::move(fault));
  }
  // What hangs on the measure is guessed where that is not known.
  if (!text(typed, "measure").empty() && std::any_of(reading.faults.begin(), reading.faults.end(), [](const TypedFault& fault) { return fault.key == "measure"; }))
    std::erase_if(reading.faults, [](const TypedFault& fault) { return fault.key != "measure" && fault.character == 0; });
  if (reading.faults.empty() && among.indicators.size() == known + 1) reading.indicator = std::move(among.indicators.back());
  return reading;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
