// Pregnancies wished for and lost, births, and the visits that should follow.
#include <algorithm>

#include "demo/life.h"

namespace anyu {

namespace {

constexpr int live = 0, stillbirth = 1, miscarriage = 2, induced = 3;
constexpr std::string_view outcomes[] = {"live", "stillbirth", "miscarriage", "induced"};

}  // namespace

void Life::plan_pregnancies() {
  if (me().born_ago) {
    const Day birth = today_ - me().born_ago;
    pregnancies_.push_back({birth - random_.between(262, 287), birth, live});
    return;
  }
  if (me().person.residency == Residency::migrant_out && random_.chance(700)) return;
  Day day = from_ - 290;
  while (day < until_) {
    const int years = age(day);
    const int yearly = years < 19 ? 2 : years < 24 ? 75 : years < 30 ? 125 : years < 35 ? 85 : years < 40 ? 32 : years < 46 ? 5 : 0;
    const int span = 90;
    if (!random_.chance(yearly * span / 365)) {
      day = day + span;
      continue;
    }
    Pregnancy one;
    one.conceived = day + random_.between(0, span - 1);
    one.outcome = static_cast<int>(random_.pick({887, 6, 92, 15}));
    const int lasts[] = {random_.chance(945) ? random_.between(260, 289) : random_.between(215, 258), random_.between(180, 285), random_.between(45, 110), random_.between(50, 90)};
    one.ends = one.conceived + lasts[one.outcome];
    pregnancies_.push_back(one);
    day = one.ends + random_.between(60, 700);
  }
}

void Life::pregnancies() {
  for (const Pregnancy& one : pregnancies_) {
    before_pregnancy(one);
    in_pregnancy(one);
    if (!possible(one.ends)) continue;
    const bool born = one.outcome == live || one.outcome == stillbirth;
    const std::size_t place = random_.pick({810, 180, 10});
    constexpr std::string_view places[] = {"hospital", "township", "home"};
    form_.begin("delivery", one.ends, place == 1 ? station() : UnitCode(place::pingquan_station)).code("outcome", outcomes[one.outcome]);
    if (born) form_.code("place", places[place]).code("child_sex", random_.chance(515) ? "male" : "female").yes_no("defect", random_.chance(8));
    else form_.code("place", "hospital").missing("child_sex", Missing::not_due).missing("defect", Missing::not_due);
    record_is_whole_ = me().born_ago != 0;
    add();
    record_is_whole_ = false;
    if (born) after_birth(one, one.outcome == live);
  }
}

void Life::before_pregnancy(const Pregnancy& one) {
  const Day lmp = one.conceived;
  if (well(lmp, 850)) {
    const Day day = lmp - random_.between(20, 330);
    const bool told = well(day, 1050);
    const auto check = [&](std::size_t who, bool partner_too) {
      form_.begin("preconception_check", day, station()).whole("items_done", well(day) ? 19 : random_.between(13, 18));
      constexpr std::string_view risks[] = {"general", "a", "b", "c", "d", "x"};
      form_.code("risk", risks[random_.pick({830, 70, 50, 25, 15, 10})]).yes_no("result_told", told);
      if (me().partner) form_.yes_no("partner_examined", partner_too);
      else form_.missing("partner_examined", Missing::not_due);
      add_about(who);
    };
    const bool partner_too = me().partner != 0 && well(day, 850);
    check(who_, partner_too);
    if (partner_too) {
      const Person& partner = people_.all[me().partner - 1].person;
      if (*partner.registered <= day && (!partner.left || *partner.left > day)) check(me().partner - 1, true);
    }
  }
  const bool early = well(lmp, 800);
  for (int i = 0; i < (early ? 3 : 1); ++i) {
    const Day day = early ? lmp - 100 + 60 * i + random_.between(-15, 15) : lmp + random_.between(-40, 80);
    form_.begin("folic_acid", day, somewhere(650)).whole("boxes", random_.between(1, 3));
    add();
  }
}

void Life::in_pregnancy(const Pregnancy& one) {
  const Day lmp = one.conceived;
  const bool early = well(lmp + 60, 1000);
  const int registered_at = (early ? random_.between(5, 12) : random_.between(11, 20)) * 7 + random_.between(0, 6);
  if (lmp + registered_at >= one.ends || random_.chance(30)) return;
  form_.begin("pregnancy_registration", lmp + registered_at, somewhere(350)).whole("weeks", registered_at / 7);
  add();
  bool high_risk = random_.chance(90);
  for (const int week : {11, 14, 18, 22, 26, 30, 33, 36, 38}) {
    const int at = week * 7 + random_.between(-4, 6);
    const Day day = lmp + at;
    if (at < registered_at || day >= one.ends || !well(day, 880)) continue;
    high_risk = high_risk || random_.chance(8);
    const bool pressure = random_.chance(high_risk ? 200 : 20);
    form_.begin("antenatal_visit", day, random_.chance(700) ? station() : UnitCode(place::pingquan_station)).whole("weeks", at / 7);
    form_.whole("systolic", pressure ? random_.between(140, 168) : random_.between(95, 134)).whole("diastolic", pressure ? random_.between(90, 105) : random_.between(58, 86));
    if (random_.chance(800)) form_.scaled("haemoglobin", random_.chance(150) ? random_.between(880, 1099) : random_.between(1100, 1390));
    form_.yes_no("high_risk", high_risk).yes_no("danger_signs_told", well(day));
    add();
  }
  const auto screen = [&](std::string_view kind, int share, int from_week, int to_week, int positive) {
    const Day day = lmp + random_.between(from_week * 7, to_week * 7);
    if (day >= one.ends || !well(day, share)) return;
    constexpr std::string_view results[] = {"negative", "positive", "unclear"};
    form_.begin("screening", day, place::pingquan_station).code("kind", kind).code("result", results[random_.pick({1000 - positive - 8, positive, 8})]);
    add();
  };
  screen("torch", 650, 8, 14, 25);
  screen("hiv_syphilis_hbv", 1120, 9, 16, 35);
  screen("down", 750, 15, 20, 30);
  screen("diabetes", 800, 24, 28, 120);
}

void Life::postnatal(Day day, bool left_open, Day birth) {
  if (left_open) return;
  constexpr std::string_view places[] = {"home", "clinic", "phone"};
  form_.begin("postnatal_visit", day, somewhere(650)).code("place", places[random_.pick({70, 22, 8})]);
  form_.yes_no("bleeding", random_.chance(25));
  constexpr std::string_view feeding[] = {"exclusive", "mixed", "not_breastfed"};
  form_.code("breastfeeding", feeding[random_.pick({60, 30, 10})]);
  constexpr std::string_view mood[] = {"negative", "positive", "not_needed"};
  if (day - birth > 20 && well(day)) form_.code("depression_screen", mood[random_.pick({88, 7, 5})]);
  form_.yes_no("counselled", well(day));
  add();
}

void Life::after_birth(const Pregnancy& one, bool has_child) {
  const Day birth = one.ends;
  const auto visit = [&](int first, int last, int late_first, int late_last, bool open) {
    if (well(birth + last, 1000)) postnatal(birth + random_.between(first, last), open, birth);
    else if (random_.chance(300)) postnatal(birth + random_.between(late_first, late_last), open, birth);
  };
  const int ago = me().born_ago;
  visit(2, 7, 8, 18, ago == 5);
  visit(22, 31, 32, 34, ago == 26);
  visit(36, 48, 50, 58, ago == 40);
  if (has_child) {
    const auto screen = [&](std::string_view kind, int share, int first, int last, int positive) {
      const Day day = birth + random_.between(first, last);
      if (!well(day, share)) return;
      constexpr std::string_view results[] = {"negative", "positive", "unclear"};
      form_.begin("newborn_screening", day, place::pingquan_station).code("kind", kind).code("result", results[random_.pick({1000 - positive - 10, positive, 10})]);
      add();
    };
    screen("heart", 900, 1, 3, 8);
    screen("hearing", 1100, 2, random_.chance(900) ? 5 : 40, 15);
    screen("metabolic", 1150, 3, random_.chance(940) ? 7 : 24, 4);
  }
  if (random_.chance(350)) {
    const Day day = birth + random_.between(3, 60);
    const bool good = well(day);
    form_.begin("satisfaction", day, somewhere(400)).whole("score", good ? random_.between(4, 5) : random_.between(2, 4)).code("service", "maternal");
    form_.yes_no("respected", good || random_.chance(800)).yes_no("would_return", good || random_.chance(700));
    add();
  }
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
