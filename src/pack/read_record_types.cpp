// records/*.toml
#include <fmt/format.h>

#include <limits>

#include "base/text.h"
#include "pack/read_pack.h"

namespace anyu {

namespace {

const std::vector<std::string> about_ids = {"care", "unit", "choice", "body"};

About about_of(const std::string& id) {
  for (std::size_t i = 0; i < about_ids.size(); ++i)
    if (about_ids[i] == id) return static_cast<About>(i);
  return About::care;
}

/// A bound of a number, scaled by its decimals.
std::int64_t scaled_bound(Table& table, std::string_view key, int decimals) {
  const Decimal value = table.decimal(key);
  Decimal scaled = value;
  for (int i = 0; i < decimals; ++i) scaled = scaled * Decimal(10);
  if (scaled.floor() != scaled || scaled > Decimal(std::numeric_limits<std::int32_t>::max()) ||
      scaled < Decimal(-std::int64_t{std::numeric_limits<std::int32_t>::max()})) {
    table.fault(key, {fmt::format("“{}”超出可存范围或小数位过多", key), fmt::format("'{}' is out of range or has too many decimal places", key)});
    return 0;
  }
  return *whole_number(scaled.exact());
}

void read_codes(Table& table, Field& field) {
  for (Table& code : table.tables("codes")) {
    Code read{code.id("id"), {code.text("zh"), code.text("en")}};
    if (!read.id.empty() && field.code(read.id))
      code.fault("id", {fmt::format("代码“{}”出现了两次", read.id), fmt::format("code '{}' occurs twice", read.id)});
    field.codes.push_back(std::move(read));
    code.done();
  }
  if (field.codes.empty() || field.codes.size() > 200)
    table.fault("codes", {"代码字段要有1到200个代码", "a code field has 1 to 200 codes"});
}

Field read_field(Table& table) {
  Field field;
  field.id = table.id("id");
  field.name = table.words("name");
  field.hint = table.words_if("hint");
  field.required = table.flag("required", false);
  const auto type = table.one_of("type", {"code", "yes_no", "whole", "decimal", "day", "text"});
  for (const auto candidate : {Field::Type::code, Field::Type::yes_no, Field::Type::whole, Field::Type::decimal, Field::Type::day, Field::Type::text})
    if (id_of(candidate) == type) field.type = candidate;
  field.about = about_of(table.one_of_if("about", about_ids).value_or("care"));
  switch (field.type) {
    case Field::Type::code: read_codes(table, field); break;
    case Field::Type::decimal: field.decimals = static_cast<int>(table.whole("decimals", 1, 4)); [[fallthrough]];
    case Field::Type::whole:
      field.least = scaled_bound(table, "least", field.decimals);
      field.most = scaled_bound(table, "most", field.decimals);
      field.unit = table.text_if("unit").value_or("");
      if (field.least > field.most)
        table.fault("least", {"“least”大于“most”", "'least' is greater than 'most'"});
      break;
    case Field::Type::text: field.longest = static_cast<std::size_t>(table.whole_if("longest", 1, 4000).value_or(200)); break;
    default: break;
  }
  for (const std::string_view taken : {"id", "day", "subject", "unit", "recorded", "author", "change", "added", "absent", "yes", "no", "at", "today",
                                       "opens", "closes", "drops", "person", "anchor", "key"})
    if (field.id == taken)
      table.fault("id", {fmt::format("“{}”是系统自用的名字,字段请另取名", taken), fmt::format("'{}' is a name Anyu uses itself; call the field otherwise", taken)});
  table.done();
  return field;
}

RecordType read_type(Table& table) {
  RecordType type;
  type.id = table.id("id");
  type.name = table.words("name");
  type.subject = table.one_of("subject", {"person", "unit"}) == "unit" ? Subject::unit : Subject::person;
  type.programme = table.id("programme");
  type.about = about_of(table.one_of("about", about_ids));
  for (const std::string& id : table.texts("enters")) {
    if (const auto role = role_of(id)) {
      type.enters.push_back(*role);
    } else {
      table.fault("enters", {fmt::format("没有角色“{}”", id), fmt::format("there is no role '{}'", id)});
    }
  }
  type.consent = table.has("consent") ? table.id("consent") : "";
  for (Table& field : table.tables("field")) {
    Field read = read_field(field);
    if (!read.id.empty() && type.field(read.id))
      field.fault("id", {fmt::format("字段“{}”出现了两次", read.id), fmt::format("field '{}' occurs twice", read.id)});
    type.fields.push_back(std::move(read));
  }
  if (type.fields.size() > 200) table.fault({"一个记录类型最多200个字段", "a record type has at most 200 fields"});
  table.done();
  return type;
}

}  // namespace

void read_record_types(Table& file, Catalog& catalog, Findings&) {
  for (Table& table : file.tables("record")) {
    RecordType type = read_type(table);
    if (!type.id.empty() && (catalog.type(type.id) || type.id == "person"))
      table.fault("id", {fmt::format("记录类型“{}”已经有了", type.id), fmt::format("record type '{}' exists already", type.id)});
    catalog.types.push_back(std::move(type));
  }
  file.done();
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
