// The day a pregnancy ends, and the visits to her after a birth.
#include <algorithm>

#include "demo/life.h"

namespace anyu {

namespace {

constexpr std::string_view outcomes[] = {"live", "stillbirth", "miscarriage", "induced"};

}  // namespace

void Life::pregnancy_ends(const Pregnancy& one) {
  const Day day = one.ends;
  const std::size_t place = random_.pick({810, 180, 10});
  constexpr std::string_view places[] = {"hospital", "township", "home"};
  const bool home = place == 2;
  form_.begin("delivery", day, place == 1 ? station() : UnitCode(place::pingquan_station)).code("outcome", outcomes[one.outcome]);
  form_.whole("weeks", one.weeks(day));
  if (!one.born()) {
    form_.code("place", "hospital");
    for (const auto* field : {"child_sex", "defect", "birth_weight", "mode", "attendant", "uterotonic", "companion_wanted"})
      form_.missing(field, Missing::not_due);
    add();
    return;
  }
  form_.code("place", places[place]).code("child_sex", random_.chance(515) ? "male" : "female").yes_no("defect", random_.chance(8));
  const int grams = 3320 + 110 * (one.weeks(day) - 39) + random_.between(-550, 550) + random_.between(-350, 350);
  form_.whole("birth_weight", std::max(500, grams));
  constexpr std::string_view modes[] = {"vaginal", "assisted", "caesarean"};
  const auto mode = home ? 0 : random_.pick({570, 20, 410});
  form_.code("mode", modes[mode]);
  constexpr std::string_view attendants[] = {"skilled", "other", "nobody"};
  form_.code("attendant", attendants[home ? random_.pick({400, 540, 60}) : 0]);
  form_.yes_no("uterotonic", home ? random_.chance(200) : well(day, 1180));
  const bool wants = random_.chance(740);
  form_.yes_no("companion_wanted", wants);
  form_.yes_no("companion_present", wants && (home || well(day, mode == 2 ? 600 : 1050)));
  const bool carries = random_.chance(45);
  form_.yes_no("hbsag_positive", carries).kept({"hbsag_positive"});
  if (one.outcome == Pregnancy::live) {
    constexpr std::string_view contacts[] = {"full_hour", "shorter", "not_done"};
    form_.code("skin_contact", contacts[well(day, mode == 2 ? 600 : 1000) ? 0 : random_.pick({0, 60, 40})]);
    form_.code("early_feeding", random_.chance(30) ? "not_wanted" : well(day, mode == 2 ? 700 : 1080) ? "first_hour" : "later");
    constexpr std::string_view doses[] = {"hours_12", "hours_24", "later", "not_given"};
    const auto dose = well(day, 1180) ? random_.pick({90, 10, 0, 0}) : random_.pick({20, 50, 22, 8});
    form_.code("hepatitis_b_dose", doses[dose]);
    constexpr std::string_view given[] = {"hours_12", "later", "not_given"};
    form_.code("immunoglobulin", given[well(day, 1200) ? 0 : random_.pick({0, 70, 30})]).only_if(carries);
  } else {
    for (const auto* field : {"skin_contact", "early_feeding", "hepatitis_b_dose", "immunoglobulin"})
      form_.missing(field, Missing::not_due);
  }
  record_is_whole_ = me().born_ago != 0;
  add();
  record_is_whole_ = false;
}

void Life::postnatal(Day day, Day birth, bool at_the_clinic) {
  form_.begin("postnatal_visit", day, at_the_clinic ? UnitCode(place::pingquan_station) : somewhere(650));
  constexpr std::string_view places[] = {"home", "clinic", "phone"};
  form_.code("place", places[at_the_clinic ? 1 : random_.pick({70, 22, 8})]);
  form_.yes_no("bleeding", random_.chance(25));
  constexpr std::string_view feeding[] = {"exclusive", "mixed", "not_breastfed"};
  form_.code("breastfeeding", feeding[random_.pick({60, 30, 10})]);
  constexpr std::string_view mood[] = {"negative", "positive", "not_needed"};
  const auto felt = random_.pick({88, 7, 5});
  const bool asked = day - birth > 20 && well(day);
  if (asked) form_.code("depression_screen", mood[felt]);
  else if (day - birth <= 20 || random_.chance(600)) form_.code("depression_screen", "not_needed").kept({"depression_screen"});
  if (asked && felt == 1) {
    const bool good = well(day, 1100);
    const Day helped = day + (good ? random_.between(0, 14) : random_.between(15, 40));
    const bool support = helped <= today_ && (good || random_.chance(400));
    form_.yes_no("support", support);
    form_.day("support_on", helped).only_if(support);
  } else {
    form_.missing("support", Missing::not_due).missing("support_on", Missing::not_due);
  }
  form_.yes_no("counselled", well(day));
  add();
}

void Life::after_birth(const Pregnancy& one) {
  const Day birth = one.ends;
  const int ago = me().born_ago;
  // Looked at before she goes home; who is to stand on today's list is not seen after the first day.
  if (well(birth, 950)) postnatal(birth, birth, true);
  if (ago == 0 && well(birth, 500)) postnatal(birth + random_.between(2, 3), birth, true);
  const auto visit = [&](int first, int last, int late_first, int late_last, bool open) {
    const bool good = well(birth + last, 1000);
    if (!good && !random_.chance(300)) return;
    const Day day = birth + (good ? random_.between(first, last) : random_.between(late_first, late_last));
    if (!open) postnatal(day, birth, false);
  };
  visit(2, 7, 8, 18, ago == 5);
  if (ago == 0 && well(birth, 350)) postnatal(birth + random_.between(8, 14), birth, false);
  visit(22, 31, 32, 34, ago == 26);
  visit(36, 48, 50, 58, ago == 40);
  if (one.outcome == Pregnancy::live) newborn(birth);
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
