// A pregnancy she registered: visits, and the tests offered in it.
#include <algorithm>

#include "demo/life.h"

namespace anyu {

namespace {

constexpr std::string_view colours[] = {"green", "yellow", "orange", "red", "purple"};
constexpr std::size_t orange = 2;

}  // namespace

void Life::in_pregnancy(const Pregnancy& one) {
  const Day lmp = one.conceived;
  const bool early = well(lmp + 60, 1000);
  const int registered_at = (early ? random_.between(5, 12) : random_.between(11, 20)) * 7 + random_.between(0, 6);
  if (lmp + registered_at >= one.ends || random_.chance(30)) return;
  form_.begin("pregnancy_registration", lmp + registered_at, somewhere(350)).whole("weeks", registered_at / 7);
  add();
  Course course;
  course.high_risk = random_.chance(90);
  course.colour = random_.pick({430, 505, 25, 5, 35});
  // Most often the first visit is on the day she registers.
  if (well(lmp + registered_at, 800)) {
    antenatal_visit(lmp + registered_at, registered_at / 7, course);
    course.first = false;
  }
  for (const int week : {11, 14, 18, 22, 26, 30, 33, 36, 38}) {
    const int at = week * 7 + random_.between(-4, 6);
    const Day day = lmp + at;
    if (at < registered_at + 12 || day >= one.ends || !well(day, 880)) continue;
    course.high_risk = course.high_risk || random_.chance(8);
    antenatal_visit(day, at / 7, course);
    course.first = false;
  }
  prenatal_screening(one, "torch", 650, 8, 14, 25);
  prenatal_screening(one, "hiv_syphilis_hbv", 1120, 9, 16, 35);
  prenatal_screening(one, "down", 750, 15, 20, 30);
  prenatal_screening(one, "diabetes", 800, 24, 28, 120);
}

void Life::antenatal_visit(Day day, int weeks, Course& course) {
  const bool pressure = random_.chance(course.high_risk ? 200 : 20);
  form_.begin("antenatal_visit", day, random_.chance(700) ? station() : UnitCode(place::pingquan_station));
  form_.whole("weeks", weeks).whole("systolic", pressure ? random_.between(140, 168) : random_.between(95, 134));
  form_.whole("diastolic", pressure ? random_.between(90, 105) : random_.between(58, 86));
  if (random_.chance(800))
    form_.scaled("haemoglobin", random_.chance(150) ? random_.between(880, 1099) : random_.between(1100, 1390));
  form_.yes_no("high_risk", course.high_risk).yes_no("danger_signs_told", well(day));
  if (course.high_risk && course.colour < orange) course.colour = orange;
  if (well(day, course.first ? 1150 : 600)) form_.code("risk_colour", colours[course.colour]);
  if (weeks >= 12 && well(day, 1150)) form_.whole("fetal_heart", random_.between(115, 162));
  form_.yes_no("ultrasound", random_.chance(weeks < 14 ? 700 : weeks < 20 ? 250 : weeks < 25 ? 800 : weeks < 34 ? 400 : 300));
  form_.whole("iron_tablets", weeks >= 13 && well(day, 750) ? 30 * random_.between(1, 2) : 0);
  if (weeks >= 28) form_.yes_no("birth_plan", well(day, 850));
  if (weeks >= 10 && weeks < 21) {
    const bool informed = well(day, 950);
    form_.yes_no("screening_information", informed);
    if (informed && random_.chance(880)) form_.code("screening_choice", random_.chance(780) ? "accepted" : "declined");
  }
  referral(day, course.high_risk && random_.chance(300), 14, 40);
  add();
}

void Life::prenatal_screening(const Pregnancy& one, std::string_view kind, int share, int from_week, int to_week, int positive) {
  const Day day = one.conceived + random_.between(from_week * 7, to_week * 7);
  if (day >= one.ends || !well(day, share)) return;
  constexpr std::string_view results[] = {"negative", "positive", "unclear"};
  const auto result = random_.pick({1000 - positive - 8, positive, 8});
  form_.begin("screening", day, place::pingquan_station).code("kind", kind).code("result", results[result]);
  form_.whole("weeks", one.weeks(day)).kept({"kind", "result", "syphilis"});
  if (result == 1 && kind == "torch") {
    constexpr std::string_view next[] = {"repeated", "avidity", "referred", "not_followed"};
    form_.code("igm_followed", next[well(day, 1050) ? random_.pick({55, 30, 15, 0}) : random_.pick({15, 0, 15, 70})]);
  }
  if (result == 1 && kind == "hiv_syphilis_hbv") {
    const bool syphilis = random_.chance(250);
    const Day treated = day + random_.between(3, 40);
    form_.yes_no("syphilis", syphilis);
    constexpr std::string_view treatments[] = {"not_treated", "other", "penicillin_full"};
    const auto treatment = well(day, 1080) ? random_.pick({0, 6, 94}) : random_.pick({30, 40, 30});
    const bool due = syphilis && treated <= today_;
    form_.code("syphilis_treatment", treatments[treatment]).only_if(due);
    form_.day("syphilis_treated_on", treated).only_if(due && treatment > 0);
  }
  if (result == 1 && kind == "down") {
    const bool good = well(day, 1080);
    const bool offered = good || random_.chance(550);
    form_.yes_no("counselling_offered", offered);
    const Day told = std::min(today_, day + (good ? random_.between(0, 7) : random_.between(8, 20)));
    form_.day("counselling_offered_on", told).only_if(offered);
  }
  add();
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
