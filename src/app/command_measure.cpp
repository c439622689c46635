// anyu measure: cells printed, as a table for people or as CSV for programs.
#include <fmt/format.h>

#include <functional>
#include <memory>

#include "app/commands.h"
#include "app/county.h"
#include "app/sql_cells.h"
#include "app/terminal.h"
#include "measure/cell_value.h"

namespace anyu {

namespace {

Result<Month> month_of(const std::string& text, Month otherwise) {
  if (text.empty()) return otherwise;
  const auto period = Period::parse(text);
  if (!period || period->kind != Period::Kind::month)
    return invalid("应是月份,如 2020-01,不是“{}”", "a month like 2020-01, not '{}'", text);
  return period->first;
}

/// A unit stands in the table where something was counted under it and it is of the level that was asked for.
std::vector<UnitIndex> units_of(const UnitTree& tree, const std::optional<Level>& level) {
  std::vector<UnitIndex> units;
  for (UnitIndex unit = 0; unit < tree.size(); ++unit)
    if (!level || tree.at(unit).level == *level) units.push_back(unit);
  return units;
}

std::string shown(const Indicator& indicator, const Cell& cell) {
  const CellValue value = value_of(indicator, cell);
  return value.value ? value.value->text(2) : "-";
}

using Cells = std::function<Cell(std::size_t indicator, UnitIndex unit, Month month)>;

/// Counted in memory.
Result<Cells> by_engine(const County& county, const UnitTree& tree, MonthRange months) {
  const auto engine = std::make_shared<Engine>(county.catalog(), tree, months);
  if (const auto loaded = county.load(*engine, tree, progress_line({"读入", "Loading"})); !loaded)
    return loaded.error();
  return Cells([engine](std::size_t i, UnitIndex unit, Month month) {
    return engine->cell(i, unit, Period::month(month), month);
  });
}

/// Counted by the database.
Result<Cells> by_database(const County& county, const UnitTree& tree, MonthRange months,
                          const std::vector<std::size_t>& wanted) {
  auto counted = SqlCells::count(county.folder() + "/county.db", county.catalog(), tree, months, wanted);
  if (!counted) return counted.error();
  const auto cells = std::make_shared<SqlCells>(std::move(*counted));
  return Cells([cells](std::size_t i, UnitIndex unit, Month month) { return cells->cell(i, unit, month); });
}

}  // namespace

int run_measure(const MeasureOptions& options) {
  const Month now = Month::of(day_of(SystemClock().now()));
  const auto from = month_of(options.from, now + -11), to = month_of(options.to, now);
  if (!from) return refuse(from.error().in("--from"));
  if (!to) return refuse(to.error().in("--to"));
  if (*to < *from) return refuse(invalid("--to 早于 --from", "--to lies before --from"));
  if (*to - *from > 600) return refuse(invalid("一次最多50年", "at most 50 years at once"));
  std::optional<Level> level;
  if (!options.by.empty() && !(level = level_of(options.by)))
    return refuse(invalid("--by 只能是 nation、province、prefecture、county、township、village、facility",
                          "--by is one of nation, province, prefecture, county, township, village, facility"));
  const auto county = County::open(options.folder);
  if (!county) return refuse(county.error());
  const Catalog& catalog = (*county)->catalog();
  std::vector<std::size_t> wanted;
  for (const std::string& id : options.indicators) {
    const auto indicator = catalog.indicator(id);
    if (!indicator) return refuse(not_found("没有指标“{}”", "there is no indicator '{}'", id));
    wanted.push_back(*indicator);
  }
  if (wanted.empty())
    for (std::size_t i = 0; i < catalog.indicators.size(); ++i)
      if (catalog.indicators[i].shown) wanted.push_back(i);
  const auto tree = (*county)->units();
  if (!tree) return refuse(tree.error());
  const MonthRange months{*from, *to};
  const auto cells =
      options.engine == "sql" ? by_database(**county, *tree, months, wanted) : by_engine(**county, *tree, months);
  if (!cells) return refuse(cells.error());

  if (!level && !options.csv) level = tree->size() > 0 ? std::optional(tree->at(0).level) : std::nullopt;
  if (options.csv) fmt::print("indicator,unit,period,numerator,denominator,unknown\n");
  for (const std::size_t i : wanted) {
    const Indicator& indicator = catalog.indicators[i];
    if (!options.csv) fmt::print("\n{}  ({})\n", indicator.name.in(terminal_language()), indicator.id);
    for (const UnitIndex unit : units_of(*tree, level)) {
      for (Month month = *from; month <= *to; month = month + 1) {
        const Cell cell = (*cells)(i, unit, month);
        if (cell == Cell{}) continue;
        const auto numerator = numerator_of(indicator, cell).exact();
        if (options.csv)
          fmt::print("{},{},{},{},{},{}\n", indicator.id, tree->at(unit).code, Period::month(month).text(),
                     numerator, cell.denominator, cell.unknown);
        else
          fmt::print("  {}  {:<14} {:>10}   {} / {}{}\n", Period::month(month).text(), tree->at(unit).code,
                     shown(indicator, cell), numerator, cell.denominator,
                     cell.unknown ? fmt::format("  ?{}", cell.unknown) : "");
      }
    }
  }
  return done;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
