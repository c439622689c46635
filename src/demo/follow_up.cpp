// What follows a start: visits, and now and then something that went wrong.
#include "demo/life.h"

namespace anyu {

namespace {

bool in_the_body(std::string_view method) { return method == "iud" || method == "implant"; }

}  // namespace

void Life::follow_up(std::string_view method, Day begun, Day day) {
  const bool problem = random_.chance(90);
  form_.begin("follow_up", day, somewhere(750)).code("method", method).yes_no("side_effect", problem);
  form_.yes_no("side_effect_acted", well(day)).only_if(problem);
  form_.yes_no("satisfied", random_.chance(problem ? 600 : 930));
  form_.code("channel", channel(day, false)).yes_no("at_agreed_time", well(day, 1180));
  if (method == "male_sterilisation") {
    form_.yes_no("backup_advised", well(day, 1050));
    form_.yes_no("semen_tested", well(day, 900)).only_if(day > begun + 60);
  }
  add();
}

void Life::follow_ups_after_start(std::string_view method, Day begun, Day stopped) {
  if (method.ends_with("sterilisation")) {
    if (well(begun, 1000)) follow_up(method, begun, begun + random_.between(3, 7));
    else if (random_.chance(400)) follow_up(method, begun, begun + random_.between(8, 20));
    if (method == "male_sterilisation" && well(begun, 900)) follow_up(method, begun, begun + random_.between(85, 118));
    return;
  }
  if (!in_the_body(method) || random_.chance(80)) return;  // the rest are lost from sight
  for (const int month : {1, 3, 6, 12}) {
    if (method == "implant" && month == 6) continue;
    const Day due = months_after(begun, month);
    if (!agrees(due) && !random_.chance(250)) continue;
    const int early = month == 1 ? -8 : -14;
    if (well(due, 1030)) {
      const Day day = due + (month == 1 && random_.chance(700) ? random_.between(-8, -1) : random_.between(early, 14));
      if (day < stopped) follow_up(method, begun, day);
    } else if (random_.chance(350)) {
      const Day day = due + random_.between(18, 60);
      if (day < stopped) follow_up(method, begun, day);
    }
  }
}

void Life::routine(std::string_view method, Day from, Day until) {
  for (Day day = from + random_.between(10, 100); day < until; day = day + random_.between(78, 105))
    if ((agrees(day) || random_.chance(200)) && well(day, 900)) follow_up(method, from, day);
  // A device of long ago reaches its end, and she is told.
  const Day told = random_.between(from, until - 1);
  if (in_the_body(method) && random_.chance(70) && agrees(told, "contact") && well(told)) contact("device_expiry", told);
}

void Life::complications(std::string_view method, Day begun, Day stopped) {
  const auto may = [&](std::string_view kind, int of_10_000, int first, int last) {
    const Day day = begun + random_.between(first, last);
    if (static_cast<int>(random_.below(10'000)) < of_10_000 && day < stopped) adverse_event(method, kind, day);
  };
  if (method == "iud") {
    may("expulsion", 260, 10, 330);
    may("infection", 90, 2, 25);
    may("perforation", 20, 0, 3);
    may("bleeding", 90, 5, 120);
  } else if (method == "implant") {
    may("infection", 50, 3, 25);
    may("bleeding", 150, 20, 200);
    may("other", 60, 10, 300);
  } else if (method.ends_with("sterilisation")) {
    may("infection", 180, 3, 30);
    may("bleeding", 140, 0, 5);
  } else if (method == "injectable" || method == "pill") {
    may("reaction", 60, 1, 90);
  }
}

void Life::adverse_event(std::string_view method, std::string_view kind, Day day) {
  constexpr std::string_view severities[] = {"mild", "moderate", "severe"};
  constexpr std::string_view finders[] = {"unit", "audit", "client", "hospital"};
  const bool good = well(day);
  form_.begin("adverse_event", day, station()).code("method", method).code("kind", kind);
  form_.code("severity", severities[random_.pick({520, 340, 140})]).yes_no("confirmed", random_.chance(880));
  form_.code("found_by", finders[good ? random_.pick({70, 8, 15, 7}) : random_.pick({30, 12, 38, 20})]);
  form_.yes_no("reported_24h", good || random_.chance(350));
  add();
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
