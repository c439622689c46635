// Stations, their courses, their money and who visits them.
#include <algorithm>

#include "demo/unit_records.h"

namespace anyu {

namespace {

class Means : public UnitStory {
 public:
  Means(const UnitWorld& world, std::int64_t women) : UnitStory(world, 0), women_(women) {
    for (int year = 0; year < 3; ++year) {
      const Day from = months_after(start_, 12 * year);
      const Day until = std::min(months_after(from, 12) - 1, today_);
      for (const Site& site : sites_) {
        station_year(site.unit, site.station, site.township, from, until, site.size);
        if (!site.centre()) visits(site, from, until);
      }
      for (const Village& village : world.places.villages)
        for (int i = 0; i < 2; ++i) outreach(village.code, random_.between(from, until), 60);
    }
  }

 private:
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

  void visits(const Site& site, Day from, Day until) {
    for (int i = 0; i < 2; ++i) {
      const Day day = random_.between(from, until);
      const int checked = random_.between(8, 20);
      int found = checked;
      for (int k = 0; k < checked; ++k)
        found -= random_.chance(quality_.leaps(site.township, day) ? 250 : (1000 - quality_.permille(site.township, day)) / 8);
      form_.begin("site_visit", day, place::pingquan).yes_no("announced", random_.chance(450)).whole("files_checked", checked).whole("files_true", found);
      add(site.unit);
    }
  }

  std::int64_t women_;
};

}  // namespace

std::vector<Record> means_records(const UnitWorld& world, std::int64_t women) { return Means(world, women).take(); }

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
