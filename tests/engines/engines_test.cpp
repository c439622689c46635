// One definition, several executors: the walker says what a formula means, and every other must come to the same
// cells.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>

#include "county.h"
#include "databases.h"
#include "formulas.h"
#include "measure/contribute.h"
#include "postgres_server.h"
#include "sql/indicator_sql.h"

namespace anyu::engines {
namespace {

constexpr int formulas_a_round = 12;

/// Cells of one indicator: own ones, by unit and month.
struct Grid {
  std::vector<Cell> cells;
  explicit Grid(const UnitTree& tree) : cells(tree.size() * static_cast<std::size_t>(measured_months().months())) {}
  Cell& at(UnitIndex unit, Month month) {
    return cells[unit * static_cast<std::size_t>(measured_months().months()) +
                 static_cast<std::size_t>(month - measured_months().first)];
  }
  /// With everything below it.
  Cell total(const UnitTree& tree, UnitIndex unit, Month month) {
    Cell sum;
    for (UnitIndex below = unit; below < tree.end_of(unit); ++below) sum += at(below, month);
    return sum;
  }
};

std::string text_of(const Cell& cell) {
  return fmt::format("{} / {} ?{}", cell.numerator, cell.denominator, cell.unknown);
}

Grid by_walker(const Indicator& indicator, const Book& book, const UnitTree& tree) {
  Grid grid(tree);
  for (SubjectIndex subject = 0; subject < book.size(); ++subject)
    contribute(indicator, book, subject, measured_months(),
               [&](const Contribution& one) { grid.at(one.unit, one.month) += one.cell; });
  return grid;
}

/// One round: a county, its indicators, and all executors before and after edits.
class Round {
 public:
  using Databases = std::vector<std::pair<std::string, Counter*>>;

  Round(std::uint64_t seed, const Databases& databases) : seed_(seed), chance_(seed), databases_(databases) {
    catalog_.types = random_types(chance_);
    for (int i = 0; i < formulas_a_round; ++i)
      catalog_.indicators.push_back(random_indicator(chance_, catalog_.types));
    county_ = random_county(chance_, catalog_.types);
  }
  /// With these formulas instead of random ones.
  Round(std::uint64_t seed, const std::vector<std::string>& formulas, const Databases& databases)
      : seed_(seed), chance_(seed), databases_(databases) {
    catalog_.types = random_types(chance_);
    for (const std::string& formula : formulas) catalog_.indicators.push_back(share_of(formula, catalog_.types));
    county_ = random_county(chance_, catalog_.types);
  }

  void run() {
    Engine engine(catalog_, county_.tree, measured_months());
    load(county_, catalog_.types, engine.persons(), engine.units());
    engine.compute(1);
    compare(engine, "at first");
    for (int i = 0; i < 2 && !::testing::Test::HasFailure(); ++i) {
      engine.apply(random_edits(chance_, catalog_.types, county_));
      compare(engine, i == 0 ? "after edits" : "after more edits");
    }
  }

 private:
  void compare(const Engine& engine, const char* when) {
    Book persons(catalog_.types), units(catalog_.types);
    add_units(county_.tree, units);
    load(county_, catalog_.types, persons, units);
    for (const auto& [name, database] : databases_)
      if (const auto done = database->fill(county_, catalog_); !done)
        FAIL() << name << ": " << done.error().what.en;
    for (std::size_t i = 0; i < catalog_.indicators.size() && !::testing::Test::HasFailure(); ++i) {
      const Indicator& indicator = catalog_.indicators[i];
      Grid meant = by_walker(indicator, indicator.subject == Subject::unit ? units : persons, county_.tree);
      CellGrid anew = engine.count(indicator, measured_months());
      expect_same(i, when, "the engine, kept", meant,
                  [&](UnitIndex unit, Month month) { return engine.cell(i, unit, Period::month(month), month); });
      expect_same(i, when, "the engine, anew", meant,
                  [&](UnitIndex unit, Month month) { return anew.total(county_.tree, unit, month, month); });
      for (const auto& [name, database] : databases_) by_database(i, when, name, *database, meant);
    }
  }

  void by_database(std::size_t i, const char* when, const std::string& name, Counter& database, Grid& meant) {
    const auto dialect = name == "SQLite" ? sql::Dialect::sqlite : sql::Dialect::postgresql;
    const std::string statement =
        sql::cells_sql(catalog_.indicators[i], catalog_, measured_months().first, measured_months().last, dialect);
    Grid found(county_.tree);
    const auto done = database.query(statement, [&](const CountedRow& row) {
      found.at(county_.tree.find(row.unit).value_or(0), Month{static_cast<std::int32_t>(row.month)}) +=
          {row.numbers[0], row.numbers[1], row.numbers[2]};
    });
    if (!done) {
      ADD_FAILURE() << story(i, when, name) << done.error().what.en << "\n" << statement;
      return;
    }
    expect_same(i, when, name, meant,
                [&](UnitIndex unit, Month month) { return found.total(county_.tree, unit, month); });
    if (::testing::Test::HasFailure()) fmt::print("{}\n", statement);
  }

  template <class Found>
  void expect_same(std::size_t i, const char* when, const std::string& name, Grid& meant, Found&& found) {
    for (UnitIndex unit = 0; unit < county_.tree.size(); ++unit)
      for (Month month = measured_months().first; month <= measured_months().last; month = month + 1) {
        const Cell should = meant.total(county_.tree, unit, month), is = found(unit, month);
        if (should == is) continue;
        ADD_FAILURE() << story(i, when, name)
                      << fmt::format("cell of {} in {}: the walker says {}, this one says {}",
                                     county_.tree.at(unit).code, Period::month(month).text(), text_of(should),
                                     text_of(is));
        return;
      }
  }

  std::string story(std::size_t i, const char* when, const std::string& name) const {
    const Indicator& indicator = catalog_.indicators[i];
    std::string text = fmt::format("seed {}, {}, {}\n", seed_, when, name);
    const bool record = indicator.anchor == formula::Scope::Anchor::record;
    text += fmt::format("measure = {}, each = {}, by = {}\n", id_of(indicator.measure),
                        record                                 ? catalog_.types[indicator.record].id
                        : indicator.subject == Subject::person ? "person"
                                                               : "unit",
                        id_of_by(indicator.by));
    for (const auto& [key, written] : indicator.formula) text += fmt::format("{} = {}\n", key, written);
    return text;
  }
  static const char* id_of_by(By by) { return by == By::provider ? "provider" : "residence"; }

  std::uint64_t seed_;
  Chance chance_;
  Catalog catalog_;
  County county_;
  const Databases& databases_;
};

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// As many rounds as are asked for, else as many as the time allows.
void run_rounds(const Round::Databases& databases, int seconds) {
  const std::uint64_t first = number_from("ANYU_ENGINES_SEED", 1), rounds = number_from("ANYU_ENGINES_ROUNDS", 0);
  const auto start = std::chrono::steady_clock::now();
  std::uint64_t done = 0;
  while (!::testing::Test::HasFailure()) {
    const bool more =
        rounds > 0 ? done < rounds : std::chrono::steady_clock::now() - start < std::chrono::seconds(seconds);
    if (!more) break;
    Round(first + done, databases).run();
    ++done;
  }
  fmt::print("{} rounds from seed {}, {} formulas and 3 states each\n", done, first, formulas_a_round);
}

/// Formulas that go beyond what a number holds.
void run_large_numbers(const Round::Databases& databases) {
  const std::string huge = "1000000000000 * 1000000000000";
  const std::vector<std::string> formulas = {
      huge + " = 1000000000000 * 999999999999",
      huge + " + " + huge + " = " + huge,
      "- " + huge + " - " + huge + " = - " + huge,
      "wh * " + huge + " > 5",
      "wh * " + huge + " * 1000000 + wh < 0",
      "(wh - 3) * " + huge + " between -7 and 7",
      "count(p1 where wh > 2) * " + huge + " - count(p1) * " + huge + " <= 0",
      "sum(p1, " + huge + ") >= " + huge,
      "most(p1, wh * " + huge + ") > least(p1, de * 1000000000000)",
      "if(wh > 2, " + huge + ", - " + huge + ") > 0",
      "months_after(day, " + huge + ") is known or day + " + huge + " < day",
      "exists(p1 in [day - " + huge + ", day + wh * " + huge + "])",
  };
  for (std::uint64_t seed = 1; seed <= 5 && !::testing::Test::HasFailure(); ++seed)
    Round(seed, formulas, databases).run();
}

TEST(Engines, the_walker_the_engine_and_sqlite_come_to_the_same_cells) {
  const auto sqlite = sqlite_counter();
  const Round::Databases databases = {{"SQLite", sqlite.get()}};
  run_large_numbers(databases);
  run_rounds(databases, 6);
}

TEST(Engines, postgresql_comes_to_the_same_cells) {
  std::string why;
  const auto server = PostgresServer::start(why);
  if (!server) GTEST_SKIP() << "skipped, nothing was compared: " << why;
  auto connection = Postgres::connect(server->where());
  ASSERT_TRUE(connection) << connection.error().what.en;
  const auto postgres = postgres_counter(std::move(*connection));
  const Round::Databases databases = {{"PostgreSQL", postgres.get()}};
  run_large_numbers(databases);
  run_rounds(databases, 6);
}

}  // namespace
}  // namespace anyu::engines

// SPDX-License-Identifier: Apache-2.0
