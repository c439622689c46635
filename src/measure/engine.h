// The live cells of every indicator: computed once, then moved by one subject's contribution with every change.
#pragma once

#include <functional>
#include <mutex>
#include <span>
#include <vector>

#include "measure/book.h"
#include "measure/contribute_many.h"
#include "measure/sides.h"
#include "model/cell.h"
#include "model/unit.h"
#include "pack/catalog.h"

namespace anyu {

/// What a change of records or facts moved.
struct Moved {
  std::vector<std::size_t> indicators;  ///< whose cells changed
  std::vector<UnitIndex> units;         ///< where
};

/// One anchor behind a cell.
struct AnchorRef {
  Subject subject_kind = Subject::person;
  std::int64_t subject = 0;  ///< person id, or a unit's place in the tree
  std::optional<RecordId> record;
  std::optional<Day> day;
  TypeIndex type = 0;
  UnitIndex unit = 0;
};

/// One edit of the books.
struct Edit {
  Subject kind = Subject::person;
  std::int64_t subject = 0;  ///< person id, or a unit's place
  std::optional<SubjectFacts> facts;
  std::optional<std::pair<TypeIndex, RecordId>> take;
  std::optional<std::pair<TypeIndex, BookRecord>> put;
};

/// A cell as it is kept: sixteen bytes, so that it never lies across two lines of the processor's memory.
struct KeptCell {
  std::int64_t numerator = 0;
  std::int32_t denominator = 0;
  std::int32_t unknown = 0;

  void add(const Cell& cell) {
    numerator += cell.numerator;
    denominator += static_cast<std::int32_t>(cell.denominator);
    unknown += static_cast<std::int32_t>(cell.unknown);
  }
  Cell cell() const { return {numerator, denominator, unknown}; }
};

/// The own cells of units over some months: by unit, then month.
struct CellGrid {
  MonthRange months;
  std::vector<KeptCell> cells;

  Cell at(UnitIndex unit, Month month) const {
    return cells[unit * static_cast<std::size_t>(months.months()) + static_cast<std::size_t>(month - months.first)].cell();
  }
  /// Summed over a unit with all below it, and over months; months outside count nothing.
  Cell total(const UnitTree& tree, UnitIndex unit, Month first, Month last) const;
};

/// The measure engine: books, cells, and who stands behind them. No clock, no files, no database.
///
/// Threads  any number of readers, which never wait for a change; one change at a time. A reader sees either all of a
///          change or nothing of it.
class Engine {
 public:
  Engine(const Catalog& catalog, const UnitTree& tree, MonthRange months);

  // Filling the books, before anyone reads.
  Book& persons() { return sides_.first().persons; }
  Book& units() { return sides_.first().units; }
  /// Counts every indicator over every subject, on that many threads.
  void compute(unsigned threads);

  /// Makes edits and moves the cells they touch.
  Moved apply(std::span<const Edit> edits);

  const Catalog& catalog() const { return catalog_; }
  const UnitTree& tree() const { return tree_; }
  MonthRange months() const { return months_.range(); }

  /// The cell of a unit with everything below it. Of a period that goes beyond `until`, what belongs to later months is
  /// left out, and a stock is that of `until`. With `per`, the denominator is that indicator's cell. Units' own records
  /// are few, and are counted anew for months before the first one that is kept.
  Cell cell(std::size_t indicator, UnitIndex unit, const Period& period, Month until) const;

  /// Who stands behind a cell, at most `limit`; the whole number is in the cell.
  std::vector<AnchorRef> anchors(std::size_t indicator, UnitIndex unit, const Period& period, Month until, Answer answer,
                                 std::size_t limit) const;

  /// The months of a period that count: all that have begun; of a stock, the last of them.
  static MonthRange span_of(const Indicator& indicator, const Period& period, Month until);

  /// Runs `reader` while nothing changes.
  template <class Reader>
  auto read(Reader&& reader) const {
    return sides_.read([&](const Side& side) { return reader(side.persons, side.units); });
  }

  /// Runs `reader(persons, units, own)` while nothing changes; `own(indicator, unit, period, until)` is a cell without others'.
  template <class Reader>
  auto read_with_cells(Reader&& reader) const {
    return sides_.read([&](const Side& side) {
      return reader(side.persons, side.units, [&](std::size_t indicator, UnitIndex unit, const Period& period, Month until) { return own_cell(side, indicator, unit, period, until); });
    });
  }

  /// Counts an indicator that is not kept, over everyone: one that was just typed, or an old definition.
  CellGrid count(const Indicator& indicator, MonthRange months) const;

 private:
  struct Side {
    Side(const Catalog& catalog) : persons(catalog.types), units(catalog.types), grids(catalog.indicators.size()) {}
    const Book& book(Subject kind) const { return kind == Subject::unit ? units : persons; }
    Book& book(Subject kind) { return kind == Subject::unit ? units : persons; }

    Book persons, units;
    std::vector<CellGrid> grids;  ///< by indicator
  };
  /// What one anchor of a subject adds to cells: to a month, or to a run of months.
  struct Step {
    std::uint32_t indicator;
    SubjectIndex subject;
    std::uint32_t place;  ///< unit and first month
    std::int32_t months;
    Cell cell;

    bool operator==(const Step&) const = default;
  };
  using Touched = std::vector<std::pair<std::size_t, std::vector<SubjectIndex>>>;  ///< by indicator, whose contributions

  CellGrid count(const Indicator& indicator, const Book& book, const CountedMonths& months, Arena& arena) const;
  Cell own_cell(const Side& side, std::size_t indicator, UnitIndex unit, const Period& period, Month until) const;
  void contributions(const Side& side, std::size_t indicator, const std::vector<SubjectIndex>& whom, Arena& arena, std::vector<Step>& steps) const;
  Touched touched(const Side& side, std::span<const Edit> edits) const;

  const Catalog& catalog_;
  const UnitTree& tree_;
  CountedMonths months_;
  std::vector<std::vector<std::size_t>> readers_of_;  ///< by record type, the indicators that read it
  Sides<Side> sides_;
  std::mutex writing_;
  Arena arena_;  ///< the writer's
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
