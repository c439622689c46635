// Sites, chance and lateness of what units write.
#include "demo/unit_story.h"

#include <algorithm>

namespace anyu {

UnitStory::UnitStory(const UnitWorld& world, std::uint64_t story)
    : quality_(world.quality),
      form_(world.form),
      random_(world.seed, 3'000'000'000 + story),
      today_(world.today),
      start_(world.start()) {
  sites_.push_back({place::pingquan, place::pingquan_station, 0, 3});
  for (std::size_t i = 0; i < world.places.townships.size(); ++i)
    sites_.push_back({world.places.townships[i].code, world.places.townships[i].station, i, 1});
}

std::size_t UnitStory::township_of(const UnitCode& about) const {
  for (const Site& site : sites_)
    if (site.unit == about || site.station == about) return site.township;
  return 0;
}

void UnitStory::add(const UnitCode& about) {
  const int forgotten = quality_.forgotten(township_of(about), form_.day_begun());
  Record record = form_.take(random_, form_.unit() == place::pingquan ? forgotten / 3 : forgotten);
  record.about = about;
  const Moment end = Moment(std::chrono::days(today_.number)) - std::chrono::hours(8);
  const int later = random_.chance(60) ? random_.between(3, 40) : 0;
  record.recorded =
      std::min(Moment(std::chrono::days(record.day.number + later)) + std::chrono::minutes(random_.between(0, 600)), end);
  told_.push_back(std::move(record));
}

int UnitStory::good_of(const Site& site, Day day, int all, int share) {
  int good = 0;
  for (int i = 0; i < all; ++i) good += well(site, day, share);
  return good;
}

std::vector<Period> UnitStory::periods(Period::Kind kind) const {
  std::vector<Period> all;
  for (Period one = Period::around(kind, Month::of(start_)); one.last_day() <= today_; one = one.next())
    if (one.first_day() >= start_) all.push_back(one);
  return all;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
