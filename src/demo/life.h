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

  static constexpr int live = 0, stillbirth = 1, miscarriage = 2, induced = 3;
  bool born() const { return outcome == live || outcome == stillbirth; }
  int weeks(Day day) const { return (day - conceived) / 7; }
};

/// What she said to a purpose, from that day on.
struct Answer {
  std::string_view purpose;
  Day day;
  bool yes = false;
};

/// How she wants to be contacted, from that day on.
struct Wish {
  Day day;
  bool home = false, calls = false, messages = false;
};

/// What antenatal visits of one pregnancy know of each other.
struct Course {
  bool high_risk = false;
  std::size_t colour = 0;  ///< green, yellow, orange, red, purple: place of the code
  bool first = true;
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
  void wishes();
  void data_requests();
  void contraception();
  void requests();     ///< for a method, that led to none
  void pregnancies();
  void infections();
  void cervical_screening();
  void talks();       ///< counselling that leads nowhere in particular, and satisfaction
  void as_a_man();

  // Of contact.cpp.
  void consent(std::string_view purpose, Day day, bool yes);
  void contact(std::string_view purpose, Day day);
  std::string_view channel(Day day, bool by_message);

  // Of request.cpp.
  void asks_for(std::string_view method, Day day, std::string_view category);
  void sent_away(std::string_view method, Day day);
  void agrees_to_sterilisation(Day operation);

  // Of contraception.cpp.
  void counsel(Day day, bool chose, bool well);
  Day start(std::string_view method, Day day);
  void supplies(std::string_view method, Day from, Day until);
  Day stop(std::string_view method, Day day, std::string_view reason);

  // Of follow_up.cpp.
  void follow_up(std::string_view method, Day begun, Day day);
  void follow_ups_after_start(std::string_view method, Day begun, Day stopped);
  void routine(std::string_view method, Day from, Day until);
  void complications(std::string_view method, Day begun, Day stopped);
  void adverse_event(std::string_view method, std::string_view kind, Day day);

  // Of maternal.cpp, antenatal.cpp, birth.cpp, newborn.cpp and abortion.cpp.
  void plan_pregnancies();
  void before_pregnancy(const Pregnancy& one);
  void preconception_check(std::size_t who, Day day, bool told, bool partner_too);
  void in_pregnancy(const Pregnancy& one);
  void antenatal_visit(Day day, int weeks, Course& course);
  void prenatal_screening(const Pregnancy& one, std::string_view kind, int share, int from_week, int to_week, int positive);
  void referral(Day day, bool needed, int in_time, int too_late);
  void pregnancy_ends(const Pregnancy& one);
  void after_birth(const Pregnancy& one);
  void postnatal(Day day, Day birth, bool at_the_clinic);
  void newborn(Day birth);
  void newborn_result(std::string_view kind, Day birth, Day day, int tests_before);
  void after_loss(const Pregnancy& one);

  bool possible(Day day) const { return day >= from_ && day <= until_; }
  int age(Day day) const { return years_between(*me().person.birth_day, day); }
  /// Whether something that should be done on this day is done.
  bool well(Day day, int share = 1000) { return random_.chance(quality_.permille(township_, day) * share / 1000); }
  /// Said yes by then, and not no since.
  bool agrees(Day day, std::string_view purpose = "follow_up") const;
  bool refuses(Day day, std::string_view purpose = "follow_up") const;
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
  std::vector<Answer> answers_;  ///< by day for each purpose
  std::vector<Wish> wishes_;     ///< by day
  std::vector<Pregnancy> pregnancies_;
  std::vector<Care> told_;
  bool record_is_whole_ = false;  ///< nothing of the next record is lost
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
