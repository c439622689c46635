// Counting once, and then by difference: what a subject gave before, taken away; what it gives now, added.
#include "measure/engine.h"

#include <algorithm>
#include <mutex>
#include <set>
#include <thread>

#include "measure/cell_value.h"

namespace anyu {

Engine::Engine(const Catalog& catalog, const UnitTree& tree, MonthRange months)
    : catalog_(catalog), tree_(tree), months_(months), persons_(catalog.types), units_(catalog.types), cells_(catalog.indicators.size()) {
  for (UnitIndex unit = 0; unit < tree.size(); ++unit) {
    SubjectFacts facts;
    facts.id = unit;
    facts.home = unit;
    facts.level = tree.at(unit).level;
    if (tree.at(unit).from) facts.registered = tree.at(unit).from->number;
    units_.add_subject(facts);
  }
}

void Engine::compute(unsigned threads) {
  const std::unique_lock lock(mutex_);
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < catalog_.indicators.size(); i = next++) {
      cells_[i].assign(tree_.size() * static_cast<std::size_t>(months_.months()), Cell{});
      const Indicator& indicator = catalog_.indicators[i];
      const Book& book = indicator.subject == Subject::unit ? units_ : persons_;
      for (SubjectIndex subject = 0; subject < book.size(); ++subject)
        contribute(indicator, book, subject, months_, [&](const Contribution& one) { at(i, one.unit, one.month) += one.cell; });
    }
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(work);
  work();
  for (std::thread& thread : others) thread.join();
}

void Engine::add(std::size_t indicator, const Book& book, SubjectIndex subject, bool plus, std::vector<UnitIndex>& where, bool& moved) {
  contribute(catalog_.indicators[indicator], book, subject, months_, [&](const Contribution& one) {
    Cell& cell = at(indicator, one.unit, one.month);
    if (plus) cell += one.cell;
    else cell -= one.cell;
    where.push_back(one.unit);
    moved = true;
  });
}

Moved Engine::apply(std::span<const Edit> edits) {
  const std::unique_lock lock(mutex_);
  Moved result;
  std::set<std::size_t> indicators;
  for (const Edit& edit : edits) {
    Book& book = edit.kind == Subject::unit ? units_ : persons_;
    auto subject = book.find(edit.subject);
    std::vector<std::size_t> touched;
    for (std::size_t i = 0; i < catalog_.indicators.size(); ++i) {
      const Indicator& indicator = catalog_.indicators[i];
      if (indicator.subject != edit.kind) continue;
      const bool reads = (edit.put && indicator.reads.count(edit.put->first)) || (edit.take && indicator.reads.count(edit.take->first));
      if (reads || edit.facts) touched.push_back(i);
    }
    bool moved = false;
    if (subject)
      for (const std::size_t i : touched) add(i, book, *subject, false, result.units, moved);
    if (edit.facts) {
      if (subject) book.set_facts(*subject, *edit.facts);
      else subject = book.add_subject(*edit.facts);
    }
    if (!subject) continue;
    if (edit.take) book.take(edit.take->first, *subject, edit.take->second);
    if (edit.put) book.put(edit.put->first, *subject, edit.put->second);
    for (const std::size_t i : touched) {
      bool now = false;
      add(i, book, *subject, true, result.units, now);
      if (now || moved) indicators.insert(i);
    }
  }
  result.indicators.assign(indicators.begin(), indicators.end());
  std::sort(result.units.begin(), result.units.end());
  result.units.erase(std::unique(result.units.begin(), result.units.end()), result.units.end());
  return result;
}

std::pair<Month, Month> Engine::span_of(const Indicator& indicator, const Period& period, Month until) const {
  const Month last = std::min(period.last(), std::max(until, period.first));
  return {indicator.stock() ? last : period.first, last};
}

Cell Engine::own_cell(std::size_t indicator, UnitIndex unit, const Period& period, Month until) const {
  auto [first, last] = span_of(catalog_.indicators[indicator], period, until);
  if (catalog_.indicators[indicator].subject == Subject::unit && first < months_.first) return counted_anew(indicator, unit, {first, last});
  first = std::max(first, months_.first);
  last = std::min(last, months_.last);
  Cell total;
  const auto width = static_cast<std::size_t>(months_.months());
  const auto& cells = cells_[indicator];
  for (UnitIndex below = unit; below < tree_.end_of(unit); ++below)
    for (Month month = first; month <= last; month = month + 1)
      total += cells[below * width + static_cast<std::size_t>(month - months_.first)];
  return total;
}

Cell Engine::counted_anew(std::size_t indicator, UnitIndex unit, MonthRange months) const {
  Cell total;
  for (UnitIndex below = unit; below < tree_.end_of(unit); ++below)
    contribute(catalog_.indicators[indicator], units_, below, months, [&](const Contribution& one) { total += one.cell; });
  return total;
}

Cell Engine::cell(std::size_t indicator, UnitIndex unit, const Period& period, Month until) const {
  const std::shared_lock lock(mutex_);
  return with_others(catalog_.indicators[indicator], own_cell(indicator, unit, period, until),
                     [&](std::size_t other) { return own_cell(other, unit, period, until); });
}

std::vector<AnchorRef> Engine::anchors(std::size_t which, UnitIndex unit, const Period& period, Month until, Answer answer,
                                       std::size_t limit) const {
  const std::shared_lock lock(mutex_);
  const Indicator& indicator = catalog_.indicators[which];
  const Book& book = indicator.subject == Subject::unit ? units_ : persons_;
  const auto [first, last] = span_of(indicator, period, until);
  const MonthRange months{std::max(first, months_.first), std::min(last, months_.last)};
  std::vector<AnchorRef> found;
  for (SubjectIndex subject = 0; subject < book.size() && found.size() < limit; ++subject) {
    if (indicator.by == By::residence && !tree_.within(book.facts(subject).home, unit)) continue;
    contribute(indicator, book, subject, months, [&](const Contribution& one) {
      if (one.answer != answer || found.size() >= limit || !tree_.within(one.unit, unit)) return;
      AnchorRef anchor;
      anchor.subject_kind = indicator.subject;
      anchor.subject = book.facts(subject).id;
      anchor.unit = one.unit;
      anchor.type = indicator.record;
      if (one.row) {
        anchor.record = book.id(indicator.record, *one.row);
        anchor.day = Day{book.day(indicator.record, *one.row)};
      }
      found.push_back(anchor);
    });
  }
  return found;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
