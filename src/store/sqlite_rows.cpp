// Rows to values and values to parameters.
#include "store/sqlite_rows.h"

#include <fmt/format.h>

#include "base/text.h"
#include "pack/case_lines.h"

namespace anyu {

namespace {

std::optional<Day> day_at(const Statement& statement, int column) {
  if (statement.is_null(column)) return std::nullopt;
  return Day{static_cast<std::int32_t>(statement.number(column))};
}

}  // namespace

std::int64_t unix_ms(Moment moment) { return moment.time_since_epoch().count(); }
Moment moment_of(std::int64_t ms) { return Moment(std::chrono::milliseconds(ms)); }

void bind_day(Statement& statement, int at, const std::optional<Day>& day) {
  if (day)
    statement.bind(at, std::int64_t{day->number});
  else
    statement.bind_null(at);
}

void bind_text_or_null(Statement& statement, int at, std::string_view text) {
  if (text.empty())
    statement.bind_null(at);
  else
    statement.bind(at, text);
}

Unit unit_at(const Statement& row) {
  Unit unit;
  unit.code = row.text(0);
  unit.name = {row.text(1), row.text(2)};
  unit.level = level_of(row.view(3)).value_or(Level::village);
  unit.parent = row.text(4);
  unit.from = day_at(row, 5);
  unit.until = day_at(row, 6);
  return unit;
}

User user_at(const Statement& row) {
  return {row.text(0),
          {row.text(1), row.text(2)},
          role_of(row.view(3)).value_or(Role::village),
          row.text(4),
          row.text(5)};
}

Person person_at(const Statement& row) {
  Person person;
  person.id = row.number(0);
  person.unit = row.text(1);
  person.sex = sex_of(row.view(2)).value_or(Sex::unknown);
  person.residency = residency_of(row.view(3)).value_or(Residency::unknown);
  person.birth_day = day_at(row, 4);
  person.registered = day_at(row, 5);
  person.left = day_at(row, 6);
  person.mother = row.number(7);
  person.partner = row.number(8);
  person.change = row.number(9);
  return person;
}

CodeIndex::CodeIndex(const RecordType& type) : of_field(type.fields.size()) {
  for (std::size_t i = 0; i < type.fields.size(); ++i)
    for (std::size_t k = 0; k < type.fields[i].codes.size(); ++k)
      of_field[i].emplace(type.fields[i].codes[k].id, static_cast<std::int64_t>(k));
}

std::string record_columns(const RecordType& type) {
  std::string columns = fmt::format("id, {}, day, unit, recorded, author, added, was, change, absent",
                                    type.subject == Subject::person ? "person" : "about");
  for (const Field& field : type.fields) columns += ", f_" + field.id;
  return columns;
}

Record record_at(const Statement& row, TypeIndex index, const RecordType& type, const CodeIndex& codes) {
  Record record;
  record.type = index;
  record.id = row.number(0);
  if (type.subject == Subject::person)
    record.person = row.number(1);
  else
    record.about = row.text(1);
  record.day = Day{static_cast<std::int32_t>(row.number(2))};
  record.unit = row.text(3);
  record.recorded = moment_of(row.number(4));
  record.author = row.text(5);
  record.added = row.number(6);
  record.change = row.number(8);
  record.fields.assign(type.fields.size(), FieldValue(Missing::not_recorded));
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    const int column = record_column::first_field + static_cast<int>(i);
    if (row.is_null(column)) continue;
    switch (type.fields[i].type) {
      case Field::Type::code: {
        const auto found = codes.of_field[i].find(row.view(column));
        if (found != codes.of_field[i].end()) record.fields[i] = found->second;
        break;
      }
      case Field::Type::text:
        record.fields[i] = row.text(column);
        break;
      default:
        record.fields[i] = row.number(column);
    }
  }
  if (!row.is_null(record_column::absent)) {
    const std::string absent = row.text(record_column::absent);
    for (const auto pair : split(absent, ',')) {
      const auto colon = pair.find(':');
      const auto column = type.field(pair.substr(0, colon));
      if (column && colon != std::string_view::npos)
        record.fields[*column] = entered_reason(pair.substr(colon + 1)).value_or(Missing::not_recorded);
    }
  }
  return record;
}

void bind_fields(Statement& statement, int at, const RecordType& type, const Record& record) {
  for (std::size_t i = 0; i < type.fields.size(); ++i, ++at) {
    const FieldValue& value = record.fields[i];
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      if (type.fields[i].type == Field::Type::code)
        statement.bind(at, type.fields[i].codes[static_cast<std::size_t>(*number)].id);
      else
        statement.bind(at, *number);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      statement.bind(at, *text);
    } else {
      statement.bind_null(at);
    }
  }
}

std::string absent_of(const RecordType& type, const Record& record) {
  std::string absent;
  for (std::size_t i = 0; i < type.fields.size(); ++i)
    if (const auto* missing = std::get_if<Missing>(&record.fields[i]); missing && *missing != Missing::not_recorded)
      absent += fmt::format("{}{}:{}", absent.empty() ? "" : ",", type.fields[i].id, id_of(*missing));
  return absent;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
