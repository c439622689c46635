// Persons and identities on SQLite.
#include "store/sqlite_persons.h"

#include <fmt/format.h>
#include <sodium.h>

#include "store/change_text.h"

namespace anyu {

namespace {

/// A person beside an identity `i`.
constexpr const char* found_columns =
    "p.id, p.unit, p.sex, p.residency, p.birth_day, p.registered, p.left_day, p.mother, p.partner, p.change, "
    "i.name, i.id_number, i.phone, i.address";

Result<std::vector<FoundPerson>> found_persons(Statement& query, const std::function<bool(const UnitCode&)>& unit,
                                               std::size_t limit) {
  std::vector<FoundPerson> found;
  if (limit == 0) return found;
  const auto done = each_row(query, [&](const Statement& row) {
    constexpr int name = person_column_count;
    FoundPerson one{person_at(row), {row.text(name), row.text(name + 1), row.text(name + 2), row.text(name + 3)}};
    if (unit(one.person.unit)) found.push_back(std::move(one));
    return found.size() < limit;
  });
  if (!done) return done.error();
  return found;
}

std::string new_salt() {
  char bytes[16];
  randombytes_buf(bytes, sizeof bytes);
  return hex(std::string_view(bytes, sizeof bytes));
}

}  // namespace

Done PersonRows::prepare() {
  return prepare_all(
      database_, {
                     {&add_, "insert into person values (?,?,?,?,?,?,?,?,?,?,?,?)"},
                     {&amend_,
                      "update person set unit = ?2, sex = ?3, residency = ?4, birth_day = ?5, registered = ?6, "
                      "left_day = ?7, mother = ?8, partner = ?9, was = change, change = ?10 "
                      "where id = ?1 and change = ?11"},
                     {&keep_identity_,
                      "insert into identity_before "
                      "select person, ?2, name, id_number, phone, address, salt from identity where person = ?1"},
                     {&put_identity_, "insert or replace into identity values (?,?,?,?,?,?)"},
                     {&by_key_, "select id from person where key = ?"},
                     {&identity_of_, "select name, id_number, phone, address, salt from identity where person = ?"},
                 });
}

Done PersonRows::each(const std::function<void(const Person&)>& visit) const {
  return each_row(database_, fmt::format("select {} from person order by id", person_columns),
                  [&](const Statement& row) { visit(person_at(row)); });
}

Done PersonRows::each_keyed(const std::function<void(std::string_view, const Person&)>& visit) const {
  return each_row(database_,
                  fmt::format("select {}, key from person where key is not null order by id", person_columns),
                  [&](const Statement& row) { visit(row.view(person_column_count), person_at(row)); });
}

Result<Person> PersonRows::person(PersonId id) const {
  std::optional<Person> found;
  auto done = each_row(database_, fmt::format("select {} from person where id = {}", person_columns, id),
                       [&](const Statement& row) { found = person_at(row); });
  if (!done) return done.error();
  if (!found) return not_found("没有这个服务对象", "there is no such person");
  return *found;
}

Result<Identity> PersonRows::identity(PersonId id) {
  const auto row = identity_of_.bind(0, id).step();
  if (!row) return row.error();
  if (!*row) return not_found("没有这个服务对象的身份信息", "there is no identity for this person");
  Identity identity{identity_of_.text(0), identity_of_.text(1), identity_of_.text(2), identity_of_.text(3)};
  (void)identity_of_.run();
  return identity;
}

Result<std::vector<FoundPerson>> PersonRows::find(const std::string& text,
                                                  const std::function<bool(const UnitCode&)>& unit,
                                                  std::size_t limit) const {
  auto query = database_.prepare(
      fmt::format("select {} from identity i join person p on p.id = i.person "
                  "where instr(i.name, ?1) > 0 or i.phone = ?1 or i.id_number = ?1 "
                  "or (length(?1) = 4 and (substr(i.phone, -4) = ?1 or substr(i.id_number, -4) = ?1)) "
                  "order by i.name, p.id",
                  found_columns));
  if (!query) return query.error();
  query->bind(0, text);
  return found_persons(*query, unit, limit);
}

Result<std::vector<FoundPerson>> PersonRows::of(const UnitCode& unit, std::size_t limit) const {
  auto query = database_.prepare(fmt::format(
      "select {} from person p left join identity i on p.id = i.person where p.unit = ?1 order by i.name, p.id",
      found_columns));
  if (!query) return query.error();
  query->bind(0, unit);
  return found_persons(
      *query, [](const UnitCode&) { return true; }, limit);
}

std::optional<PersonId> PersonRows::by_key(const std::string& key) {
  const auto row = by_key_.bind(0, key).step();
  if (!row || !*row) return std::nullopt;
  const PersonId id = by_key_.number(0);
  (void)by_key_.run();
  return id;
}

Result<std::string> PersonRows::write(const PutPerson& put, Writing& writing, PersonId& next) {
  Person person = put.person;
  const ChangeNumber was = person.id == 0 ? 0 : person.change;
  const bool fresh = person.id == 0;
  if (fresh) person.id = next++;
  writing.id = person.id;
  Statement& statement = fresh ? add_ : amend_;
  statement.bind(0, person.id).bind(1, person.unit).bind(2, id_of(person.sex)).bind(3, id_of(person.residency));
  bind_day(statement, 4, person.birth_day);
  bind_day(statement, 5, person.registered);
  bind_day(statement, 6, person.left);
  statement.bind(7, person.mother).bind(8, person.partner);
  if (fresh) {
    bind_text_or_null(statement, 9, put.key);
    statement.bind(10, std::int64_t{0}).bind(11, writing.number);
  } else {
    statement.bind(9, writing.number).bind(10, was);
  }
  if (auto done = statement.run(); !done) return done.error();
  if (!fresh && database_.changed_rows() == 0)
    return conflict("这份资料已被他人更改,请刷新后再试",
                    "someone has changed this person meanwhile; reload and try again");
  std::string salted;
  if (put.identity) {
    auto written = write_identity(*put.identity, person.id, fresh, writing.number);
    if (!written) return written.error();
    salted = std::move(*written);
  }
  return line_of(person, was, salted);
}

Result<std::string> PersonRows::write_identity(const Identity& identity, PersonId person, bool fresh,
                                               ChangeNumber number) {
  if (!fresh)
    if (auto done = keep_identity_.bind(0, person).bind(1, number).run(); !done) return done.error();
  const std::string salt = new_salt();
  put_identity_.bind(0, person).bind(1, identity.name).bind(2, identity.id_number).bind(3, identity.phone);
  if (auto done = put_identity_.bind(4, identity.address).bind(5, salt).run(); !done) return done.error();
  return salted_hash(identity, salt);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
