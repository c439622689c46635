// Writing values, and reading requests.
#include "api/json.h"

#include "base/text.h"
#include "net/error_reply.h"
#include "pack/case_lines.h"

namespace anyu {

Json to_json(const Words& words) { return {{"zh", words.zh}, {"en", words.en}}; }

Json to_json(const Unit& unit) {
  Json json = {{"code", unit.code}, {"name", to_json(unit.name)}, {"level", id_of(unit.level)}};
  json["parent"] = unit.parent.empty() ? Json(nullptr) : Json(unit.parent);
  return json;
}

std::string number_text(const Decimal& number) { return number.text(6); }

Json to_json(const Indicator& indicator, const Cell& cell) {
  const CellValue value = value_of(indicator, cell);
  Json json = {{"numerator", number_text(numerator_of(indicator, cell))}};
  json["denominator"] = indicator.has_denominator() ? Json(cell.denominator) : Json(nullptr);
  json["unknown"] = cell.unknown;
  if (value.value) json["value"] = number_text(*value.value);
  if (value.low) json["low"] = number_text(*value.low);
  if (value.high) json["high"] = number_text(*value.high);
  if (value.missing) json["missing"] = id_of(*value.missing);
  return json;
}

Json fields_json(const RecordType& type, const std::vector<FieldValue>& fields) {
  Json json = Json::object();
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    const Field& field = type.fields[i];
    if (const auto* missing = std::get_if<Missing>(&fields[i])) {
      if (*missing != Missing::not_recorded || field.required) json[field.id] = {{"missing", id_of(*missing)}};
      continue;
    }
    const auto* number = std::get_if<std::int64_t>(&fields[i]);
    if (number && field.type == Field::Type::whole) json[field.id] = *number;
    else if (number && field.type == Field::Type::yes_no) json[field.id] = *number != 0;
    else json[field.id] = written_value(field, fields[i]).value_or("");
  }
  return json;
}

Json to_json(const RecordType& type, const Record& record) {
  Json json = {{"type", type.id},
               {"id", record.id},
               {"subject", type.subject == Subject::person ? std::to_string(record.person) : record.about},
               {"day", record.day.text()},
               {"unit", record.unit},
               {"recorded", text_of(record.recorded)},
               {"late_days", std::max(0, day_of(record.recorded) - record.day)},
               {"by", record.author},
               {"change", record.change},
               {"corrected", record.corrected()}};
  json["fields"] = fields_json(type, record.fields);
  return json;
}

Reply json_reply(const Json& json, int status) { return Reply::json(json.dump(-1, ' ', false, Json::error_handler_t::replace), status); }

namespace {
constexpr int deepest = 64;

/// Whether brackets nest no deeper than that, before anything is built.
bool shallow(std::string_view text) {
  int depth = 0;
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (inside) {
      if (c == '\\') ++i;
      else if (c == '"') inside = false;
    } else if (c == '"') {
      inside = true;
    } else if (c == '[' || c == '{') {
      if (++depth > deepest) return false;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return true;
}
}  // namespace

Result<Json> object_of(const Request& request) {
  if (!is_utf8(request.body)) return invalid("请求内容不是UTF-8", "the body is not UTF-8");
  if (!shallow(request.body)) return invalid("JSON嵌套过深", "the JSON is nested too deeply");
  try {
    Json json = Json::parse(request.body);
    if (json.is_object()) return json;
    return invalid("请求内容应是一个JSON对象", "the body must be a JSON object");
  } catch (const Json::parse_error& error) {
    return invalid("JSON写错了:第{}个字节附近", "the JSON is broken near byte {}", error.byte);
  } catch (const Json::exception&) {
    return invalid("JSON里有超出范围的数", "the JSON holds a number out of range");
  }
}

Result<std::string> text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return std::string();
  if (found->is_string()) return found->get<std::string>();
  return invalid("“{}”应是文字", "'{}' must be a text", key);
}

Result<std::string> needed(const Request& request, const char* name) {
  const auto value = request.parameter(name);
  if (!value || value->empty()) return invalid("缺少参数“{}”", "the parameter '{}' is needed", name);
  return std::string(*value);
}

Result<Period> period_of(const Request& request) {
  const auto text = needed(request, "period");
  if (!text) return text.error();
  return Period::parse(*text);
}

Result<std::size_t> limit_of(const Request& request, std::size_t otherwise, std::size_t most) {
  const auto text = request.parameter("limit");
  if (!text) return otherwise;
  const auto limit = whole_number(*text);
  if (!limit || *limit < 1 || *limit > static_cast<std::int64_t>(most)) return invalid("“limit”应是1到{}之间的整数", "'limit' is a whole number from 1 to {}", most);
  return static_cast<std::size_t>(*limit);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
