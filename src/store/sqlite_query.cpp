// Reading a county's file.
#include "store/sqlite_query.h"

#include <filesystem>

#include "store/database.h"

namespace anyu {

Done query_sqlite(const std::string& path, const std::string& statement, const CountedRows& visit) {
  if (!std::filesystem::exists(path)) return not_found("没有数据库文件 {}", "there is no database file {}", path);
  const auto database = Database::open(path);
  if (!database) return database.error();
  if (auto done = (*database)->execute("pragma query_only = on"); !done) return done;
  return each_row(**database, statement, [&](const Statement& row) {
    visit({row.text(0), row.number(1), {row.number(2), row.number(3), row.number(4)}});
  });
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
