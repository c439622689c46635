// Codes become their places without a text being made of them.
#include "store/sqlite_numbers.h"

#include <fmt/format.h>

#include "store/database.h"
#include "store/schema.h"

namespace anyu {

namespace {

/// The place of a code; codes are few, and most fields use the first ones most.
std::int32_t place_of(const Field& field, std::string_view code) {
  for (std::size_t i = 0; i < field.codes.size(); ++i)
    if (field.codes[i].id == code) return static_cast<std::int32_t>(i);
  return NumberRow::none;
}

}  // namespace

Done each_number_row(const std::string& path, const RecordType& type, const std::function<void(const NumberRow&)>& visit) {
  const auto database = Database::open(path);
  if (!database) return database.error();
  if (auto done = (*database)->execute("pragma query_only = on; pragma mmap_size = 4294967296"); !done) return done;
  const bool about_person = type.subject == Subject::person;
  std::string sql = fmt::format("select id, {}, day, unit", about_person ? "person" : "about");
  for (const Field& field : type.fields) sql += field.type == Field::Type::text ? ", null" : ", f_" + field.id;
  std::vector<std::int32_t> fields(type.fields.size());
  NumberRow one;
  one.fields = fields.data();
  return each_row(**database, sql + " from " + table_of(type), [&](const Statement& row) {
    one.id = row.number(0);
    if (about_person) one.person = row.number(1);
    else one.about = row.view(1);
    one.day = static_cast<std::int32_t>(row.number(2));
    one.unit = row.view(3);
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const int column = static_cast<int>(i) + 4;
      if (row.is_null(column)) fields[i] = NumberRow::none;
      else fields[i] = type.fields[i].type == Field::Type::code ? place_of(type.fields[i], row.view(column)) : static_cast<std::int32_t>(row.number(column));
    }
    visit(one);
  });
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
