// One person's care over three years: the days it can happen on, and how well it is given where she lives.
#pragma once

#include <vector>

#include "demo/form.h"
#include "demo/people.h"
#include "demo/quality.h"

namespace anyu {

/// A record with whom it is about, as places in People::all.
struct Care {
  Record record;
  std::size_t about = 0;
};

/// A span of days in which she is pregnant or has just given birth.
struct Pregnancy {
  Day conceived;  ///< the first day of the last period
  Day ends;
  int outcome = 0;  ///< live, stillbirth, miscarriage, induced: place of the code
};

/// What the stories of one person share. Each story adds records; they are laid in order when all are told.
class Life {
 public:
  Life(const Places& places, const Quality& quality, Form& form, const People& people, std::size_t who, std::uint64_t seed, Day today);

  void tell();
  /// By day; none before she was registered or the register began, none after she left or today.
  std::vector<Care> take();

 private:
  // The stories.
  void consents();
  void contraception();
  void pregnancies();
  void infections();
  void talks();       ///< counselling that leads nowhere in particular, and satisfaction
  void as_a_man();

  // Of contraception.cpp.
  void counsel(Day day, bool chose, bool well);
  Day start(std::string_view method, Day day);
  void follow_up(std::string_view method, Day day);
  void follow_ups_after_start(std::string_view method, Day start, Day stop);
  void routine(std::string_view method, Day from, Day until);
  void supplies(std::string_view method, Day from, Day until);
  Day stop(std::string_view method, Day day, std::string_view reason);

  // Of maternal.cpp.
  void plan_pregnancies();
  void before_pregnancy(const Pregnancy& one);
  void in_pregnancy(const Pregnancy& one);
  void after_birth(const Pregnancy& one, bool has_child);
  void postnatal(Day day, bool left_open, Day birth);

  bool possible(Day day) const { return day >= from_ && day <= until_; }
  int age(Day day) const { return years_between(*me().person.birth_day, day); }
  /// Whether something that should be done on this day is done.
  bool well(Day day, int share = 1000) { return random_.chance(quality_.permille(township_, day) * share / 1000); }
  bool agrees(Day day) const;   ///< said yes to follow-up by then, and not no since
  bool refuses(Day day) const;  ///< said no to follow-up
  const Inhabitant& me() const { return people_.all[who_]; }
  const UnitCode& village() const { return me().person.unit; }
  const UnitCode& station() const { return places_.townships[township_].station; }
  UnitCode somewhere(int village_permille) { return random_.chance(village_permille) ? village() : station(); }
  void add() { add_about(who_); }
  void add_about(std::size_t who);

  const Places& places_;
  const Quality& quality_;
  Form& form_;
  const People& people_;
  std::size_t who_;
  Random random_;
  Day today_, from_, until_;
  std::size_t township_;
  std::vector<std::pair<Day, bool>> follow_up_consent_;
  std::vector<Pregnancy> pregnancies_;
  std::vector<Care> told_;
  bool record_is_whole_ = false;  ///< nothing of the next record is lost
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
