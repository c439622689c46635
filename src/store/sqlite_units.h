// Units and users: a row each, replaced as a whole.
#pragma once

#include <vector>

#include "store/sqlite_rows.h"

namespace anyu {

/// Threads  one at a time, as its database.
class UnitRows {
 public:
  explicit UnitRows(const Database& database) : database_(database) {}
  Done prepare();

  Result<std::vector<Unit>> units() const;
  Result<std::vector<User>> users() const;

  // Each keeps its row and answers with its line of the chain.
  Result<std::string> write(const PutUnit& put, Writing& writing);
  Result<std::string> write(const PutUser& put, Writing& writing);

 private:
  const Database& database_;
  Statement put_unit_, put_user_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
