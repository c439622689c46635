// Counting once, and then by difference: what subjects gave before, taken away; what they give now, added.
#include "measure/engine.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "measure/cell_value.h"

namespace anyu {

namespace {

constexpr std::size_t many_edits = 256;

/// An arena for each reading thread, so that reading takes no new memory.
Arena& reading_arena() {
  thread_local Arena arena;
  return arena;
}

/// Calls `work(i, arena)` for each of so many tasks, on that many threads.
template <class Work>
void in_parallel(std::size_t tasks, unsigned threads, Work&& work) {
  std::atomic<std::size_t> next = 0;
  const auto run = [&] {
    Arena arena;
    for (std::size_t i = next++; i < tasks; i = next++) work(i, arena);
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(run);
  run();
  for (std::thread& thread : others) thread.join();
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

Engine::Engine(const Catalog& catalog, const UnitTree& tree, MonthRange months) : catalog_(catalog), tree_(tree), months_(months), readers_of_(catalog.types.size()), sides_(catalog) {
  for (std::size_t i = 0; i < catalog.indicators.size(); ++i)
    for (const TypeIndex type : catalog.indicators[i].reads) readers_of_[type].push_back(i);
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
  in_parallel(order.size(), threads, [&](std::size_t k, Arena& arena) {
    const Indicator& indicator = catalog_.indicators[order[k]];
    first.grids[order[k]] = count(indicator, first.book(indicator.subject), months_, arena);
  });
  Side& second = sides_.second();
  second.persons = first.persons.twin();
  second.units = first.units.twin();
  second.grids = first.grids;
}

void Engine::contributions(const Side& side, std::size_t indicator, const std::vector<SubjectIndex>& whom, Arena& arena, std::vector<Step>& steps) const {
  const Indicator& of = catalog_.indicators[indicator];
  contribute_many(of, side.book(of.subject), Whom::these(whom), months_, arena, [&](const Added& added) {
    for (std::size_t i = 0; i < added.size; ++i)
      steps.push_back({static_cast<std::uint32_t>(indicator), added.subject[i], added.place[i], added.months ? added.months[i] : 1, added.cell(i)});
  });
}

/// Whose contributions may change: the subjects themselves, and those whose formulas look at them through a link.
Engine::Touched Engine::touched(const Side& side, std::span<const Edit> edits) const {
  std::vector<std::vector<SubjectIndex>> whom(catalog_.indicators.size());
  const auto touch = [&](std::size_t i, const Edit& edit, const Book& book, std::optional<SubjectIndex> subject) {
    const Indicator& indicator = catalog_.indicators[i];
    if (indicator.numerator || indicator.subject != edit.kind) return;
    if (subject) whom[i].push_back(*subject);
    for (const formula::Whose link : indicator.links) {
      if (subject) book.linked(*subject, link, whom[i]);
      if (!edit.facts) continue;
      for (const PersonId named : {edit.facts->mother, edit.facts->partner})
        if (const auto other = named ? book.find(named) : std::nullopt) {
          whom[i].push_back(*other);
          book.linked(*other, link, whom[i]);
        }
    }
  };
  for (const Edit& edit : edits) {
    const Book& book = side.book(edit.kind);
    const auto subject = book.find(edit.subject);
    if (edit.facts)
      for (std::size_t i = 0; i < catalog_.indicators.size(); ++i) touch(i, edit, book, subject);
    if (edit.put)
      for (const std::size_t i : readers_of_[edit.put->first]) touch(i, edit, book, subject);
    if (edit.take && !(edit.put && edit.put->first == edit.take->first))
      for (const std::size_t i : readers_of_[edit.take->first]) touch(i, edit, book, subject);
  }
  Touched result;
  for (std::size_t i = 0; i < whom.size(); ++i) {
    if (whom[i].empty()) continue;
    std::sort(whom[i].begin(), whom[i].end());
    whom[i].erase(std::unique(whom[i].begin(), whom[i].end()), whom[i].end());
    result.emplace_back(i, std::move(whom[i]));
  }
  return result;
}

Moved Engine::apply(std::span<const Edit> edits) {
  const std::lock_guard lock(writing_);
  std::vector<std::optional<Row>> laid(edits.size()), freed(edits.size());
  std::vector<Step> minus, plus;  // what cells lose, and what they gain

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

  // Most of what a person adds is the same before and after: only the difference reaches the cells.
  const auto differ = [&](std::vector<Step>& before, std::vector<Step>& after) {
    std::size_t b = 0, a = 0;
    while (b < before.size() || a < after.size()) {
      const SubjectIndex subject = std::min(b < before.size() ? before[b].subject : nobody, a < after.size() ? after[a].subject : nobody);
      const auto end_of = [&](const std::vector<Step>& steps, std::size_t from) {
        while (from < steps.size() && steps[from].subject == subject) ++from;
        return from;
      };
      std::size_t before_end = end_of(before, b), after_end = end_of(after, a);
      while (b < before_end && a < after_end && before[b] == after[a]) ++b, ++a;
      const std::size_t before_next = before_end, after_next = after_end;
      while (b < before_end && a < after_end && before[before_end - 1] == after[after_end - 1]) --before_end, --after_end;
      minus.insert(minus.end(), before.begin() + static_cast<std::ptrdiff_t>(b), before.begin() + static_cast<std::ptrdiff_t>(before_end));
      plus.insert(plus.end(), after.begin() + static_cast<std::ptrdiff_t>(a), after.begin() + static_cast<std::ptrdiff_t>(after_end));
      b = before_next;
      a = after_next;
    }
  };

  const auto add_steps = [&](Side& side) {
    const auto add = [&](const std::vector<Step>& steps, bool gain) {
      for (const Step& step : steps) {
        const Cell cell = gain ? step.cell : Cell{} -= step.cell;
        KeptCell* cells = &side.grids[step.indicator].cells[step.place];
        for (std::int32_t m = 0; m < step.months; ++m) cells[m].add(cell);
      }
    };
    add(minus, false);
    add(plus, true);
  };

  sides_.write([&](Side& side, bool first) {
    if (!first) {
      edit_books(side, false);
      add_steps(side);
      return;
    }
    const bool facts = std::any_of(edits.begin(), edits.end(), [](const Edit& edit) { return edit.facts.has_value(); });
    // A few edits are counted at once; thousands on all cores.
    const auto each = [&](std::size_t tasks, const auto& work) {
      if (edits.size() >= many_edits) return in_parallel(tasks, std::max(1u, std::thread::hardware_concurrency()), work);
      for (std::size_t k = 0; k < tasks; ++k) work(k, arena_);
    };
    const Touched before = touched(side, edits);
    std::vector<std::vector<Step>> gave(catalog_.indicators.size()), gives(catalog_.indicators.size());
    each(before.size(), [&](std::size_t k, Arena& arena) { contributions(side, before[k].first, before[k].second, arena, gave[before[k].first]); });
    edit_books(side, true);
    // With new facts others may be looked at, or look, than before; who is new gave nothing before.
    Touched after = before;
    if (facts) {
      after = touched(side, edits);
      for (auto& [indicator, whom] : after)
        for (const auto& [had, those] : before)
          if (had == indicator) {
            whom.insert(whom.end(), those.begin(), those.end());
            std::sort(whom.begin(), whom.end());
            whom.erase(std::unique(whom.begin(), whom.end()), whom.end());
          }
    }
    each(after.size(), [&](std::size_t k, Arena& arena) { contributions(side, after[k].first, after[k].second, arena, gives[after[k].first]); });
    for (std::size_t i = 0; i < gave.size(); ++i) differ(gave[i], gives[i]);
    add_steps(side);
  });
  for (std::size_t e = 0; e < edits.size(); ++e)
    if (freed[e]) sides_.first().book(edits[e].kind).reuse(edits[e].take->first, *freed[e]);

  Moved moved;
  for (const std::vector<Step>* steps : {&minus, &plus})
    for (const Step& step : *steps) {
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
