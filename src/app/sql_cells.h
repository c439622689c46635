// Cells counted by the database instead of the engine: one statement for each indicator, over the county's file.
#pragma once

#include <string>
#include <vector>

#include "measure/contribute.h"
#include "model/unit.h"
#include "pack/catalog.h"

namespace anyu {

class SqlCells {
 public:
  /// Counts these indicators, and those they are built on.
  static Result<SqlCells> count(const std::string& file, const Catalog& catalog, const UnitTree& tree,
                                MonthRange months, const std::vector<std::size_t>& wanted);

  /// The cell of a unit with everything below it, as the engine's.
  Cell cell(std::size_t indicator, UnitIndex unit, Month month) const;

 private:
  SqlCells(const Catalog& catalog, const UnitTree& tree, MonthRange months)
      : catalog_(&catalog), tree_(&tree), months_(months), own_(catalog.indicators.size()) {}
  Cell below(std::size_t indicator, UnitIndex unit, Month month) const;
  std::size_t at(UnitIndex unit, Month month) const {
    return unit * static_cast<std::size_t>(months_.months()) + static_cast<std::size_t>(month - months_.first);
  }

  const Catalog* catalog_;
  const UnitTree* tree_;
  MonthRange months_;
  std::vector<std::vector<Cell>> own_;  ///< by indicator, then unit, then month; without those below
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
