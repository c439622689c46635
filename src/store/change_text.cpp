// Writing and reading the lines of the chain.
#include "store/change_text.h"

#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "pack/case_lines.h"

namespace anyu {

namespace {

std::string day_or_null(const std::optional<Day>& day) { return day ? json_quoted(day->text()) : "null"; }

/// A field as JSON: a text for codes, decimals, days and texts; a number for whole numbers; true and false.
void add_field(std::string& into, const Field& field, const FieldValue& value) {
  if (const auto* missing = std::get_if<Missing>(&value)) {
    into += fmt::format("{{\"missing\":\"{}\"}}", id_of(*missing));
    return;
  }
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number && field.type == Field::Type::whole) into += std::to_string(*number);
  else if (number && field.type == Field::Type::yes_no) into += *number ? "true" : "false";
  else into += json_quoted(written_value(field, value).value_or(""));
}

}  // namespace

std::string line_of(const Unit& unit) {
  return fmt::format(R"({{"kind":"unit","code":{},"zh":{},"en":{},"level":"{}","parent":{},"from":{},"until":{}}})", json_quoted(unit.code),
                     json_quoted(unit.name.zh), json_quoted(unit.name.en), id_of(unit.level), json_quoted(unit.parent), day_or_null(unit.from),
                     day_or_null(unit.until));
}

std::string salted_hash(const Identity& identity, std::string_view salt) {
  Digest digest;
  for (const std::string_view part : {salt, std::string_view(identity.name), std::string_view(identity.id_number), std::string_view(identity.phone),
                                      std::string_view(identity.address)})
    digest.add(part).add(std::string_view("\0", 1));
  return hex(digest.finish());
}

std::string line_of(const Person& p, ChangeNumber was, std::string_view salted) {
  return fmt::format(
      R"({{"kind":"person","id":{},"was":{},"unit":{},"sex":"{}","residency":"{}","birth_day":{},"registered":{},"left":{},"mother":{},"partner":{},"identity":"{}"}})",
      p.id, was, json_quoted(p.unit), id_of(p.sex), id_of(p.residency), day_or_null(p.birth_day), day_or_null(p.registered), day_or_null(p.left),
      p.mother, p.partner, salted);
}

std::string line_of(const Record& record, const RecordType& type, std::string_view kind, ChangeNumber was) {
  std::string line = fmt::format(R"({{"kind":"{}","type":"{}","id":{},"was":{},)", kind, type.id, record.id, was);
  if (type.subject == Subject::person) line += fmt::format("\"person\":{},", record.person);
  else line += fmt::format("\"about\":{},", json_quoted(record.about));
  line += fmt::format(R"("day":"{}","unit":{},"recorded":"{}","author":{},"fields":{{)", record.day.text(), json_quoted(record.unit), text_of(record.recorded),
                      json_quoted(record.author));
  bool first = true;
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    if (std::holds_alternative<Missing>(record.fields[i]) && std::get<Missing>(record.fields[i]) == Missing::not_recorded) continue;
    line += fmt::format("{}\"{}\":", first ? "" : ",", type.fields[i].id);
    add_field(line, type.fields[i], record.fields[i]);
    first = false;
  }
  return line + "}}";
}

std::string line_of_removal(const RecordType& type, RecordId id, ChangeNumber was) {
  return fmt::format(R"({{"kind":"remove","type":"{}","id":{},"was":{}}})", type.id, id, was);
}

std::string line_of(const User& user) {
  return fmt::format(R"({{"kind":"user","id":{},"zh":{},"en":{},"role":"{}","unit":{},"password":"{}"}})", json_quoted(user.id), json_quoted(user.name.zh),
                     json_quoted(user.name.en), id_of(user.role), json_quoted(user.unit), hex(sha256(user.password)));
}

std::string heading_of(ChangeNumber first, std::size_t count, const Batch& batch) {
  return fmt::format(R"({{"first":{},"count":{},"at":"{}","by":{},"source":{},"why":{}}})", first, count, text_of(batch.at), json_quoted(batch.by),
                     json_quoted(batch.source), json_quoted(batch.why));
}

Hash link_of(const Hash& before, std::string_view heading, std::string_view lines) {
  Digest digest;
  digest.add({reinterpret_cast<const char*>(before.data()), before.size()}).add(heading).add("\n").add(lines);
  return digest.finish();
}

Result<Change> read_line(std::string_view line, const Catalog& catalog) {
  const auto wrong = [] { return invalid("变更链中有一行读不懂", "a line of the change chain cannot be read"); };
  const auto json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object() || !json.contains("kind")) return wrong();
  Change change;
  change.kind = json.value("kind", "");
  change.was = json.value("was", ChangeNumber{0});
  if (change.kind == "person") {
    Person& person = change.person.emplace();
    const auto day = [&](const char* key) { return json.contains(key) && json[key].is_string() ? Day::parse(json[key].get<std::string>()) : std::nullopt; };
    person.id = json.value("id", PersonId{0});
    person.unit = json.value("unit", "");
    person.sex = sex_of(json.value("sex", "")).value_or(Sex::unknown);
    person.residency = residency_of(json.value("residency", "")).value_or(Residency::unknown);
    person.birth_day = day("birth_day");
    person.registered = day("registered");
    person.left = day("left");
    person.mother = json.value("mother", PersonId{0});
    person.partner = json.value("partner", PersonId{0});
  }
  if (change.kind != "add" && change.kind != "correct" && change.kind != "remove") return change;
  const auto type = catalog.type(json.value("type", ""));
  if (!type) return wrong();
  const RecordType& of = catalog.types[*type];
  Record& record = change.record;
  record.type = *type;
  record.id = json.value("id", RecordId{0});
  record.fields.assign(of.fields.size(), FieldValue(Missing::not_recorded));
  if (change.kind == "remove") return change;
  const auto day = Day::parse(json.value("day", ""));
  if (!day) return wrong();
  record.day = *day;
  record.unit = json.value("unit", "");
  record.recorded = parse_moment(json.value("recorded", "")).value_or(Moment{});
  record.author = json.value("author", "");
  record.person = json.value("person", PersonId{0});
  record.about = json.value("about", "");
  const auto fields = json.value("fields", nlohmann::json::object());
  for (const auto& [name, value] : fields.items()) {
    const auto column = of.field(name);
    if (!column) continue;  // a field the pack no longer has
    const std::string text = value.is_string() ? value.get<std::string>() : value.is_object() ? "" : value.dump();
    Field then = of.fields[*column];  // bounds may have been tightened since
    then.least = std::numeric_limits<std::int64_t>::min();
    then.most = std::numeric_limits<std::int64_t>::max();
    then.longest = std::numeric_limits<std::size_t>::max();
    if (value.is_object()) {
      record.fields[*column] = entered_reason(value.value("missing", "")).value_or(Missing::not_recorded);
    } else if (auto read = read_value(then, text)) {
      record.fields[*column] = std::move(*read);
    }
  }
  return change;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
