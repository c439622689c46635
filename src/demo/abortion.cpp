// Care when a pregnancy ends early, and the contacts she agreed to afterwards.
#include "demo/life.h"

namespace anyu {

void Life::after_loss(const Pregnancy& one) {
  const Day day = one.ends;
  const bool induced = one.outcome == Pregnancy::induced;
  if (!induced && random_.chance(400)) return;  // cared for elsewhere
  const int weeks = one.weeks(day);
  const bool medical = induced && weeks <= 9 && random_.chance(450);
  const bool good = well(day, 1080);
  const bool offered = good || random_.chance(400);
  const bool agreed = offered && random_.chance(720) && !refuses(day, "contact");
  form_.begin("abortion_care", day, random_.chance(350) ? station() : UnitCode(place::pingquan_station));
  form_.code("procedure", !induced ? "miscarriage" : medical ? "medical" : "aspiration").whole("weeks", weeks);
  form_.yes_no("counselled_before", good || random_.chance(350))
      .yes_no("contact_offered", offered)
      .yes_no("contact_agreed", agreed);
  add();
  if (random_.chance(medical ? 45 : 20)) adverse_event("other", "second_evacuation", day + random_.between(3, 28));
  if (random_.chance(15)) adverse_event("other", "bleeding", day + random_.between(0, 14));
  if (!agreed) return;
  const bool chose = random_.chance(500);
  if (well(day, 900)) counsel(day + random_.between(7, 40), chose, good);
  for (const int month : {1, 3, 6}) {
    const Day due = months_after(day, month);
    if (well(due, 1080)) contact("after_abortion", due + random_.between(month == 1 ? -6 : -10, 12));
  }
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
