// Filling databases, row by row.
#include "databases.h"

#include <fmt/format.h>

#include "store/schema.h"

namespace anyu::engines {

namespace {

/// A table with its columns, and its rows as text.
struct Table {
  std::string name;
  std::vector<std::pair<std::string, const char*>> columns;  ///< name and type
  std::vector<Postgres::Row> rows;

  std::string into() const {
    std::string names;
    for (const auto& [column, type] : columns) names += (names.empty() ? "" : ", ") + column;
    return fmt::format("{} ({})", name, names);
  }
};

std::optional<std::string> day_or_nothing(const std::optional<Day>& day) {
  return day ? std::optional(std::to_string(day->number)) : std::nullopt;
}

std::optional<std::string> text_of(const FieldValue& value, const Field& field) {
  if (const auto* number = std::get_if<std::int64_t>(&value))
    return field.type == Field::Type::code ? field.codes[static_cast<std::size_t>(*number)].id
                                           : std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return std::nullopt;
}

Table units_of(const County& county) {
  Table table{"unit",
              {{"code", "text"},
               {"name_zh", "text"},
               {"name_en", "text"},
               {"level", "text"},
               {"parent", "text"},
               {"change", "bigint"}},
              {}};
  for (const Unit& unit : county.units)
    table.rows.push_back({unit.code, "", "", std::string(id_of(unit.level)), unit.parent, "1"});
  return table;
}

Table persons_of(const County& county) {
  Table table{"person",
              {{"id", "bigint"},
               {"unit", "text"},
               {"sex", "text"},
               {"residency", "text"},
               {"birth_day", "bigint"},
               {"registered", "bigint"},
               {"left_day", "bigint"},
               {"mother", "bigint"},
               {"partner", "bigint"},
               {"was", "bigint"},
               {"change", "bigint"}},
              {}};
  for (const Person& person : county.persons)
    table.rows.push_back({std::to_string(person.id), person.unit, std::string(id_of(person.sex)),
                          std::string(id_of(person.residency)), day_or_nothing(person.birth_day),
                          day_or_nothing(person.registered), day_or_nothing(person.left),
                          std::to_string(person.mother), std::to_string(person.partner), "0", "1"});
  return table;
}

Table records_of(const County& county, TypeIndex index, const RecordType& type) {
  const bool person = type.subject == Subject::person;
  Table table{table_of(type),
              {{"id", "bigint"},
               {person ? "person" : "about", person ? "bigint" : "text"},
               {"day", "bigint"},
               {"unit", "text"},
               {"recorded", "bigint"},
               {"author", "text"},
               {"added", "bigint"},
               {"was", "bigint"},
               {"change", "bigint"}},
              {}};
  for (const Field& field : type.fields)
    table.columns.emplace_back(
        "f_" + field.id, field.type == Field::Type::code || field.type == Field::Type::text ? "text" : "bigint");
  for (const Record& record : county.records) {
    if (record.type != index) continue;
    Postgres::Row row = {std::to_string(record.id),
                         person ? std::to_string(record.person) : record.about,
                         std::to_string(record.day.number),
                         record.unit,
                         "0",
                         "",
                         "1",
                         "0",
                         "1"};
    for (std::size_t i = 0; i < type.fields.size(); ++i) row.push_back(text_of(record.fields[i], type.fields[i]));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::vector<Table> tables_of(const County& county, const Catalog& catalog) {
  std::vector<Table> tables = {units_of(county), persons_of(county)};
  for (std::size_t i = 0; i < catalog.types.size(); ++i)
    tables.push_back(records_of(county, static_cast<TypeIndex>(i), catalog.types[i]));
  return tables;
}

class SqliteCounter : public Counter {
 public:
  Done fill(const County& county, const Catalog& catalog) override {
    auto opened = Database::open(":memory:");
    if (!opened) return opened.error();
    database_ = std::move(*opened);
    if (auto done = make_tables(*database_, catalog); !done) return done;
    for (const Table& table : tables_of(county, catalog)) {
      std::string marks;
      for (std::size_t i = 0; i < table.columns.size(); ++i) marks += i > 0 ? ",?" : "?";
      auto insert = database_->prepare(fmt::format("insert into {} values ({})", table.into(), marks));
      if (!insert) return insert.error();
      for (const Postgres::Row& row : table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
          const int at = static_cast<int>(i);
          if (!row[i])
            insert->bind_null(at);
          else
            insert->bind(at, std::string_view(*row[i]));  // strict tables take a number's text as the number
        }
        if (auto done = insert->run(); !done) return done;
      }
    }
    return {};
  }

  Done query(const std::string& statement, const CountedRows& visit) override {
    return each_row(*database_, statement, [&](const Statement& row) {
      visit({row.text(0), row.number(1), {row.number(2), row.number(3), row.number(4)}});
    });
  }

 private:
  std::unique_ptr<Database> database_;
};

class PostgresCounter : public Counter {
 public:
  explicit PostgresCounter(std::unique_ptr<Postgres> connection) : connection_(std::move(connection)) {}

  Done fill(const County& county, const Catalog& catalog) override {
    for (const Table& table : tables_of(county, catalog)) {
      std::string columns;
      for (const auto& [column, type] : table.columns)
        columns += fmt::format("{}{} {}", columns.empty() ? "" : ", ", column, type);
      if (auto done = connection_->execute(
              fmt::format("drop table if exists {0}; create table {0} ({1})", table.name, columns));
          !done)
        return done;
      std::size_t next = 0;
      const auto done = connection_->copy_in(table.into(), [&](Postgres::Row& row) {
        if (next == table.rows.size()) return false;
        row = table.rows[next++];
        return true;
      });
      if (!done) return done;
    }
    return {};
  }

  Done query(const std::string& statement, const CountedRows& visit) override {
    return connection_->query(statement, visit);
  }

 private:
  std::unique_ptr<Postgres> connection_;
};

}  // namespace

std::unique_ptr<Counter> sqlite_counter() { return std::make_unique<SqliteCounter>(); }
std::unique_ptr<Counter> postgres_counter(std::unique_ptr<Postgres> connection) {
  return std::make_unique<PostgresCounter>(std::move(connection));
}

}  // namespace anyu::engines

// SPDX-License-Identifier: Apache-2.0
