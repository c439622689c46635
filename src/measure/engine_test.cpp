// Cells: counted once, moved by difference, and always the same as counting again.
#include "measure/engine.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include <random>

namespace anyu {
namespace {

using formula::Scope;
using formula::ValueType;

/// Two townships, three villages, two record types, four indicators.
class SmallCounty {
 public:
  SmallCounty() {
    Field outcome{"outcome", {}, {}, Field::Type::code, true, About::body, {{"live", {}}, {"miscarriage", {}}}, 0, 0, 0, "", 200};
    Field score{"score", {}, {}, Field::Type::whole, false, About::care, {}, 1, 5, 0, "", 200};
    catalog.types = {{"delivery", {}, Subject::person, "m", About::body, {}, "", {outcome}},
                     {"visit", {}, Subject::person, "m", About::care, {}, "", {score}}};
    add("two_visits", Measure::share, "delivery", "outcome = live", "count(visit in [day + 1, day + 42]) >= 2", "day + 42");
    add("visits", Measure::count, "visit", "", "", "");
    add("mean_score", Measure::mean, "visit", "", "score", "");
    add("women", Measure::count, "person", "present(at) and age(at) between 15 and 49", "", "");
    add("visits_per_100", Measure::rate, "visit", "", "", "");
    catalog.indicators.back().per = "women";
    catalog.indicators.back().built_on = {3};
    tree = *UnitTree::of({{"1", {}, Level::county, "", {}, {}}, {"11", {}, Level::township, "1", {}, {}}, {"12", {}, Level::township, "1", {}, {}},
                          {"111", {}, Level::village, "11", {}, {}}, {"112", {}, Level::village, "11", {}, {}}, {"121", {}, Level::village, "12", {}, {}}});
  }

  void add(const char* id, Measure measure, const char* each, const char* where, const char* value, const char* when) {
    Indicator indicator;
    indicator.id = id;
    indicator.measure = measure;
    Scope scope;
    scope.types = &catalog.types;
    if (std::string(each) == "person") {
      indicator.anchor = scope.anchor = Scope::Anchor::person;
      scope.variables = {formula::Variable::at};
    } else {
      indicator.record = scope.record = *catalog.type(each);
      indicator.reads.insert(indicator.record);
    }
    const auto read = [&](const char* text, ValueType::Kind kind) -> std::optional<formula::Expression> {
      if (!*text) return std::nullopt;
      auto checked = formula::understand(text, scope, kind);
      EXPECT_TRUE(checked.faults.empty()) << text;
      formula::add_reads(checked.expression, indicator.reads);
      return checked.expression;
    };
    indicator.where = read(where, ValueType::Kind::yes_no);
    indicator.value = read(value, measure == Measure::mean ? ValueType::Kind::number : ValueType::Kind::yes_no);
    indicator.when = read(when, ValueType::Kind::day);
    catalog.indicators.push_back(std::move(indicator));
  }

  SubjectFacts woman(std::int64_t id, const char* village) const {
    SubjectFacts facts;
    facts.id = id;
    facts.home = *tree.find(village);
    facts.sex = Sex::female;
    facts.birth_day = Day::of(1995, 1, 1).number;
    facts.registered = Day::of(2020, 1, 1).number;
    return facts;
  }

  static Edit put(std::int64_t person, TypeIndex type, RecordId id, const char* day, std::int32_t value) {
    Edit edit;
    edit.subject = person;
    edit.put = {type, BookRecord{id, *Day::parse(day), 0, {value}}};
    return edit;
  }

  Cell cell(const Engine& engine, const char* indicator, const char* unit, const char* period) const {
    return engine.cell(*catalog.indicator(indicator), *tree.find(unit), *Period::parse(period), Month::of(2026, 12));
  }

  Catalog catalog;
  UnitTree tree;
  MonthRange months{Month::of(2025, 1), Month::of(2025, 12)};
};

TEST(Engine, a_saved_record_moves_its_cells_at_every_level_at_once) {
  const SmallCounty county;
  Engine engine(county.catalog, county.tree, county.months);
  engine.persons().add_subject(county.woman(1, "111"));
  engine.persons().load(0, 0, {1, Day::of(2025, 3, 1), 0, {0}});
  engine.persons().load(1, 0, {2, Day::of(2025, 3, 5), 0, {4}});
  engine.persons().loaded();
  engine.compute(2);
  for (const char* unit : {"111", "11", "1"}) EXPECT_EQ(county.cell(engine, "two_visits", unit, "2025-04"), (Cell{0, 1, 0}));
  EXPECT_EQ(county.cell(engine, "two_visits", "12", "2025-04"), (Cell{0, 0, 0}));

  const Edit second[] = {SmallCounty::put(1, 1, 3, "2025-04-12", 5)};
  const Moved moved = engine.apply(second);
  for (const char* unit : {"111", "11", "1"}) EXPECT_EQ(county.cell(engine, "two_visits", unit, "2025-04"), (Cell{1, 1, 0}));
  EXPECT_EQ(county.cell(engine, "two_visits", "1", "2025"), (Cell{1, 1, 0}));
  EXPECT_EQ(county.cell(engine, "mean_score", "1", "2025"), (Cell{9, 2, 0}));
  EXPECT_EQ(moved.units, (std::vector<UnitIndex>{*county.tree.find("111")}));

  Edit removal;
  removal.subject = 1;
  removal.take = {1, 3};
  engine.apply(std::span(&removal, 1));
  EXPECT_EQ(county.cell(engine, "two_visits", "1", "2025"), (Cell{0, 1, 0}));
}

TEST(Engine, a_stock_is_its_last_month_and_a_rate_takes_its_denominator_there) {
  const SmallCounty county;
  Engine engine(county.catalog, county.tree, county.months);
  engine.persons().add_subject(county.woman(1, "111"));
  SubjectFacts late = county.woman(2, "121");
  late.registered = Day::of(2025, 3, 15).number;
  engine.persons().add_subject(late);
  engine.persons().load(1, 0, {1, Day::of(2025, 1, 5), 0, {4}});
  engine.persons().loaded();
  engine.compute(1);
  EXPECT_EQ(county.cell(engine, "women", "1", "2025-02").numerator, 1);
  EXPECT_EQ(county.cell(engine, "women", "1", "2025Q1").numerator, 2);
  EXPECT_EQ(county.cell(engine, "women", "1", "2025").numerator, 2);
  EXPECT_EQ(county.cell(engine, "visits_per_100", "1", "2025Q1"), (Cell{1, 2, 0}));
}

TEST(Engine, who_is_listed_is_who_was_counted) {
  const SmallCounty county;
  Engine engine(county.catalog, county.tree, county.months);
  for (int i = 0; i < 10; ++i) {
    const auto woman = engine.persons().add_subject(county.woman(i + 1, i % 2 ? "111" : "121"));
    engine.persons().load(0, woman, {i * 10 + 1, Day::of(2025, 2, 1), 0, {i == 9 ? no_value : 0}});
    for (int k = 0; k < i % 4; ++k) engine.persons().load(1, woman, {i * 10 + 2 + k, Day::of(2025, 2, 10u + static_cast<unsigned>(k)), 0, {3}});
  }
  engine.persons().loaded();
  engine.compute(2);
  const auto period = *Period::parse("2025");
  const auto list = [&](Answer answer) { return engine.anchors(0, *county.tree.find("1"), period, Month::of(2025, 12), answer, 100).size(); };
  const Cell cell = county.cell(engine, "two_visits", "1", "2025");
  EXPECT_EQ(static_cast<std::int64_t>(list(Answer::counted)), cell.numerator);
  EXPECT_EQ(static_cast<std::int64_t>(list(Answer::unknown)), cell.unknown);
  EXPECT_EQ(static_cast<std::int64_t>(list(Answer::not_counted)), cell.denominator - cell.numerator - cell.unknown);
}

TEST(Engine, after_any_edits_the_cells_are_those_of_a_fresh_count) {
  const SmallCounty county;
  std::mt19937 random(20250301);
  const auto below = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
  const char* villages[] = {"111", "112", "121"};
  Engine live(county.catalog, county.tree, county.months);
  for (int i = 1; i <= 20; ++i) live.persons().add_subject(county.woman(i, villages[i % 3]));
  live.persons().loaded();
  live.compute(1);

  struct Kept { std::int64_t person; TypeIndex type; BookRecord record; };
  std::vector<Kept> kept;
  std::vector<SubjectFacts> facts;
  for (int i = 1; i <= 20; ++i) facts.push_back(county.woman(i, villages[i % 3]));
  RecordId next = 1;
  for (int step = 0; step < 400; ++step) {
    Edit edit;
    if (const int kind = below(10); kind < 6 || kept.empty()) {
      const auto type = static_cast<TypeIndex>(below(2));
      const std::int32_t value = below(5) == 0 ? no_value : below(2);
      edit.subject = 1 + below(20);
      edit.put = {type, BookRecord{next++, Day::of(2025, 1, 1) + below(365), 0, {value}}};
      kept.push_back({edit.subject, type, edit.put->second});
    } else if (kind < 8) {
      const auto which = static_cast<std::size_t>(below(static_cast<int>(kept.size())));
      edit.subject = kept[which].person;
      edit.take = {kept[which].type, kept[which].record.id};
      kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(which));
    } else {
      auto& one = facts[static_cast<std::size_t>(below(20))];
      one.home = *county.tree.find(villages[below(3)]);
      one.left = below(3) ? no_value : (Day::of(2025, 1, 1) + below(365)).number;
      edit.subject = one.id;
      edit.facts = one;
    }
    live.apply(std::span(&edit, 1));
  }

  Engine fresh(county.catalog, county.tree, county.months);
  for (const SubjectFacts& one : facts) fresh.persons().add_subject(one);
  fresh.persons().loaded();
  for (const Kept& one : kept) fresh.persons().put(one.type, *fresh.persons().find(one.person), one.record);
  fresh.compute(2);
  for (const Indicator& indicator : county.catalog.indicators)
    for (const char* unit : {"1", "11", "12", "111", "112", "121"})
      for (Month month = county.months.first; month <= county.months.last; month = month + 1) {
        const auto period = Period::month(month).text();
        EXPECT_EQ(county.cell(live, indicator.id.c_str(), unit, period.c_str()), county.cell(fresh, indicator.id.c_str(), unit, period.c_str()))
            << indicator.id << " " << unit << " " << period;
      }
}

TEST(Engine, readers_see_all_of_a_change_or_nothing_while_it_is_made) {
  SmallCounty county;
  Engine engine(county.catalog, county.tree, {Month::of(2025, 1), Month::of(2025, 12)});
  for (std::int64_t id = 1; id <= 50; ++id) engine.persons().add_subject(county.woman(id, id % 2 ? "111" : "121"));
  engine.persons().loaded();
  engine.units().loaded();
  engine.compute(2);
  const std::size_t visits = *county.catalog.indicator("visits"), scores = *county.catalog.indicator("mean_score");
  std::atomic<bool> writing = true;
  std::atomic<int> torn = 0, reads = 0;
  const auto reader = [&] {
    while (writing) {
      engine.read_with_cells([&](const Book& persons, const Book&, const auto& own) {
        const Period year = *Period::parse("2025");
        const Month last = Month::of(2025, 12);
        const auto counted = own(visits, 0, year, last).numerator, scored = own(scores, 0, year, last).denominator;
        if (counted != scored || counted != static_cast<std::int64_t>(persons.record_count())) ++torn;
        return 0;
      });
      ++reads;
    }
  };
  std::thread one(reader), other(reader);
  RecordId id = 1;
  for (int round = 0; round < 1000; ++round) {
    std::vector<Edit> edits;
    for (std::int64_t person = 1; person <= 3; ++person) edits.push_back(SmallCounty::put(person, 1, id++, "2025-03-10", 4));
    if (round > 0) {
      Edit take;
      take.subject = 1;
      take.take = {1, id - 6};
      edits.push_back(take);
    }
    engine.apply(edits);
  }
  while (reads < 100) std::this_thread::yield();
  writing = false;
  one.join();
  other.join();
  EXPECT_EQ(torn, 0);
  const Cell all = engine.cell(visits, 0, *Period::parse("2025"), Month::of(2025, 12));
  EXPECT_EQ(all.numerator, 3 * 1000 - 999);
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
