// What people ask for: the method they want, whether they get it, and the consent that sterilisation needs.
#include "demo/life.h"

namespace anyu {

namespace {

constexpr std::string_view asked_for[] = {"iud", "implant", "pill", "injectable", "condom"};

}  // namespace

void Life::asks_for(std::string_view method, Day day, std::string_view category) {
  // In poor townships some are sent away first.
  if (!well(day, 1150) && random_.chance(150)) sent_away(method, day - random_.between(10, 60));
  const bool today = random_.chance(700);
  const auto how = today ? random_.pick({880, 0, 110, 10}) : random_.pick({500, 330, 150, 20});
  constexpr std::string_view outcomes[] = {"given", "bridge", "changed_freely", "other_only"};
  const bool another = how >= 2;
  const Day asked = how == 1 ? day - random_.between(3, 28) : day;
  form_.begin("method_request", asked, station()).code("method", another ? asked_for[random_.below(5)] : method);
  form_.code("outcome", outcomes[how]).yes_no("wants_today", today);
  if (well(day, 1200)) form_.code("eligibility_category", category).yes_no("not_pregnant_checked", well(day, 1150));
  form_.code("why_not", random_.chance(700) ? "stock_out" : "other").only_if(how == 3);
  add();
}

void Life::sent_away(std::string_view method, Day day) {
  constexpr std::string_view whys[] = {"stock_out",  "provider_absent", "not_possible", "third_party",
                                       "who_she_is", "medical",         "other"};
  form_.begin("method_request", day, somewhere(250)).code("method", method).code("outcome", "not_given");
  form_.code("why_not", whys[random_.pick({34, 22, 16, 6, 4, 12, 6})]).yes_no("wants_today", random_.chance(800));
  if (well(day, 1150)) form_.code("eligibility_category", random_.chance(850) ? "c1" : "c2");
  add();
}

void Life::requests() {
  const int years_36 = (until_ - from_) * 1000 / 1096;
  const Day day = random_.between(from_, until_);
  const int years = age(day);
  if (years < 16 || years > 45) return;
  if (random_.chance(45 * years_36 / 1000) && years <= 38) {
    constexpr std::string_view outcomes[] = {"given", "not_given", "other_only"};
    const auto how = well(day, 1150) ? 0 : random_.pick({70, 25, 5});
    form_.begin("method_request", day, station()).code("method", "emergency").code("outcome", outcomes[how]);
    form_.code("why_not", random_.chance(800) ? "stock_out" : "who_she_is").only_if(how == 1);
    form_.yes_no("wants_today", true).yes_no("options_offered", well(day, 1050));
    if (well(day, 800)) form_.code("eligibility_category", "c1");
    add();
  }
  if (random_.chance(30 * years_36 / 1000)) {
    form_.begin("method_request", day, somewhere(300)).code("method", asked_for[random_.below(5)]).code("outcome", "none_freely");
    form_.missing("why_not", Missing::not_due).yes_no("wants_today", random_.chance(300));
    add();
  }
  if (!well(day) && random_.chance(70 * years_36 / 1000)) sent_away(asked_for[random_.below(4)], day);
}

void Life::agrees_to_sterilisation(Day operation) {
  const bool good = well(operation, 1100);
  if (!good && random_.chance(300)) return;  // signed on no paper that could be found
  const auto told = [&](int otherwise) { return good || random_.chance(otherwise); };
  form_.begin("sterilisation_consent", operation - random_.between(good ? 3 : 0, 30), station());
  form_.yes_no("permanence_told", told(850)).yes_no("alternatives_told", told(600)).yes_no("risks_told", told(750));
  form_.yes_no("may_decline_told", told(650)).yes_no("time_to_think", told(700)).yes_no("not_in_labour", told(950));
  add();
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
