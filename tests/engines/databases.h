// The same county in SQLite, with the real tables, and in PostgreSQL, with tables alike.
#pragma once

#include "county.h"
#include "store/database.h"
#include "store/postgres.h"

namespace anyu::engines {

/// Who runs a statement that counts.
class Counter {
 public:
  virtual ~Counter() = default;
  virtual Done fill(const County& county, const Catalog& catalog) = 0;
  virtual Done query(const std::string& statement, const CountedRows& visit) = 0;
};

std::unique_ptr<Counter> sqlite_counter();
std::unique_ptr<Counter> postgres_counter(std::unique_ptr<Postgres> connection);

}  // namespace anyu::engines

// SPDX-License-Identifier: Apache-2.0
