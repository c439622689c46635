// What the stories of units share: the sites, how good they are there, and where the records go.
#pragma once

#include <vector>

#include "demo/form.h"
#include "demo/places.h"
#include "demo/quality.h"

namespace anyu {

/// The county's centre or a township with its station.
struct Site {
  UnitCode unit;
  UnitCode station;
  std::size_t township = 0;  ///< place in Places::townships; the centre is as good as the first
  int size = 1;              ///< 3: the centre
  bool centre() const { return size > 1; }
};

/// What every story of units is told of.
struct UnitWorld {
  const Places& places;
  const Quality& quality;
  Form& form;
  std::uint64_t seed = 1;
  Day today;
  Day start() const { return months_after(today, -36); }
};

/// One story: it fills in the form and adds. Each has a stream of chance of its own, so that one more changes no other.
class UnitStory {
 public:
  std::vector<Record> take() { return std::move(told_); }

 protected:
  UnitStory(const UnitWorld& world, std::uint64_t story);

  /// The record under way is of this unit. One in sixteen is written down later; assessors, who have a list in hand,
  /// forget a third of what others do.
  void add(const UnitCode& about);
  bool well(const Site& site, Day day, int share = 1000) {
    return random_.chance(quality_.permille(site.township, day) * share / 1000);
  }
  /// Of `all`, how many are as they should be.
  int good_of(const Site& site, Day day, int all, int share = 1000);
  bool quiet(const Site& site, Day day) const { return !site.centre() && quality_.quiet(site.township, day); }
  /// The first and last days of the months, quarters … that lie wholly before today.
  std::vector<Period> periods(Period::Kind kind) const;

  const Quality& quality_;
  Form& form_;
  Random random_;
  Day today_, start_;
  std::vector<Site> sites_;  ///< the centre first

 private:
  std::size_t township_of(const UnitCode& about) const;

  std::vector<Record> told_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
