// The newborn's tests, kept with the mother: the first, those after a suspected result, the diagnosis and the help.
#include "demo/life.h"

namespace anyu {

void Life::newborn(Day birth) {
  const auto test = [&](std::string_view kind, int share, int first, int last) {
    const Day day = birth + random_.between(first, last);
    if (well(day, share)) newborn_result(kind, birth, day, 0);
  };
  test("heart", 900, 1, 3);
  test("hearing", 1100, 2, random_.chance(900) ? 5 : 40);
  test("metabolic", 1150, 3, random_.chance(940) ? 7 : 24);
}

void Life::newborn_result(std::string_view kind, Day birth, Day day, int tests_before) {
  const bool heel = kind == "metabolic";
  const int suspected = tests_before > 0 ? 350 : kind == "hearing" ? 60 : heel ? 24 : 8;
  const bool rejected = heel && random_.chance(well(day, 1100) ? 8 : 50);
  const auto result = rejected ? 2 : random_.pick({1000 - suspected - 6, suspected, 6});
  constexpr std::string_view results[] = {"negative", "positive", "unclear"};
  form_.begin("newborn_screening", day, place::pingquan_station).code("kind", kind).code("result", results[result]);
  form_.kept({"kind", "result", "diagnosis"});
  form_.yes_no("rejected", rejected).only_if(heel);
  if (result == 0) {
    for (const auto* field : {"diagnosis", "diagnosed_on", "treatment", "treated_on"}) form_.missing(field, Missing::not_due);
    return add();
  }
  const bool good = well(day, 1100);
  const bool again = tests_before == 0 && (kind != "heart" || result == 2) && (good || random_.chance(450));
  const Day next = day + (good ? random_.between(12, 36) : random_.between(30, 75));
  if (result == 1 && again) {
    form_.code("diagnosis", next <= today_ ? "retest" : "pending");
    for (const auto* field : {"diagnosed_on", "treatment", "treated_on"}) form_.missing(field, Missing::not_due);
  } else if (result == 1) {
    const Day told = day + (good ? random_.between(7, 40) : random_.between(30, 120));
    const bool known = told <= today_ && (good || random_.chance(700));
    const bool ill = random_.chance(500);
    form_.code("diagnosis", !known ? "pending" : ill ? "confirmed" : "excluded");
    form_.day("diagnosed_on", told).only_if(known);
    const Day helped = told + (good ? random_.between(1, heel ? 14 : 60) : random_.between(10, 150));
    const bool help = known && ill && helped <= today_;
    form_.code("treatment", help ? "started" : "not_started").only_if(known && ill);
    form_.day("treated_on", helped).only_if(help);
  }
  add();
  if (again) newborn_result(kind, birth, next, tests_before + 1);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
