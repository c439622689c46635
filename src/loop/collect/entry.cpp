// Checking a form's values against the record type.
#include "loop/collect/entry.h"

#include <fmt/format.h>

#include "pack/case_lines.h"

namespace anyu {

namespace {

/// A typed value as the text read_value understands.
std::string text_of_entry(const EntryValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  return std::get<bool>(value) ? "yes" : "no";
}

}  // namespace

std::vector<FieldValue> read_fields(const RecordType& type, const std::map<std::string, EntryValue>& entered, std::vector<FieldFinding>& findings) {
  std::vector<FieldValue> values(type.fields.size(), FieldValue(Missing::not_recorded));
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    const Field& field = type.fields[i];
    const auto given = entered.find(field.id);
    const auto* text = given == entered.end() ? nullptr : std::get_if<std::string>(&given->second);
    if (given == entered.end() || (text && text->empty())) {
      if (field.required)
        findings.push_back({field.id, {fmt::format("请填写“{}”;若没有,请选择原因", field.name.zh), fmt::format("'{}' is needed; if there is none, say why", field.name.en)}});
      continue;
    }
    if (const auto* missing = std::get_if<Missing>(&given->second)) {
      values[i] = *missing;
      continue;
    }
    auto value = read_value(field, text_of_entry(given->second));
    if (value) values[i] = std::move(*value);
    else findings.push_back({field.id, value.error().what});
  }
  for (const auto& [name, value] : entered)
    if (!type.field(name))
      findings.push_back({name, {fmt::format("“{}”没有这个字段", type.name.zh), fmt::format("'{}' has no such field", type.name.en)}});
  return values;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
