// Questions to a county's file that only read: a statement made elsewhere, its rows shown one by one.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"

namespace anyu {

/// A row of a unit's code, a month's number and three numbers: what statements that count give.
struct CountedRow {
  std::string unit;
  std::int64_t month = 0;
  std::int64_t numbers[3] = {};
};
using CountedRows = std::function<void(const CountedRow&)>;

/// Shows every row of the statement. Nothing can be changed through it.
Done query_sqlite(const std::string& path, const std::string& statement, const CountedRows& visit);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
