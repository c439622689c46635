// Methods begun, supplied, stopped and removed: as she wishes, and as well as her township does it.
#include <algorithm>

#include "demo/life.h"

namespace anyu {

namespace {

bool in_the_body(std::string_view method) { return method == "iud" || method == "implant"; }
bool is_supplied(std::string_view method) { return method == "condom" || method == "pill" || method == "injectable"; }

}  // namespace

void Life::counsel(Day day, bool chose, bool well_done) {
  form_.begin("counselling", day, somewhere(600));
  form_.whole("methods_discussed", well_done ? random_.between(3, 8) : random_.between(1, 4));
  form_.yes_no("side_effects_told", well_done || random_.chance(450)).yes_no("what_to_do_told", well_done || random_.chance(400));
  form_.yes_no("may_switch_told", well_done || random_.chance(300)).yes_no("privacy", well_done || random_.chance(550));
  constexpr std::string_view decisions[] = {"later", "no_method", "undecided", "chose_method"};
  form_.code("decision", chose ? "chose_method" : decisions[random_.pick({35, 20, 30, 15})]);
  form_.yes_no("consent_signed", chose ? well_done || random_.chance(500) : random_.chance(150));
  constexpr std::string_view partners[] = {"absent", "at_her_wish", "not_at_her_wish"};
  form_.code("partner", partners[well_done ? random_.pick({790, 200, 10}) : random_.pick({780, 150, 70})]);
  add();
}

Day Life::start(std::string_view method, Day day) {
  const bool good = well(day);
  constexpr std::string_view categories[] = {"c1", "c2", "c3"};
  const std::string_view category = categories[random_.pick({80, 18, 2})];
  if (good || random_.chance(450)) counsel(day - (random_.chance(600) ? 0 : random_.between(1, 14)), true, good);
  if (good || random_.chance(350)) asks_for(method, day, category);
  if (method.ends_with("sterilisation")) agrees_to_sterilisation(day);
  form_.begin("method_start", day, is_supplied(method) ? somewhere(300) : station()).code("method", method).kept({"method"});
  form_.yes_no("eligibility_checked", good || random_.chance(500));
  if (well(day)) form_.code("eligibility_category", category);
  form_.yes_no("not_pregnant_checked", well(day) || random_.chance(400));
  if (category == "c3" && well(day)) form_.code("judgement", random_.chance(600) ? "reason_written" : "referred");
  const int good_for = method == "implant" ? 4 : random_.chance(700) ? 10 : 5;
  form_.day("device_until", months_after(day, 12 * good_for)).only_if(in_the_body(method));
  add();
  return day;
}

void Life::supplies(std::string_view method, Day from, Day until) {
  bool late = false;  // an injection given later than 17 weeks after the last one
  for (Day day = from; day < until;) {
    const int cycles = method == "pill" ? random_.between(1, 4) : 1;
    form_.begin("supply", day, method == "injectable" ? station() : somewhere(800)).code("method", method).kept({"method"});
    form_.whole("quantity", method == "pill" ? cycles : method == "condom" ? 10 * random_.between(1, 4) : 1);
    if (late) form_.yes_no("not_pregnant_checked", well(day, 1050)).yes_no("backup_advised", well(day));
    add();
    const bool in_time = well(day, 1050);
    if (method == "injectable" && agrees(day + 80, "contact") && well(day, 950)) contact("reminder", day + random_.between(77, 91));
    if (method == "pill" && agrees(day, "contact") && well(day, 300))
      contact("reminder", day + 28 * cycles - random_.between(1, 7));
    late = method == "injectable" && !in_time;
    if (method == "pill") day = day + 28 * cycles + (in_time ? random_.between(-7, 6) : random_.between(8, 40));
    else if (method == "injectable") day = day + (in_time ? random_.between(82, 112) : random_.between(120, 160));
    else day = day + random_.between(50, 120);
  }
}

Day Life::stop(std::string_view method, Day day, std::string_view reason) {
  Day gone = day;
  if (in_the_body(method)) {
    std::string_view outcome = "removed";
    int wait = well(day, 1040) ? random_.between(0, 6) : random_.between(8, 40);
    if (!well(day) && random_.chance(30)) outcome = "refused";
    else if (random_.chance(40)) outcome = "changed_mind";
    else if (random_.chance(80)) outcome = "referred";
    if (day + wait > today_) outcome = "waiting";
    form_.begin("removal_request", day, station()).code("method", method).code("outcome", outcome);
    const bool removed = outcome == "removed" || outcome == "referred";
    form_.day("removed_on", day + wait).only_if(removed);
    constexpr std::string_view attempts[] = {"first", "not_first", "deep"};
    if (outcome == "removed")
      form_.code("attempt", attempts[method == "implant" ? random_.pick({880, 60, 60}) : random_.pick({950, 40, 10})]);
    else form_.code("attempt", outcome == "referred" && random_.chance(500) ? "deep" : "not_tried");
    add();
    if (!removed) return until_ + 1;
    gone = day + wait;
  }
  form_.begin("method_stop", gone, in_the_body(method) ? station() : somewhere(600)).code("method", method);
  if (random_.chance(800)) form_.code("reason", reason);
  add();
  return gone;
}

void Life::contraception() {
  constexpr std::string_view methods[] = {"iud", "implant", "pill", "injectable", "condom", "female_sterilisation", ""};
  const int years = age(from_);
  std::size_t at_first = 6;
  if (years >= 32) at_first = random_.pick({400, 20, 30, 15, 220, 120, 195});
  else if (years >= 24) at_first = random_.pick({270, 35, 60, 20, 330, 15, 270});
  else if (years >= 20) at_first = random_.pick({60, 20, 60, 10, 330, 0, 520});
  if (me().person.residency == Residency::migrant_out && random_.chance(700)) return;
  std::string_view method = methods[at_first];
  Day day = from_;
  bool begun_here = false;
  // Stretches of one method, or of none, until the three years are over. A pregnancy ends one.
  while (day < until_) {
    const auto next = std::find_if(pregnancies_.begin(), pregnancies_.end(), [&](const Pregnancy& one) { return one.ends >= day; });
    const Day limit = next == pregnancies_.end() ? until_ + 1 : next->conceived - random_.between(20, 120);
    if (limit <= day) {
      method = "";
      day = next->ends + random_.between(35, random_.chance(600) ? 150 : 400);
      begun_here = false;
      if (!next->born()) day = next->ends + (random_.chance(200) ? 0 : random_.between(10, 90));
      if (day < until_ && random_.chance(700)) {
        constexpr std::string_view after_birth[] = {"iud", "implant", "condom", "pill", "injectable"};
        method = after_birth[random_.pick({420, 60, 400, 60, 60})];
        start(method, day);
        begun_here = true;
      }
      if (day <= limit) day = limit + 1;
      continue;
    }
    if (method.empty()) {
      // One in five a year begins with something.
      const Day begin = day + random_.between(20, 3000);
      if (begin >= std::min(limit, until_) || age(begin) < 18) {
        day = limit;
        if (next == pregnancies_.end()) return;
        continue;
      }
      constexpr std::string_view chosen[] = {"iud", "implant", "pill", "injectable", "condom", "female_sterilisation", "other"};
      method = chosen[age(begin) > 30 ? random_.pick({330, 60, 90, 50, 400, 50, 20}) : random_.pick({220, 90, 120, 50, 500, 0, 20})];
      day = start(method, begin);
      begun_here = true;
    }
    const bool for_good = method == "female_sterilisation";
    const int lasts = for_good ? 100'000 : in_the_body(method) ? random_.between(60, 9000) : random_.between(60, 2600);
    const Day end = std::min({day + lasts, limit, until_ + 1});
    if (begun_here) {
      follow_ups_after_start(method, day, end);
      complications(method, day, end);
    }
    routine(method, begun_here && in_the_body(method) ? day + 380 : day, end);
    if (is_supplied(method)) supplies(method, begun_here ? day : day + random_.between(0, 60), end);
    if (end > until_) return;
    const bool wants_child = end == limit;
    constexpr std::string_view reasons[] = {"side_effect", "switching", "not_needed", "expired", "failure", "other"};
    day = stop(method, end, wants_child ? "wants_pregnancy" : reasons[random_.pick({25, 40, 15, 8, 4, 8})]) + 1;
    const bool switches = !wants_child && random_.chance(550) && day < until_;
    method = "";
    if (switches) {
      constexpr std::string_view other[] = {"condom", "iud", "pill", "implant"};
      method = other[random_.pick({50, 25, 15, 10})];
      start(method, day);
    }
    begun_here = switches;
  }
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
