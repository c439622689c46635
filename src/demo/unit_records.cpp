// The stories of units put together, and what two counties once published about themselves.
#include "demo/unit_records.h"

#include <algorithm>
#include <iterator>

namespace anyu {

std::vector<Record> pingquan_unit_records(const UnitWorld& world, std::int64_t women) {
  std::vector<Record> all = means_records(world, women);
  for (auto* story : {stock_records, staff_records, check_records, observation_records, voice_records}) {
    std::vector<Record> told = story(world);
    std::move(told.begin(), told.end(), std::back_inserter(all));
  }
  std::stable_sort(all.begin(), all.end(), [](const Record& a, const Record& b) { return a.day < b.day; });
  return all;
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
      records.push_back(form.take(random, Form::nothing_lost));
      records.back().about = place::pingquan;
    }
  }
  return records;
}

std::vector<Record> jianning_claims(Form& form) {
  std::vector<Record> records;
  Random random(0, 0);  // nothing of these is left to chance
  const auto add = [&] {
    records.push_back(form.take(random, Form::nothing_lost));
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
