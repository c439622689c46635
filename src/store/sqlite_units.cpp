// Units and users on SQLite.
#include "store/sqlite_units.h"

#include <fmt/format.h>

#include "store/change_text.h"

namespace anyu {

Done UnitRows::prepare() {
  return prepare_all(
      database_,
      {
          {&put_unit_,
           "insert into unit values (?,?,?,?,?,?,?,?) on conflict (code) do update "
           "set name_zh = excluded.name_zh, name_en = excluded.name_en, level = excluded.level, "
           "parent = excluded.parent, valid_from = excluded.valid_from, valid_until = excluded.valid_until, "
           "change = excluded.change"},
          {&put_user_,
           "insert into user values (?,?,?,?,?,?,?) on conflict (id) do update "
           "set name_zh = excluded.name_zh, name_en = excluded.name_en, role = excluded.role, "
           "unit = excluded.unit, password = excluded.password, change = excluded.change"},
      });
}

Result<std::vector<Unit>> UnitRows::units() const {
  std::vector<Unit> all;
  const auto done = each_row(database_, fmt::format("select {} from unit", unit_columns),
                             [&](const Statement& row) { all.push_back(unit_at(row)); });
  if (!done) return done.error();
  return all;
}

Result<std::vector<User>> UnitRows::users() const {
  std::vector<User> all;
  const auto done = each_row(database_, fmt::format("select {} from user order by id", user_columns),
                             [&](const Statement& row) { all.push_back(user_at(row)); });
  if (!done) return done.error();
  return all;
}

Result<std::string> UnitRows::write(const PutUnit& put, Writing& writing) {
  const Unit& unit = put.unit;
  const auto level = id_of(unit.level);
  put_unit_.bind(0, unit.code).bind(1, unit.name.zh).bind(2, unit.name.en).bind(3, level).bind(4, unit.parent);
  bind_day(put_unit_, 5, unit.from);
  bind_day(put_unit_, 6, unit.until);
  if (auto done = put_unit_.bind(7, writing.number).run(); !done) return done.error();
  return line_of(unit);
}

Result<std::string> UnitRows::write(const PutUser& put, Writing& writing) {
  const User& user = put.user;
  put_user_.bind(0, user.id)
      .bind(1, user.name.zh)
      .bind(2, user.name.en)
      .bind(3, id_of(user.role))
      .bind(4, user.unit)
      .bind(5, user.password);
  if (auto done = put_user_.bind(6, writing.number).run(); !done) return done.error();
  return line_of(user);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
