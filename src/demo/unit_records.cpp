// Stations, their courses and their money.
#include "demo/unit_records.h"

#include <algorithm>

namespace anyu {

namespace {

class UnitStory {
 public:
  UnitStory(const Places& places, const Quality& quality, Form& form, std::int64_t women, std::uint64_t seed, Day today)
      : places_(places), quality_(quality), form_(form), women_(women), random_(seed, 3'000'000'000), today_(today), start_(months_after(today, -36)) {}

  std::vector<Record> tell() {
    for (int year = 0; year < 3; ++year) {
      const Day from = months_after(start_, 12 * year);
      const Day until = std::min(months_after(from, 12) - 1, today_);
      station_year(place::pingquan, place::pingquan_station, 0, from, until, 3);
      for (std::size_t i = 0; i < places_.townships.size(); ++i) {
        station_year(places_.townships[i].code, places_.townships[i].station, i, from, until, 1);
        visits(i, from, until);
      }
      for (const Village& village : places_.villages)
        for (int i = 0; i < 2; ++i) outreach(village.code, random_.between(from, until), 60);
    }
    std::stable_sort(told_.begin(), told_.end(), [](const Record& a, const Record& b) { return a.day < b.day; });
    return std::move(told_);
  }

 private:
  void add(const UnitCode& about) {
    Record record = form_.take(random_);
    record.about = about;
    const Moment end = Moment(std::chrono::days(today_.number)) - std::chrono::hours(8);
    const int later = random_.chance(60) ? random_.between(3, 40) : 0;
    record.recorded = std::min(Moment(std::chrono::days(record.day.number + later)) + std::chrono::minutes(random_.between(0, 600)), end);
    told_.push_back(std::move(record));
  }

  void station_year(const UnitCode& unit, const UnitCode& station, std::size_t township, Day from, Day until, int size) {
    constexpr struct {
      std::string_view kind;
      int most;
      int price;  // yuan
    } things[] = {{"ultrasound", 2, 180000}, {"analyser", 2, 65000}, {"steriliser", 2, 8000}, {"exam_table", 3, 2600}, {"medical_box", 20, 420}, {"computer", 8, 4800}, {"vehicle", 1, 120000}};
    const Day counted = random_.between(from, std::min(from + 40, until));
    for (const auto& thing : things) {
      const int owned = random_.between(thing.most == 1 ? 0 : 1, thing.most) * size;
      int working = owned;
      for (int i = 0; i < owned; ++i) working -= !random_.chance(std::min(995, 700 + quality_.permille(township, counted) / 3));
      form_.begin("equipment", counted, station).code("kind", thing.kind).whole("owned", owned).whole("working", working);
      form_.scaled("price", std::int64_t{thing.price} * 100 * random_.between(90, 110) / 100);
      add(station);
    }
    constexpr std::string_view topics[] = {"informed_choice", "contraception", "maternal", "birth_defects", "infection", "records"};
    for (int i = 0; i < 5 * size; ++i) {
      const Day day = random_.between(from, until);
      const int people = random_.between(8, 40) * size;
      const int passed = std::min(people, people * (quality_.permille(township, day) + random_.between(-60, 180)) / 1000);
      form_.begin("training", day, station).code("topic", topics[random_.below(std::size(topics))]).whole("participants", people).whole("passed", passed);
      form_.scaled("days", 5 * random_.between(1, 8));
      add(unit);
    }
    for (int i = 0; i < 6; ++i) outreach(unit, random_.between(from, until), 250 * size);
    // Half a year is enough to know what was spent.
    const std::int64_t residents = std::max<std::int64_t>(1, women_ * 473 / 99 / 1 * (size > 1 ? 1000 : 50) / 1000);
    const std::int64_t planned = residents * random_.between(118, 165) * size / (size > 1 ? size : 1);
    form_.begin("budget_year", std::min(months_after(from, 11), until), unit).scaled("planned", planned);
    form_.scaled("spent", planned * random_.between(86, 102) / 100).scaled("residents", residents);
    add(unit);
  }

  void outreach(const UnitCode& unit, Day day, int reached) {
    constexpr std::string_view kinds[] = {"open_day", "lecture", "advice_desk", "board", "media", "contest", "migrants"};
    const int people = reached * random_.between(20, 180) / 100;
    form_.begin("outreach_event", day, unit).code("kind", kinds[random_.pick({15, 25, 25, 15, 5, 5, 10})]).whole("reached", people);
    form_.whole("leaflets", people * random_.between(0, 3));
    add(unit);
  }

  void visits(std::size_t township, Day from, Day until) {
    for (int i = 0; i < 2; ++i) {
      const Day day = random_.between(from, until);
      const int checked = random_.between(8, 20);
      int found = checked;
      for (int k = 0; k < checked; ++k) found -= random_.chance(quality_.leaps(township, day) ? 250 : (1000 - quality_.permille(township, day)) / 8);
      form_.begin("site_visit", day, place::pingquan).yes_no("announced", random_.chance(450)).whole("files_checked", checked).whole("files_true", found);
      add(places_.townships[township].code);
    }
  }

  const Places& places_;
  const Quality& quality_;
  Form& form_;
  std::int64_t women_;
  Random random_;
  Day today_, start_;
  std::vector<Record> told_;
};

}  // namespace

std::vector<Record> pingquan_unit_records(const Places& places, const Quality& quality, Form& form, std::int64_t women, std::uint64_t seed, Day today) {
  return UnitStory(places, quality, form, women, seed, today).tell();
}

std::vector<Record> pingquan_figures(Form& form, Day today) {
  std::vector<Record> records;
  Random random(0, 0);
  constexpr struct {
    std::string_view figure;
    std::int64_t value;   // at four places, this year
    std::int64_t a_year;  // what a year has added
  } figures[] = {
      {"satisfaction", 91'2000, 1'1000},        {"benefits_fulfilled", 97'0000, 5000},   {"free_basic_services", 100'0000, 0},
      {"villages_informed_choice", 88'7000, 2'3000}, {"procedures_with_consent", 100'0000, 0}, {"villages_selfgov", 93'0000, 1'0000},
      {"follow_up", 94'1000, 8000},             {"accidents", 0, 0},                     {"complications", 4000, -1000},
      {"rh_service", 83'5000, 1'5000},          {"male_share", 21'8000, 9000},
  };
  for (int back = 3; back >= 0; --back) {
    const Day day = std::min(Day::of(Month::of(today).year() - back, 12, 31), today);
    for (const auto& one : figures) {
      form.begin("reported_figure", day, place::pingquan).code("figure", one.figure).scaled("value", one.value - back * one.a_year);
      form.text("as_printed", "演示数据 made up for the demo");
      records.push_back(form.take(random, true));
      records.back().about = place::pingquan;
    }
  }
  return records;
}

std::vector<Record> jianning_claims(Form& form) {
  std::vector<Record> records;
  Random random(0, 0);  // nothing of these is left to chance
  const auto add = [&] {
    records.push_back(form.take(random, true));
    records.back().about = place::jianning;
  };
  constexpr struct {
    int year;
    std::string_view figure;
    std::int64_t value;  // at four places
    std::string_view unit;
    std::string_view printed;
  } figures[] = {
      {2008, "sex_ratio_at_birth", 112'9000, "女=100", "出生人口性别比112.9"},
      {2009, "sex_ratio_at_birth", 115'3200, "女=100", "出生人口性别比115.32"},
      {2010, "sex_ratio_at_birth", 105'5400, "女=100", "出生人口性别比105.54"},
      {2010, "satisfaction", 95'0000, "%", "群众满意率≥95%"},
      {2010, "other", 85'0000, "%", "政策知晓率≥85%"},
  };
  for (const auto& one : figures) {
    form.begin("reported_figure", Day::of(one.year, 12, 31), place::jianning).code("figure", one.figure).scaled("value", one.value);
    form.text("unit_of_measure", one.unit).text("as_printed", one.printed);
    add();
  }
  constexpr struct {
    std::string_view claim, figure, quoted;
  } claims[] = {
      {"meets_national_standard", "satisfaction", "基本达到国家标准"},
      {"meets_national_standard", "sex_ratio_at_birth", "基本达到国家标准"},
      {"falls_year_by_year", "sex_ratio_at_birth", "逐年趋于正常"},
  };
  for (const auto& one : claims) {
    form.begin("published_claim", Day::of(2010, 12, 31), place::jianning).code("claim", one.claim).code("figure", one.figure).text("quoted", one.quoted);
    add();
  }
  return records;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
