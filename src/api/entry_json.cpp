// Reading entries and telling why they are refused.
#include "api/entry_json.h"

#include <limits>

#include "base/text.h"
#include "net/error_reply.h"

namespace anyu {

namespace {

Result<EntryValue> value_of_json(const std::string& name, const Json& value) {
  if (value.is_string()) return EntryValue(value.get<std::string>());
  if (value.is_boolean()) return EntryValue(value.get<bool>());
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
    return invalid("字段“{}”的数太大", "the number of field '{}' is too large", beginning(name, 63));
  if (value.is_number_integer()) return EntryValue(value.get<std::int64_t>());
  if (value.is_object() && value.size() == 1 && value.contains("missing") && value["missing"].is_string())
    if (const auto reason = entered_reason(value["missing"].get<std::string>())) return EntryValue(*reason);
  return invalid("字段“{}”应是文字、整数、真假,或 {{\"missing\": 原因}}", "field '{}' must be a text, a whole number, true or false, or {{\"missing\": reason}}",
                 beginning(name, 63));
}

}  // namespace

Result<Entry> entry_of(const Json& body) {
  Entry entry;
  for (const auto& [key, into] : {std::pair("type", &entry.type), std::pair("subject", &entry.subject), std::pair("day", &entry.day), std::pair("unit", &entry.unit)}) {
    const auto text = text_of(body, key);
    if (!text) return text.error();
    *into = *text;
  }
  const auto fields = body.find("fields");
  if (fields == body.end()) return entry;
  if (!fields->is_object()) return invalid("“fields”应是对象", "'fields' must be an object");
  for (const auto& [name, value] : fields->items()) {
    if (value.is_null()) continue;
    auto read = value_of_json(name, value);
    if (!read) return read.error();
    entry.fields.emplace(name, std::move(*read));
  }
  return entry;
}

Reply refusal_reply(const Refusal& refusal) {
  if (refusal.fields.empty()) return error_reply(refusal.error);
  Json json = Json::parse(error_json(refusal.error));
  json["error"]["fields"] = Json::array();
  for (const FieldFinding& one : refusal.fields) json["error"]["fields"].push_back({{"field", one.field}, {"zh", one.says.zh}, {"en", one.says.en}});
  return json_reply(json, 422);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
