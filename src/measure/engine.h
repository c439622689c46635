// The live cells of every indicator: computed once, then moved by one subject's contribution with every change.
#pragma once

#include <atomic>
#include <functional>
#include <shared_mutex>
#include <span>
#include <vector>

#include "measure/book.h"
#include "measure/contribute.h"
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

/// The measure engine: books, cells, and who stands behind them. No clock, no files, no database.
///
/// Threads  any number of readers; one change at a time. A reader sees either all of a change or nothing of it.
class Engine {
 public:
  Engine(const Catalog& catalog, const UnitTree& tree, MonthRange months);

  // Filling the books, before anyone reads.
  Book& persons() { return persons_; }
  Book& units() { return units_; }
  /// Counts every indicator over every subject, on that many threads.
  void compute(unsigned threads);

  /// Makes edits and moves the cells they touch.
  Moved apply(std::span<const Edit> edits);

  const Catalog& catalog() const { return catalog_; }
  const UnitTree& tree() const { return tree_; }
  MonthRange months() const { return months_; }

  /// The cell of a unit with everything below it. Of a period that goes beyond `until`, what belongs to later months is
  /// left out, and a stock is that of `until`. With `per`, the denominator is that indicator's cell. Units' own records
  /// are few, and are counted anew for months before the first one that is kept.
  Cell cell(std::size_t indicator, UnitIndex unit, const Period& period, Month until) const;

  /// Who stands behind a cell, at most `limit`; the whole number is in the cell.
  std::vector<AnchorRef> anchors(std::size_t indicator, UnitIndex unit, const Period& period, Month until, Answer answer,
                                 std::size_t limit) const;

  /// Runs `reader` while nothing changes.
  template <class Reader>
  auto read(Reader&& reader) const {
    const std::shared_lock lock(mutex_);
    return reader(persons_, units_);
  }

 private:
  Cell counted_anew(std::size_t indicator, UnitIndex unit, MonthRange months) const;
  Cell own_cell(std::size_t indicator, UnitIndex unit, const Period& period, Month until) const;
  std::pair<Month, Month> span_of(const Indicator& indicator, const Period& period, Month until) const;
  void add(std::size_t indicator, const Book& book, SubjectIndex subject, bool plus, std::vector<UnitIndex>& where, bool& moved);
  Cell& at(std::size_t indicator, UnitIndex unit, Month month) {
    return cells_[indicator][unit * static_cast<std::size_t>(months_.months()) + static_cast<std::size_t>(month - months_.first)];
  }

  const Catalog& catalog_;
  const UnitTree& tree_;
  MonthRange months_;
  Book persons_;
  Book units_;
  std::vector<std::vector<Cell>> cells_;  ///< by indicator, then unit, then month
  mutable std::shared_mutex mutex_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
