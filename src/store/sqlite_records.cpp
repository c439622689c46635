// Records on SQLite.
#include "store/sqlite_records.h"

#include <fmt/format.h>

#include <algorithm>

#include "store/change_text.h"
#include "store/schema.h"

namespace anyu {

Done RecordRows::prepare() {
  for (const RecordType& type : catalog_.types) {
    auto statements = prepare(type);
    if (!statements) return statements.error();
    statements_.push_back(std::move(*statements));
  }
  return prepare_all(database_, {{&remember_removed_, "insert into removed values (?,?,?)"}});
}

Result<RecordRows::TypeStatements> RecordRows::prepare(const RecordType& type) const {
  TypeStatements all;
  std::string names, marks, sets;
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    names += ", f_" + type.fields[i].id;
    marks += ",?";
    sets += fmt::format(", f_{} = ?{}", type.fields[i].id, 8 + i);
  }
  const auto subject = type.subject == Subject::person ? "person" : "about";
  const auto table = table_of(type);
  auto done = prepare_all(
      database_,
      {
          {&all.insert, fmt::format("insert into {} (id, {}, day, unit, recorded, author, added, was, change, "
                                    "key, absent{}) values (?,?,?,?,?,?,?,?,?,?,?{})",
                                    table, subject, names, marks)},
          {&all.update, fmt::format("update {} set day = ?2, unit = ?3, was = ?4, change = ?5, absent = ?6{} "
                                    "where id = ?1 and change = ?7",
                                    table, sets)},
          {&all.remove, fmt::format("delete from {} where id = ? and change = ?", table)},
          {&all.by_id, fmt::format("select {} from {} where id = ?", record_columns(type), table)},
          {&all.by_key, fmt::format("select id from {} where key = ?", table)},
          {&all.by_subject, fmt::format("select {} from {} where {} = ?", record_columns(type), table, subject)},
      });
  if (!done) return done.error();
  return all;
}

Done RecordRows::each(TypeIndex type, const std::function<void(const Record&)>& visit) const {
  const RecordType& of = catalog_.types[type];
  const CodeIndex codes(of);
  return each_row(database_, fmt::format("select {} from {}", record_columns(of), table_of(of)),
                  [&](const Statement& row) { visit(record_at(row, type, of, codes)); });
}

Done RecordRows::each_keyed(TypeIndex type,
                            const std::function<void(std::string_view, const Record&)>& visit) const {
  const RecordType& of = catalog_.types[type];
  const CodeIndex codes(of);
  const int key = record_column::first_field + static_cast<int>(of.fields.size());
  return each_row(
      database_,
      fmt::format("select {}, key from {} where key is not null order by id", record_columns(of), table_of(of)),
      [&](const Statement& row) {
        const Record record = record_at(row, type, of, codes);
        visit(row.view(key), record);
      });
}

Result<Record> RecordRows::record(TypeIndex type, RecordId id) {
  Statement& query = statements_[type].by_id;
  const auto row = query.bind(0, id).step();
  if (!row) return row.error();
  if (!*row) return not_found("没有这条记录", "there is no such record");
  Record record = record_at(query, type, catalog_.types[type], CodeIndex(catalog_.types[type]));
  (void)query.run();
  return record;
}

std::optional<RecordId> RecordRows::by_key(TypeIndex type, const std::string& key) {
  Statement& query = statements_[type].by_key;
  const auto row = query.bind(0, key).step();
  if (!row || !*row) return std::nullopt;
  const RecordId id = query.number(0);
  (void)query.run();
  return id;
}

Result<std::vector<Record>> RecordRows::of(PersonId person) {
  return about(Subject::person, [&](Statement& query) { query.bind(0, person); });
}

Result<std::vector<Record>> RecordRows::of(const UnitCode& unit) {
  return about(Subject::unit, [&](Statement& query) { query.bind(0, unit); });
}

Result<std::vector<Record>> RecordRows::about(Subject subject, const std::function<void(Statement&)>& bind) {
  std::vector<Record> all;
  for (std::size_t i = 0; i < catalog_.types.size(); ++i) {
    const RecordType& type = catalog_.types[i];
    if (type.subject != subject) continue;
    const CodeIndex codes(type);
    Statement& query = statements_[i].by_subject;
    bind(query);
    const auto done = each_row(query, [&](const Statement& row) {
      all.push_back(record_at(row, static_cast<TypeIndex>(i), type, codes));
    });
    if (!done) return done.error();
  }
  std::sort(all.begin(), all.end(),
            [](const Record& a, const Record& b) { return std::pair(b.day, b.id) < std::pair(a.day, a.id); });
  return all;
}

Result<ChangeNumber> RecordRows::last_change_of(TypeIndex type, RecordId id) {
  if (const auto current = record(type, id)) return current->change;
  auto query = database_.prepare("select change from removed where id = ? and type = ?");
  if (!query) return query.error();
  const auto row = query->bind(0, id).bind(1, catalog_.types[type].id).step();
  if (!row) return row.error();
  if (!*row) return not_found("没有这条记录", "there is no such record");
  return query->number(0);
}

Result<std::string> RecordRows::write(const AddRecord& add, Writing& writing, RecordId& next) {
  const Record& record = add.record;
  const RecordType& type = catalog_.types[record.type];
  const RecordId id = next++;
  writing.id = id;
  Statement& statement = statements_[record.type].insert;
  statement.bind(0, id);
  if (type.subject == Subject::person)
    statement.bind(1, record.person);
  else
    statement.bind(1, record.about);
  const bool dated = record.recorded != Moment{};  // an import may know when it was written down elsewhere
  Record kept = record;
  kept.id = id;
  kept.recorded = dated ? record.recorded : writing.batch.at;
  kept.author = record.author.empty() ? writing.batch.by : record.author;
  statement.bind(2, std::int64_t{record.day.number}).bind(3, record.unit).bind(4, unix_ms(kept.recorded));
  statement.bind(5, kept.author).bind(6, writing.number).bind(7, std::int64_t{0}).bind(8, writing.number);
  bind_text_or_null(statement, 9, add.key);
  const std::string absent = absent_of(type, record);
  bind_text_or_null(statement, 10, absent);
  bind_fields(statement, 11, type, record);
  if (auto done = statement.run(); !done) return done.error();
  return line_of(kept, type, "add", 0);
}

Result<std::string> RecordRows::write(const CorrectRecord& correct, Writing& writing) {
  const auto before = this->record(correct.record.type, correct.record.id);
  if (!before) return before.error();
  Record record = correct.record;
  record.author = before->author;  // who wrote it first, and when, stays
  record.recorded = before->recorded;
  record.person = before->person;
  record.about = before->about;
  const RecordType& type = catalog_.types[record.type];
  writing.id = record.id;
  Statement& statement = statements_[record.type].update;
  const std::string absent = absent_of(type, record);
  statement.bind(0, record.id)
      .bind(1, std::int64_t{record.day.number})
      .bind(2, record.unit)
      .bind(3, correct.seen)
      .bind(4, writing.number);
  bind_text_or_null(statement, 5, absent);
  statement.bind(6, correct.seen);
  bind_fields(statement, 7, type, record);
  if (auto done = statement.run(); !done) return done.error();
  if (database_.changed_rows() == 0) return moved_on(record.type, record.id);
  return line_of(record, type, "correct", correct.seen);
}

Result<std::string> RecordRows::write(const RemoveRecord& remove, Writing& writing) {
  writing.id = remove.id;
  if (auto done = remember_removed_.bind(0, remove.id)
                      .bind(1, catalog_.types[remove.type].id)
                      .bind(2, writing.number)
                      .run();
      !done)
    return done.error();
  if (auto done = statements_[remove.type].remove.bind(0, remove.id).bind(1, remove.seen).run(); !done)
    return done.error();
  if (database_.changed_rows() == 0) return moved_on(remove.type, remove.id);
  return line_of_removal(catalog_.types[remove.type], remove.id, remove.seen);
}

Error RecordRows::moved_on(TypeIndex type, RecordId id) {
  const auto now = record(type, id);
  if (!now && now.error().kind == ErrorKind::not_found) return now.error();
  return conflict("这条记录已被他人更改,请刷新后再试",
                  "someone has changed this record meanwhile; reload and try again");
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
