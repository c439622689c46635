// Asking the database, and adding up the tree.
#include "app/sql_cells.h"

#include <set>

#include "measure/cell_value.h"
#include "sql/indicator_sql.h"
#include "store/sqlite_query.h"

namespace anyu {

Result<SqlCells> SqlCells::count(const std::string& file, const Catalog& catalog, const UnitTree& tree,
                                 MonthRange months, const std::vector<std::size_t>& wanted) {
  SqlCells cells(catalog, tree, months);
  std::set<std::size_t> asked;
  for (const std::size_t i : wanted) {
    asked.insert(i);
    asked.insert(catalog.indicators[i].built_on.begin(), catalog.indicators[i].built_on.end());
  }
  for (const std::size_t i : asked) {
    auto& own = cells.own_[i];
    own.assign(tree.size() * static_cast<std::size_t>(months.months()), Cell{});
    const Indicator& indicator = catalog.indicators[i];
    if (indicator.measure == Measure::formula || own.empty()) continue;
    const std::string statement =
        sql::cells_sql(indicator, catalog, months.first, months.last, sql::Dialect::sqlite);
    const auto done = query_sqlite(file, statement, [&](const CountedRow& row) {
      const UnitIndex unit =
          tree.find(row.unit).value_or(0);  // whose unit is not in the tree is counted at its root
      own[cells.at(unit, Month{static_cast<std::int32_t>(row.month)})] +=
          {row.numbers[0], row.numbers[1], row.numbers[2]};
    });
    if (!done) return done.error().in(indicator.id);
  }
  return cells;
}

Cell SqlCells::below(std::size_t indicator, UnitIndex unit, Month month) const {
  Cell total;
  for (UnitIndex each = unit; each < tree_->end_of(unit); ++each) total += own_[indicator][at(each, month)];
  return total;
}

Cell SqlCells::cell(std::size_t indicator, UnitIndex unit, Month month) const {
  return with_others(catalog_->indicators[indicator], below(indicator, unit, month),
                     [&](std::size_t other) { return below(other, unit, month); });
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
