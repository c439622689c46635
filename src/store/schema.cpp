// Data definition for SQLite.
#include "store/schema.h"

#include <fmt/format.h>

#include <cctype>
#include <map>

namespace anyu {

namespace {

// Identity stands apart. A batch of changes is one row of the chain: its lines, and the hash that links them.
constexpr const char* fixed_tables = R"(
create table meta (name text primary key, value text not null) strict;
create table unit (code text primary key, name_zh text not null, name_en text not null, level text not null, parent text not null,
                   valid_from integer, valid_until integer, change integer not null) strict;
create table person (id integer primary key, unit text not null, sex text not null, residency text not null, birth_day integer,
                     registered integer, left_day integer, mother integer not null, partner integer not null,
                     key text unique, was integer not null, change integer not null) strict;
create index person_unit on person (unit);
create index person_mother on person (mother);
create index person_partner on person (partner);
create table identity (person integer primary key references person (id), name text not null, id_number text not null, phone text not null,
                       address text not null, salt text not null) strict;
create table identity_before (person integer not null, until_change integer not null, name text not null, id_number text not null,
                              phone text not null, address text not null, salt text not null) strict;
create table removed (id integer primary key, type text not null, change integer not null) strict;
create table user (id text primary key, name_zh text not null, name_en text not null, role text not null, unit text not null,
                   password text not null, change integer not null) strict;
create table change (first integer primary key, count integer not null, at integer not null, by text not null, source text not null,
                     why text not null, lines text not null, hash blob not null) strict;
)";

std::string_view column_type(Field::Type type) {
  switch (type) {
    case Field::Type::code:
    case Field::Type::text: return "text";
    default: return "integer";
  }
}

Done make_record_table(Database& database, const RecordType& type) {
  const bool about_person = type.subject == Subject::person;
  if (auto done = database.execute(fmt::format(
          "create table if not exists {0} (id integer primary key, {1}, day integer not null, unit text not null, recorded integer not null, "
          "author text not null, added integer not null, was integer not null, change integer not null, key text, absent text) strict;"
          "create unique index if not exists {0}_key on {0} (key) where key is not null;"
          "create index if not exists {0}_subject on {0} ({2}, day);",
          table_of(type), about_person ? "person integer not null" : "about text not null", about_person ? "person" : "about"));
      !done)
    return done;
  std::map<std::string, std::string> columns;
  const auto read = each_row(database, fmt::format("select name, type from pragma_table_info('{}')", table_of(type)), [&](const Statement& row) {
    std::string type_name = row.text(1);
    for (char& c : type_name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    columns[row.text(0)] = std::move(type_name);
  });
  if (!read) return read;
  for (const Field& field : type.fields) {
    const auto wanted = column_type(field.type);
    const auto there = columns.find("f_" + field.id);
    if (there == columns.end()) {
      if (auto done = database.execute(fmt::format("alter table {} add column f_{} {}", table_of(type), field.id, wanted)); !done) return done;
    } else if (there->second != wanted) {
      return conflict("内容包把 {}.{} 的类型改了,已有数据存不下;请给新字段另取名", "the pack has changed the type of {}.{}, which its stored values do not fit; give the new field another name",
                      type.id, field.id);
    }
  }
  return {};
}

}  // namespace

std::string table_of(const RecordType& type) { return "r_" + type.id; }

Done make_tables(Database& database, const Catalog& catalog) {
  auto transaction = Transaction::begin(database);
  if (!transaction) return transaction.error();
  auto exists = database.prepare("select count(*) from sqlite_schema where name = 'meta'");
  if (!exists) return exists.error();
  if (const auto row = exists->step(); !row) return row.error();
  if (exists->number(0) == 0) {
    if (auto done = database.execute(fixed_tables); !done) return done;
    if (auto done = database.execute(fmt::format("insert into meta values ('schema', '{}')", schema_version)); !done) return done;
  } else {
    auto version = database.prepare("select value from meta where name = 'schema'");
    if (!version) return version.error();
    const auto row = version->step();
    if (!row) return row.error();
    if (!*row || version->text(0) != std::to_string(schema_version))
      return unsupported("这个县的数据文件版本是{},本程序只认识{};请用新版程序打开,文件未作任何改动",
                         "this county's file has version {}, and this program knows only {}; open it with a newer one. Nothing was touched",
                         *row ? version->text(0) : "?", schema_version);
  }
  for (const RecordType& type : catalog.types)
    if (auto done = make_record_table(database, type); !done) return done;
  exists = Statement();
  return transaction->commit();
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
