// Counting once more, by the values of the anchors.
#include "measure/breakdown.h"

namespace anyu {

namespace {

constexpr std::int64_t unknown = -1;
constexpr int band = 5;

std::int64_t value_of(const Dimension& dimension, const Indicator& indicator, const Book& book, const Added& added, std::size_t i, Day at) {
  const SubjectFacts& facts = book.facts(added.subject[i]);
  switch (dimension.kind) {
    case Dimension::Kind::sex: return facts.sex == Sex::unknown ? unknown : static_cast<std::int64_t>(facts.sex);
    case Dimension::Kind::residency: return facts.residency == Residency::unknown ? unknown : static_cast<std::int64_t>(facts.residency);
    case Dimension::Kind::age:
      if (facts.birth_day == no_value) return unknown;
      return years_between(Day{facts.birth_day}, added.row ? Day{book.day(indicator.record, added.row[i])} : at) / band * band;
    case Dimension::Kind::provider: return added.row ? static_cast<std::int64_t>(book.unit(indicator.record, added.row[i])) : static_cast<std::int64_t>(facts.home);
    case Dimension::Kind::field: {
      const std::int32_t value = added.row ? book.value(indicator.record, added.row[i], dimension.column) : no_value;
      return value == no_value ? unknown : value;
    }
  }
  return unknown;
}

}  // namespace

Broken break_down(const Engine& engine, const Indicator& indicator, UnitIndex unit, MonthRange months, const std::vector<Dimension>& by) {
  const CountedMonths counted(months);
  Broken broken;
  engine.read([&](const Book& persons, const Book& units) {
    const Book& book = indicator.subject == Subject::unit ? units : persons;
    std::vector<SubjectIndex> whom;
    for (SubjectIndex subject = 0; subject < book.size(); ++subject)
      if (indicator.by == By::provider || engine.tree().within(book.facts(subject).home, unit)) whom.push_back(subject);
    Arena arena;
    std::vector<std::int64_t> key(by.size());
    contribute_many(indicator, book, Whom::these(whom), counted, arena, [&](const Added& added) {
      for (std::size_t i = 0; i < added.size; ++i) {
        if (!engine.tree().within(added.unit(i, counted), unit)) continue;
        for (std::int32_t m = 0; m < (added.months ? added.months[i] : 1); ++m) {
          const Day at = (months.first + (added.first(i, counted) + m)).last_day();
          for (std::size_t k = 0; k < by.size(); ++k) key[k] = value_of(by[k], indicator, book, added, i, at);
          broken[key] += added.cell(i);
        }
      }
    });
    return 0;
  });
  return broken;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
