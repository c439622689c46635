// PostgreSQL behind one small gate: connect, execute, ask, copy in. Everything above speaks only this.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/sqlite_query.h"

struct pg_conn;

namespace anyu {

/// Threads  one at a time.
class Postgres {
 public:
  /// `where` is libpq's: "postgresql://…" or "host=… dbname=…".
  static Result<std::unique_ptr<Postgres>> connect(const std::string& where);
  ~Postgres();

  /// Runs statements that give no rows; several, with semicolons between, are kept or dropped together.
  Done execute(const std::string& statements);
  /// Shows every row of a statement that counts, as it comes.
  Done query(const std::string& statement, const CountedRows& visit);

  /// A row as text, field by field; nothing is null.
  using Row = std::vector<std::optional<std::string>>;
  /// Copies rows into "table (column, …)". `next` gives them one by one, and false after the last.
  Done copy_in(const std::string& into, const std::function<bool(Row&)>& next);

 private:
  explicit Postgres(pg_conn* connection) : connection_(connection) {}
  pg_conn* connection_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
