// Checks for infections, treatment, and the second look.
#include "demo/life.h"

namespace anyu {

void Life::infections() {
  if (me().person.residency == Residency::migrant_out && random_.chance(600)) return;
  for (Day day = from_ + random_.between(0, 240); day <= until_; day = day + random_.between(190, 330)) {
    if (age(day) < 18 || !well(day, 1000)) continue;
    const auto result = random_.pick({880, 70, 50});
    constexpr std::string_view results[] = {"negative", "positive", "not_tested"};
    form_.begin("infection_check", day, station()).code("result", results[result]);
    form_.yes_no("cervical", random_.chance(420)).only_if(age(day) >= 35);
    if (result == 1) {
      constexpr std::string_view tests[] = {"both", "not_both", "declined"};
      form_.yes_no("sexually_transmitted", random_.chance(350)).kept({"sexually_transmitted"});
      form_.code("hiv_syphilis", tests[well(day) ? random_.pick({88, 4, 8}) : random_.pick({35, 57, 8})]);
    } else {
      form_.missing("sexually_transmitted", Missing::not_due);
    }
    add();
    if (result != 1) continue;
    if (agrees(day, "contact") && well(day, 600)) contact("result", day + random_.between(1, 7));
    const bool in_time = well(day, 1030);
    if (!in_time && !random_.chance(400)) continue;
    const Day treated = day + (in_time ? random_.between(0, 25) : random_.between(33, 85));
    const bool again = agrees(treated) && well(treated, 1000);
    const Day seen = treated + (again || random_.chance(500) ? random_.between(29, 82) : random_.between(88, 120));
    const bool comes = again || random_.chance(200);
    form_.begin("infection_treatment", treated, station());
    form_.yes_no("cured", random_.chance(880)).only_if(comes && seen <= until_);
    constexpr std::string_view informed[] = {"by_her", "with_help", "declined", "not_offered", "no_partner"};
    form_.code("partner_informed", well(treated) ? informed[random_.pick({55, 12, 25, 0, 8})] : informed[random_.pick({30, 2, 20, 40, 8})]);
    add();
    if (!comes) continue;
    form_.begin("infection_retest", seen, station()).code("result", random_.chance(880) ? "negative" : "positive");
    add();
  }
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
