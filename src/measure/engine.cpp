// Counting once, and then by difference: what subjects gave before, taken away; what they give now, added.
#include "measure/engine.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "measure/cell_value.h"

namespace anyu {

namespace {

/// An arena for each reading thread, so that reading takes no new memory.
Arena& reading_arena() {
  thread_local Arena arena;
  return arena;
}

}  // namespace

Cell CellGrid::total(const UnitTree& tree, UnitIndex unit, Month first, Month last) const {
  first = std::max(first, months.first);
  last = std::min(last, months.last);
  Cell sum;
  if (cells.empty() || last < first) return sum;
  const auto width = static_cast<std::size_t>(months.months());
  const auto from = static_cast<std::size_t>(first - months.first), count = static_cast<std::size_t>(last - first + 1);
  for (UnitIndex below = unit; below < tree.end_of(unit); ++below)
    for (std::size_t m = 0; m < count; ++m) sum += cells[below * width + from + m].cell();
  return sum;
}

Engine::Engine(const Catalog& catalog, const UnitTree& tree, MonthRange months) : catalog_(catalog), tree_(tree), months_(months), sides_(catalog) {
  for (UnitIndex unit = 0; unit < tree.size(); ++unit) {
    SubjectFacts facts;
    facts.id = unit;
    facts.home = unit;
    facts.level = tree.at(unit).level;
    if (tree.at(unit).from) facts.registered = tree.at(unit).from->number;
    units().add_subject(facts);
  }
}

CellGrid Engine::count(const Indicator& indicator, const Book& book, const CountedMonths& months, Arena& arena) const {
  CellGrid grid{months.range(), {}};
  const auto width = static_cast<std::size_t>(months.range().months());
  grid.cells.assign(tree_.size() * width, {});
  KeptCell* cells = grid.cells.data();
  std::vector<KeptCell> steps;  // of runs: what begins at a month, and what ended before it
  contribute_many(indicator, book, Whom::all(book), months, arena, [&](const Added& added) {
    if (added.months) {
      if (steps.empty()) steps.resize(tree_.size() * width + 1);
      for (std::size_t i = 0; i < added.size; ++i) {
        const Cell cell = added.cell(i);
        KeptCell* begins = &steps[added.place[i]];
        begins->add(cell);
        // A run that lasts to the last month ends where the next unit's row begins, and is taken up again there.
        begins[added.months[i]].add(Cell{} -= cell);
      }
    } else if (added.unknown) {
      for (std::size_t i = 0; i < added.size; ++i) cells[added.place[i]].add(added.cell(i));
    } else {
      for (std::size_t i = 0; i < added.size; ++i) {
        KeptCell& cell = cells[added.place[i]];
        cell.numerator += added.numerator[i];
        cell.denominator += added.denominator;
      }
    }
  });
  Cell running;  // over all rows: what a row leaves open, its end closes at the next row's beginning
  for (std::size_t place = 0; place < (steps.empty() ? 0 : grid.cells.size()); ++place) {
    running += steps[place].cell();
    cells[place].add(running);
  }
  return grid;
}

CellGrid Engine::count(const Indicator& indicator, MonthRange months) const {
  const CountedMonths counted(months);
  return sides_.read([&](const Side& side) { return count(indicator, side.book(indicator.subject), counted, reading_arena()); });
}

void Engine::compute(unsigned threads) {
  const std::lock_guard lock(writing_);
  Side& first = sides_.first();
  // What reads most is begun first, so that the threads end together.
  std::vector<std::size_t> order(catalog_.indicators.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto work_of = [&](std::size_t i) { return catalog_.indicators[i].reads.size() * 2 + (catalog_.indicators[i].stock() ? 10 : 0); };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return work_of(a) > work_of(b); });
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    Arena arena;
    for (std::size_t k = next++; k < order.size(); k = next++) {
      const Indicator& indicator = catalog_.indicators[order[k]];
      first.grids[order[k]] = count(indicator, first.book(indicator.subject), months_, arena);
    }
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(work);
  work();
  for (std::thread& thread : others) thread.join();
  Side& second = sides_.second();
  second.persons = first.persons.twin();
  second.units = first.units.twin();
  second.grids = first.grids;
}

void Engine::contributions(const Side& side, std::size_t indicator, const std::vector<SubjectIndex>& whom, bool plus, std::vector<Step>& steps) {
  const Indicator& of = catalog_.indicators[indicator];
  contribute_many(of, side.book(of.subject), Whom::these(whom), months_, arena_, [&](const Added& added) {
    for (std::size_t i = 0; i < added.size; ++i) {
      Cell cell = added.cell(i);
      if (!plus) cell = Cell{} -= cell;
      const std::int32_t months = added.months ? added.months[i] : 1;
      for (std::int32_t m = 0; m < months; ++m)
        steps.push_back({static_cast<std::uint32_t>(indicator), added.place[i] + static_cast<std::uint32_t>(m), cell});
    }
  });
}

Moved Engine::apply(std::span<const Edit> edits) {
  const std::lock_guard lock(writing_);
  std::vector<std::optional<Row>> laid(edits.size()), freed(edits.size());
  std::vector<Step> steps;

  // Makes the edits in one side's books. The first time rows are laid; the second time they are only given.
  const auto edit_books = [&](Side& side, bool first) {
    for (std::size_t e = 0; e < edits.size(); ++e) {
      const Edit& edit = edits[e];
      Book& book = side.book(edit.kind);
      auto subject = book.find(edit.subject);
      if (edit.facts) {
        if (subject) book.set_facts(*subject, *edit.facts);
        else subject = book.add_subject(*edit.facts);
      }
      if (!subject) continue;
      if (edit.take) freed[e] = book.withdraw(edit.take->first, *subject, edit.take->second);
      if (edit.put) {
        if (first) laid[e] = book.lay(edit.put->first, edit.put->second);
        book.give(edit.put->first, *subject, *laid[e]);
      }
    }
  };

  // Whose contributions may change: the subjects themselves, and those whose formulas look at them through a link.
  const auto touched = [&](const Side& side, const Indicator& indicator) {
    std::vector<SubjectIndex> whom;
    for (const Edit& edit : edits) {
      if (edit.kind != indicator.subject) continue;
      const bool reads = (edit.put && indicator.reads.count(edit.put->first)) || (edit.take && indicator.reads.count(edit.take->first));
      if (!reads && !edit.facts) continue;
      const Book& book = side.book(edit.kind);
      const auto subject = book.find(edit.subject);
      if (subject) whom.push_back(*subject);
      if (indicator.links.empty()) continue;
      if (subject)
        for (const formula::Whose link : indicator.links) book.linked(*subject, link, whom);
      if (edit.facts)
        for (const PersonId named : {edit.facts->mother, edit.facts->partner})
          if (const auto other = named ? book.find(named) : std::nullopt) {
            whom.push_back(*other);
            for (const formula::Whose link : indicator.links) book.linked(*other, link, whom);
          }
    }
    std::sort(whom.begin(), whom.end());
    whom.erase(std::unique(whom.begin(), whom.end()), whom.end());
    return whom;
  };

  const auto add_steps = [&](Side& side) {
    for (const Step& step : steps) side.grids[step.indicator].cells[step.place].add(step.cell);
  };

  sides_.write([&](Side& side, bool first) {
    if (!first) {
      edit_books(side, false);
      add_steps(side);
      return;
    }
    std::vector<std::pair<std::size_t, std::vector<SubjectIndex>>> who;
    for (std::size_t i = 0; i < catalog_.indicators.size(); ++i) {
      if (catalog_.indicators[i].numerator) continue;
      auto whom = touched(side, catalog_.indicators[i]);
      if (!whom.empty()) contributions(side, i, whom, false, steps);
      who.emplace_back(i, std::move(whom));
    }
    edit_books(side, true);
    for (auto& [i, before] : who) {
      // Who was not on the register before, or not linked, gave nothing.
      std::vector<SubjectIndex> now = touched(side, catalog_.indicators[i]);
      std::vector<SubjectIndex> newly;
      std::set_difference(now.begin(), now.end(), before.begin(), before.end(), std::back_inserter(newly));
      before.insert(before.end(), newly.begin(), newly.end());
      if (!before.empty()) contributions(side, i, before, true, steps);
    }
    add_steps(side);
  });
  for (std::size_t e = 0; e < edits.size(); ++e)
    if (freed[e]) sides_.first().book(edits[e].kind).reuse(edits[e].take->first, *freed[e]);

  Moved moved;
  for (const Step& step : steps) {
    moved.indicators.push_back(step.indicator);
    moved.units.push_back(step.place / static_cast<UnitIndex>(months_.range().months()));
  }
  const auto once = [](auto& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  };
  once(moved.indicators);
  once(moved.units);
  return moved;
}

MonthRange Engine::span_of(const Indicator& indicator, const Period& period, Month until) {
  const Month last = std::min(period.last(), std::max(until, period.first));
  return {indicator.stock() ? last : period.first, last};
}

Cell Engine::own_cell(const Side& side, std::size_t indicator, UnitIndex unit, const Period& period, Month until) const {
  const Indicator& of = catalog_.indicators[indicator];
  if (of.numerator) return {};
  const MonthRange span = span_of(of, period, until);
  if (of.subject != Subject::unit || span.first >= months_.range().first) return side.grids[indicator].total(tree_, unit, span.first, span.last);
  const CountedMonths months(span);
  Cell total;
  const Whom below{nullptr, unit, tree_.end_of(unit) - unit};
  contribute_many(of, side.units, below, months, reading_arena(), [&](const Added& added) {
    for (std::size_t i = 0; i < added.size; ++i) {
      const Cell cell = added.cell(i);
      for (std::int32_t m = added.months ? added.months[i] : 1; m > 0; --m) total += cell;
    }
  });
  return total;
}

Cell Engine::cell(std::size_t indicator, UnitIndex unit, const Period& period, Month until) const {
  return sides_.read([&](const Side& side) {
    return with_others(catalog_.indicators[indicator], own_cell(side, indicator, unit, period, until),
                       [&](std::size_t other) { return own_cell(side, other, unit, period, until); });
  });
}

std::vector<AnchorRef> Engine::anchors(std::size_t which, UnitIndex unit, const Period& period, Month until, Answer answer,
                                       std::size_t limit) const {
  const Indicator& indicator = catalog_.indicators[which];
  const MonthRange span = span_of(indicator, period, until);
  const CountedMonths months({std::max(span.first, months_.range().first), std::min(span.last, months_.range().last)});
  return sides_.read([&](const Side& side) {
    const Book& book = side.book(indicator.subject);
    std::vector<SubjectIndex> whom;
    for (SubjectIndex subject = 0; subject < book.size(); ++subject)
      if (indicator.by == By::provider || tree_.within(book.facts(subject).home, unit)) whom.push_back(subject);
    std::vector<AnchorRef> found;
    contribute_many(indicator, book, Whom::these(whom), months, reading_arena(), [&](const Added& added) {
      for (std::size_t i = 0; i < added.size && found.size() < limit; ++i) {
        const UnitIndex where = added.unit(i, months);
        if (added.answer(i) != answer || !tree_.within(where, unit)) continue;
        AnchorRef anchor;
        anchor.subject_kind = indicator.subject;
        anchor.subject = book.facts(added.subject[i]).id;
        anchor.unit = where;
        anchor.type = indicator.record;
        if (added.row) {
          anchor.record = book.id(indicator.record, added.row[i]);
          anchor.day = Day{book.day(indicator.record, added.row[i])};
        }
        found.push_back(anchor);
      }
    });
    return found;
  });
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
