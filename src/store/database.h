// SQLite behind one small gate: open, prepare, bind, step. Everything above speaks only this.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace anyu {

/// A prepared statement. Parameters and columns count from 0.
class Statement {
 public:
  Statement() = default;
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  ~Statement();

  Statement& bind(int at, std::int64_t number);
  Statement& bind(int at, std::string_view text);  ///< bytes must live until the statement has run
  Statement& bind_blob(int at, std::string_view bytes);
  Statement& bind_null(int at);

  /// Steps once: true when there is a row. After false or an error the statement is ready to run again.
  Result<bool> step();
  /// Runs a statement that gives no rows.
  Done run();

  std::int64_t number(int column) const;
  std::string text(int column) const;
  std::string_view view(int column) const;  ///< until the next step
  bool is_null(int column) const;

 private:
  friend class Database;
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  sqlite3_stmt* statement_ = nullptr;
};

/// Threads  one at a time.
class Database {
 public:
  /// Opens or makes a file in write-ahead mode with full durability; ":memory:" for tests.
  static Result<std::unique_ptr<Database>> open(const std::string& path);
  ~Database();

  Done execute(const std::string& sql);
  Result<Statement> prepare(const std::string& sql) const;
  std::int64_t changed_rows() const;

 private:
  explicit Database(sqlite3* handle) : handle_(handle) {}
  sqlite3* handle_;
};

/// Prepares several statements, each into its place.
Done prepare_all(const Database& database, std::initializer_list<std::pair<Statement*, std::string>> wanted);

/// Shows every row to `visit`. One that answers with a bool ends it by false.
template <class Visit>
Done each_row(Statement& query, const Visit& visit) {
  for (;;) {
    const auto row = query.step();
    if (!row) return row.error();
    if (!*row) return {};
    if constexpr (std::is_same_v<decltype(visit(query)), bool>) {
      if (!visit(query)) return query.run();
    } else {
      visit(query);
    }
  }
}

template <class Visit>
Done each_row(const Database& database, const std::string& sql, const Visit& visit) {
  auto query = database.prepare(sql);
  if (!query) return query.error();
  return each_row(*query, visit);
}

/// Rolls back unless committed.
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(other.database_) { other.database_ = nullptr; }
  ~Transaction();
  Done commit();

 private:
  explicit Transaction(Database* database) : database_(database) {}
  Database* database_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
