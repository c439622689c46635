// Cervical screening by choice, and what follows a positive result.
#include "demo/life.h"

namespace anyu {

void Life::cervical_screening() {
  // Once in three years, if she wishes.
  const Day day = from_ + random_.between(0, 1095);
  if (!possible(day) || age(day) < 35 || age(day) > 64 || !well(day, 620)) return;
  constexpr std::string_view methods[] = {"hpv", "cytology", "visual"};
  constexpr std::string_view results[] = {"negative", "positive", "unclear"};
  const auto method = random_.pick({550, 400, 50});
  const auto result = random_.pick({890, 90, 20});
  form_.begin("cervical_screening", day, random_.chance(600) ? station() : UnitCode(place::pingquan_station));
  form_.code("method", methods[method]).code("result", results[result]).yes_no("breast", random_.chance(720)).kept({"result"});
  add();
  if (result != 1) return;
  if (agrees(day, "contact") && well(day)) contact("result", day + random_.between(5, 20));
  const bool in_time = well(day, 1080);
  if (!in_time && random_.chance(400)) return;
  const Day seen = day + (in_time ? random_.between(10, 85) : random_.between(95, 200));
  const auto follow = [&](std::string_view step, Day on, std::string_view finding) {
    form_.begin("cervical_follow_up", on, place::pingquan_station).code("step", step).kept({"finding"});
    if (!finding.empty()) form_.code("finding", finding);
    add();
  };
  if (random_.chance(70)) follow("referred", day + random_.between(3, 9), "");
  constexpr std::string_view findings[] = {"normal", "precancer", "cancer"};
  const auto finding = random_.pick({700, 290, 10});
  follow("colposcopy", seen, findings[finding]);
  if (finding > 0 && (in_time || random_.chance(600)))
    follow("treatment", seen + random_.between(7, in_time ? 150 : 260), findings[finding]);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
