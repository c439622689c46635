// The demonstration is what it says: the same every time, believable, and true to its types.
#include "demo/demo.h"

#include <gmock/gmock.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <tuple>

#include "demo/places.h"
#include "demo/quality.h"
#include "measure/engine.h"
#include "pack/case_lines.h"
#include "store/sqlite_store.h"

namespace anyu {
namespace {

const Day today = Day::of(2026, 3, 15);

const Catalog& catalog() {
  static const PackReading reading = read_packs({std::string(ANYU_SOURCE) + "/packs/quality-service"});
  return reading.catalog;
}

DemoOptions options(std::int64_t people, std::uint64_t seed = 1) {
  DemoOptions made;
  made.people = people;
  made.seed = seed;
  made.today = today;
  made.password = "demo";
  made.hash_password = [](std::string_view word) { return "hashed " + std::string(word); };
  return made;
}

/// Every line of the chain, without what is salted.
std::string chain_of(std::int64_t people, std::uint64_t seed) {
  const auto path = (std::filesystem::temp_directory_path() / fmt::format("anyu-demo-{}-{}.db", ::getpid(), seed)).string();
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
  {
    auto store = open_sqlite(path, catalog());
    EXPECT_TRUE(store);
    const auto made = make_demo(**store, catalog(), options(people, seed));
    EXPECT_TRUE(made) << made.error().what.en;
    EXPECT_FALSE((*store)->verify({})->broken);
  }
  std::string lines;
  sqlite3* raw = nullptr;
  EXPECT_EQ(sqlite3_open(path.c_str(), &raw), SQLITE_OK);
  sqlite3_stmt* rows = nullptr;
  sqlite3_prepare_v2(raw, "select first || ' ' || at || ' ' || source || ' ' || why || x'0a' || lines from change order by first", -1, &rows, nullptr);
  while (sqlite3_step(rows) == SQLITE_ROW) lines += reinterpret_cast<const char*>(sqlite3_column_text(rows, 0));
  sqlite3_finalize(rows);
  sqlite3_close(raw);
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
  std::string unsalted;
  constexpr std::string_view mark = "\"identity\":\"";
  for (std::size_t at = 0;;) {
    const auto found = lines.find(mark, at);
    unsalted += lines.substr(at, found - at);
    if (found == std::string::npos) return unsalted;
    at = lines.find('"', found + mark.size());
  }
}

TEST(Demo, the_same_seed_tells_the_same_and_another_tells_another) {
  const auto once = chain_of(300, 7);
  EXPECT_GT(once.size(), 100'000u);
  EXPECT_TRUE(once == chain_of(300, 7));
  EXPECT_FALSE(once == chain_of(300, 8));
}

/// One county for all that is asked of it.
class DemoCounty : public ::testing::Test {
 protected:
  static constexpr std::int64_t women = 5000;
  static void SetUpTestSuite() {
    store_ = std::move(*open_sqlite(":memory:", catalog())).release();
    auto made = make_demo(*store_, catalog(), options(women));
    ASSERT_TRUE(made) << made.error().what.en;
    report_ = *made;
  }
  static void TearDownTestSuite() { delete store_; }

  static void each_record(const std::function<void(const Record&, const RecordType&)>& visit) {
    for (std::size_t i = 0; i < catalog().types.size(); ++i)
      ASSERT_TRUE(store_->each_record(static_cast<TypeIndex>(i), [&](const Record& record) { visit(record, catalog().types[i]); }));
  }
  static std::map<PersonId, Person> persons() {
    std::map<PersonId, Person> all;
    (void)store_->each_person([&](const Person& person) { all.emplace(person.id, person); });
    return all;
  }
  static UnitTree tree() { return *UnitTree::of(*store_->units()); }
  static std::int64_t number(const Record& record, const RecordType& type, const char* field) {
    const auto* value = std::get_if<std::int64_t>(&record.fields[*type.field(field)]);
    return value ? *value : -1;
  }

  static inline Store* store_ = nullptr;
  static inline DemoReport report_;
};

TEST_F(DemoCounty, pingquan_has_20_townships_and_302_villages_and_committees_each_with_a_name_of_its_own) {
  const UnitTree units = tree();
  const auto pingquan = units.find(place::pingquan);
  ASSERT_TRUE(pingquan);
  std::map<Level, int> levels;
  std::set<std::pair<UnitCode, std::string>> names;
  int committees = 0;
  for (UnitIndex i = *pingquan; i < units.end_of(*pingquan); ++i) {
    const Unit& unit = units.at(i);
    ++levels[unit.level];
    if (unit.level == Level::village) {
      EXPECT_TRUE(names.emplace(unit.parent, unit.name.zh).second) << unit.name.zh;
      committees += unit.name.zh.ends_with("居委会");
    }
    EXPECT_TRUE(is_unit_code(unit.code));
    EXPECT_FALSE(unit.name.en.empty());
  }
  EXPECT_EQ(levels[Level::township], 20);
  EXPECT_EQ(levels[Level::village], 302);
  EXPECT_EQ(committees, 11);
  EXPECT_EQ(levels[Level::facility], 21);
  EXPECT_EQ(units.children(*units.find(place::yanggu)).size(), 11u);
  EXPECT_EQ(units.children(*units.find(place::root)).size(), 3u);
  EXPECT_EQ(units.at(*units.find(place::xiaosigou)).name.zh, "小寺沟镇");
}

TEST_F(DemoCounty, people_are_as_many_as_asked_and_numbers_are_sound_and_nobody_elses) {
  std::map<Sex, std::int64_t> sexes;
  std::int64_t of_age = 0, linked = 0;
  std::set<std::string> numbers;
  std::set<UnitCode> homes;
  const auto all = persons();
  for (const auto& [id, person] : all) {
    ++sexes[person.sex];
    const int age = years_between(*person.birth_day, today);
    of_age += person.sex == Sex::female && age >= 15 && age <= 49;
    homes.insert(person.unit);
    if (person.partner) {
      ++linked;
      EXPECT_EQ(all.at(person.partner).partner, id);
    }
    const auto identity = store_->identity(id);
    ASSERT_TRUE(identity);
    EXPECT_FALSE(identity->name.empty());
    if (identity->id_number.empty()) continue;
    EXPECT_TRUE(is_id_number(identity->id_number)) << identity->id_number;
    EXPECT_TRUE(identity->id_number.starts_with("130881"));
    EXPECT_TRUE(numbers.insert(identity->id_number).second);
    EXPECT_TRUE(identity->phone.empty() || (identity->phone.size() == 11 && identity->phone.starts_with("199")));
  }
  EXPECT_EQ(of_age, women);
  EXPECT_EQ(sexes[Sex::male], women / 5);
  EXPECT_EQ(sexes[Sex::female], women + women / 25);
  EXPECT_EQ(linked, 2 * women / 5);
  EXPECT_EQ(homes.size(), 302u);
  EXPECT_EQ(report_.persons, static_cast<std::int64_t>(all.size()));
}

TEST_F(DemoCounty, no_record_lies_in_the_future_before_its_person_came_or_after_she_left) {
  const auto all = persons();
  const UnitTree units = tree();
  const Moment end = Moment(std::chrono::days(today.number)) - std::chrono::hours(8);
  std::int64_t late = 0, counted = 0;
  each_record([&](const Record& record, const RecordType& type) {
    ASSERT_TRUE(units.find(record.unit)) << record.unit;
    ASSERT_LE(record.day, today);
    ASSERT_LE(record.recorded, end);
    if (type.subject == Subject::unit) {
      ASSERT_TRUE(units.find(record.about));
      return;
    }
    ++counted;
    late += day_of(record.recorded) > record.day;
    const auto person = all.find(record.person);
    ASSERT_NE(person, all.end());
    ASSERT_GE(record.day, months_after(today, -36));
    ASSERT_GE(record.day, *person->second.registered) << type.id;
    if (person->second.left) { ASSERT_LT(record.day, *person->second.left) << type.id; }
    ASSERT_GE(day_of(record.recorded), std::min(record.day, day_of(end)));
  });
  EXPECT_GT(late * 100, counted * 4);
  EXPECT_LT(late * 100, counted * 8);
}

TEST_F(DemoCounty, every_value_is_one_that_its_field_may_hold) {
  std::int64_t required = 0, lost = 0;
  each_record([&](const Record& record, const RecordType& type) {
    ASSERT_EQ(record.fields.size(), type.fields.size());
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      required += type.fields[i].required;
      if (const auto text = written_value(type.fields[i], record.fields[i])) {
        const auto read = read_value(type.fields[i], *text);
        ASSERT_TRUE(read) << type.id << "." << type.fields[i].id << " = " << *text << ": " << read.error().what.en;
        ASSERT_EQ(*read, record.fields[i]);
      } else {
        lost += type.fields[i].required;
      }
    }
  });
  EXPECT_GT(lost * 1000, required * 8);
  EXPECT_LT(lost * 1000, required * 25);
}

TEST_F(DemoCounty, nobody_who_refused_is_followed_up) {
  const auto consent = *catalog().type("consent");
  const RecordType& type = catalog().types[consent];
  std::map<PersonId, std::map<std::pair<std::string, std::pair<Day, RecordId>>, bool>> said;
  ASSERT_TRUE(store_->each_record(consent, [&](const Record& record) {
    said[record.person][{type.fields[0].codes[static_cast<std::size_t>(number(record, type, "purpose"))].id, {record.day, record.id}}] = number(record, type, "given") == 1;
  }));
  std::int64_t refusals = 0;
  each_record([&](const Record& record, const RecordType& of) {
    if (of.consent.empty()) return;
    bool refused = false;
    for (const auto& [what, yes] : said[record.person])
      if (what.first == of.consent && std::pair(record.day, record.id) >= what.second) refused = !yes;
    ASSERT_FALSE(refused) << of.id;
  });
  for (const auto& [person, answers] : said)
    for (const auto& [what, yes] : answers) refusals += !yes;
  EXPECT_GT(refusals, women / 20);
}

TEST_F(DemoCounty, there_is_about_as_much_as_a_county_has_and_a_few_corrections) {
  std::int64_t records = 0, corrected = 0;
  std::map<std::string, std::int64_t> of;
  each_record([&](const Record& record, const RecordType& type) {
    ++records;
    ++of[type.id];
    corrected += record.corrected();
  });
  EXPECT_EQ(records, report_.records);
  EXPECT_GE(records, 22 * women);
  EXPECT_LE(records, 28 * women);
  EXPECT_EQ(corrected, report_.corrections);
  EXPECT_GT(corrected, 100);
  for (const RecordType& type : catalog().types) EXPECT_GT(of[type.id], 0) << type.id;
}

/// What the county's own books hold, counted.
class Counted {
 public:
  Counted(Store& store, const UnitTree& tree) : tree_(tree), engine_(catalog(), tree, {first(), Month::of(today)}) {
    EXPECT_TRUE(store.each_person([&](const Person& one) { engine_.persons().add_subject(facts(one)); }));
    for (std::size_t i = 0; i < catalog().types.size(); ++i) load(store, static_cast<TypeIndex>(i));
    engine_.persons().loaded();
    engine_.units().loaded();
    engine_.compute(1);
  }

  /// Over every month since Jianning's first figure.
  Cell whole_span(std::size_t indicator) const {
    Cell sum;
    for (Month month = Month::of(2008, 1); month <= Month::of(today); month = month + 1)
      sum += engine_.cell(indicator, *tree_.find(place::root), Period::month(month), Month::of(today));
    return sum;
  }

 private:
  SubjectFacts facts(const Person& one) const {
    SubjectFacts made;
    made.id = one.id;
    made.home = *tree_.find(one.unit);
    made.sex = one.sex;
    made.residency = one.residency;
    made.mother = one.mother;
    made.partner = one.partner;
    if (one.birth_day) made.birth_day = one.birth_day->number;
    if (one.registered) made.registered = one.registered->number;
    if (one.left) made.left = one.left->number;
    return made;
  }

  void load(Store& store, TypeIndex type) {
    const bool of_units = catalog().types[type].subject == Subject::unit;
    Book& book = of_units ? engine_.units() : engine_.persons();
    std::vector<std::pair<SubjectIndex, BookRecord>> rows;
    EXPECT_TRUE(store.each_record(type, [&](const Record& record) {
      BookRecord made{record.id, record.day, *tree_.find(record.unit), {}};
      for (const FieldValue& value : record.fields) {
        const auto* number = std::get_if<std::int64_t>(&value);
        made.fields.push_back(number ? static_cast<std::int32_t>(*number) : no_value);
      }
      rows.emplace_back(of_units ? *tree_.find(record.about) : *book.find(record.person), std::move(made));
    }));
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
      return std::tuple(a.first, a.second.day, a.second.id) < std::tuple(b.first, b.second.day, b.second.id);
    });
    for (const auto& [subject, record] : rows) book.load(type, subject, record);
  }

  static Month first() { return Month::of(today) + -36; }
  const UnitTree& tree_;
  Engine engine_;
};

TEST_F(DemoCounty, every_indicator_has_something_to_count) {
  const std::map<std::string, std::string> exceptions = {
      {"expiry_told", "a device put in during the three years is good for longer than that"},
      {"reported_prevalence", "what Pingquan is made to report leaves out choices"},
      {"reported_birth_defects", "and bodies"},
      {"reported_maternal_mortality", "and deaths"},
      {"reported_qualified_staff", "and nobody in the demonstration reports it"},
  };
  const UnitTree units = tree();
  const Counted counted(*store_, units);
  for (std::size_t i = 0; i < catalog().indicators.size(); ++i) {
    const Indicator& indicator = catalog().indicators[i];
    EXPECT_EQ(counted.whole_span(i) == Cell{}, exceptions.count(indicator.id) == 1) << indicator.id;
  }
}

TEST_F(DemoCounty, a_quiet_station_counts_nothing_and_its_reports_are_told_missing) {
  const Township silent = demo_places().townships[Quality::silent];
  const Quality quality(today);
  int counts = 0, counts_of_its_own = 0, reports = 0, received = 0;
  each_record([&](const Record& record, const RecordType& type) {
    if (type.subject != Subject::unit || !quality.quiet(Quality::silent, record.day)) return;
    if (type.id == "stock_count") counts += record.about != silent.station, counts_of_its_own += record.unit == silent.station;
    if (type.id != "report_receipt" || record.about != silent.code) return;
    ++reports;
    received += number(record, type, "status") == static_cast<std::int64_t>(*type.fields[*type.field("status")].code("received"));
  });
  EXPECT_GT(counts, 100);
  EXPECT_EQ(counts_of_its_own, 0);
  EXPECT_EQ(reports, 12);  // four forms, three months
  EXPECT_EQ(received, 0);
}

TEST_F(DemoCounty, every_township_has_a_woman_whose_visit_is_due_today) {
  const UnitTree units = tree();
  const auto all = persons();
  const auto delivery = *catalog().type("delivery"), visit = *catalog().type("postnatal_visit"), consent = *catalog().type("consent");
  std::map<PersonId, std::vector<Day>> visits;
  std::set<PersonId> agreed;
  ASSERT_TRUE(store_->each_record(visit, [&](const Record& record) { visits[record.person].push_back(record.day); }));
  ASSERT_TRUE(store_->each_record(consent, [&](const Record& record) {
    const RecordType& type = catalog().types[consent];
    if (number(record, type, "purpose") == *type.fields[0].code("follow_up") && number(record, type, "given") == 1) agreed.insert(record.person);
  }));
  std::map<UnitIndex, int> due;
  ASSERT_TRUE(store_->each_record(delivery, [&](const Record& record) {
    if (number(record, catalog().types[delivery], "outcome") != 0 || !agreed.count(record.person)) return;
    constexpr std::pair<int, int> windows[] = {{1, 10}, {21, 31}, {35, 49}};
    for (const auto& [first, last] : windows) {
      bool open = today >= record.day + first && today <= record.day + last;
      for (const Day day : visits[record.person]) open = open && (day < record.day + first || day > record.day + last);
      if (open) ++due[*units.above(*units.find(all.at(record.person).unit), Level::township)];
    }
  }));
  EXPECT_EQ(due.size(), 20u);
}

TEST_F(DemoCounty, jianning_says_what_it_published_and_yanggu_says_nothing) {
  std::vector<std::string> figures, claims;
  const auto records = store_->records_of(UnitCode(place::jianning));
  for (const Record& record : *records) {
    const RecordType& type = catalog().types[record.type];
    const auto written = [&](const char* field) {
      const auto at = *type.field(field);
      return written_value(type.fields[at], record.fields[at]).value_or("?");
    };
    if (type.id == "reported_figure") figures.push_back(fmt::format("{} {} {}", record.day.text(), written("figure"), written("value")));
    if (type.id == "published_claim") claims.push_back(fmt::format("{} {} {}", written("claim"), written("figure"), written("quoted")));
  }
  EXPECT_THAT(figures, ::testing::UnorderedElementsAre("2008-12-31 sex_ratio_at_birth 112.9", "2009-12-31 sex_ratio_at_birth 115.32", "2010-12-31 sex_ratio_at_birth 105.54",
                                                       "2010-12-31 satisfaction 95", "2010-12-31 other 85"));
  EXPECT_THAT(claims, ::testing::UnorderedElementsAre("meets_national_standard satisfaction 基本达到国家标准", "meets_national_standard sex_ratio_at_birth 基本达到国家标准",
                                                      "falls_year_by_year sex_ratio_at_birth 逐年趋于正常"));
  EXPECT_TRUE(store_->records_of(UnitCode(place::yanggu))->empty());
}

TEST_F(DemoCounty, five_users_may_look_at_it) {
  const auto users = store_->users();
  ASSERT_TRUE(users);
  const UnitTree units = tree();
  std::map<std::string, User> by_id;
  for (const User& user : *users) {
    EXPECT_EQ(user.password, "hashed demo");
    EXPECT_TRUE(units.find(user.unit)) << user.id;
    by_id[user.id] = user;
  }
  ASSERT_EQ(by_id.size(), 5u);
  EXPECT_EQ(by_id["assessor"].unit, place::root);
  EXPECT_EQ(by_id["township"].unit, place::xiaosigou);
  EXPECT_TRUE(units.within(*units.find(by_id["village"].unit), *units.find(place::xiaosigou)));
}

TEST_F(DemoCounty, a_county_that_has_units_is_left_alone) {
  EXPECT_EQ(make_demo(*store_, catalog(), options(10)).error().kind, ErrorKind::conflict);
}

TEST(DemoQuality, townships_differ_all_get_better_and_one_leaps) {
  const Quality quality(today);
  const Day early = months_after(today, -35), late = months_after(today, -6);
  std::set<int> seen;
  for (std::size_t i = 0; i < 20; ++i) {
    EXPECT_GT(quality.permille(i, late), quality.permille(i, early));
    seen.insert(quality.permille(i, early));
  }
  EXPECT_GT(*seen.rbegin() - *seen.begin(), 250);
  EXPECT_GT(quality.permille(Quality::leaping, today) - quality.permille(Quality::leaping, today - Quality::leap_days), 300);
}

TEST(Demo, packs_that_lack_its_record_types_are_told_which) {
  const Catalog empty;
  auto store = open_sqlite(":memory:", empty);
  ASSERT_TRUE(store);
  const auto made = make_demo(**store, empty, options(10));
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, ErrorKind::unsupported);
  EXPECT_THAT(made.error().what.en, ::testing::HasSubstr("there is no equipment here"));
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
