// What she agrees to, how she wants to be contacted, the contacts there were, and what she asks about her own data.
#include <algorithm>

#include "demo/life.h"

namespace anyu {

void Life::consent(std::string_view purpose, Day day, bool yes) {
  answers_.push_back({purpose, day, yes});
  form_.begin("consent", day, somewhere(700)).code("purpose", purpose).yes_no("given", yes);
  record_is_whole_ = true;  // without its answer it would be no consent
  add();
  record_is_whole_ = false;
}

void Life::wishes() {
  const auto says = [&](const Wish& wish) {
    wishes_.push_back(wish);
    form_.begin("contact_wish", wish.day, somewhere(700)).yes_no("home_visits", wish.home);
    form_.yes_no("calls", wish.calls).yes_no("messages", wish.messages);
    add();
  };
  const Day first = std::min(from_ + random_.between(0, 90), until_);
  if (!well(first, 820)) return;  // nobody asked her
  if (refuses(first, "contact")) return says({first});
  says({first, random_.chance(620), random_.chance(760), random_.chance(680)});
  if (random_.chance(40) && first + 60 < until_)
    says({random_.between(first + 30, until_), random_.chance(400), random_.chance(700), random_.chance(850)});
}

std::string_view Life::channel(Day day, bool by_message) {
  constexpr std::string_view channels[] = {"home", "station", "phone", "message"};
  const Wish* wish = nullptr;
  for (const Wish& one : wishes_)
    if (one.day <= day) wish = &one;
  if (!wish || !well(day, 1150)) return channels[random_.pick({55, 25, 20, by_message ? 40 : 0})];
  return channels[random_.pick({wish->home ? 55 : 0, 25, wish->calls ? 30 : 0, by_message && wish->messages ? 60 : 0})];
}

void Life::contact(std::string_view purpose, Day day) {
  const std::string_view how = channel(day, true);
  form_.begin("contact", day, somewhere(600)).code("purpose", purpose).code("channel", how);
  form_.yes_no("reached", random_.chance(how == "message" ? 960 : 860)).yes_no("at_agreed_time", well(day, 1150));
  add();
}

void Life::data_requests() {
  if (!random_.chance(8)) return;
  const Day day = random_.between(from_, until_);
  constexpr std::string_view kinds[] = {"withdrawal", "objection", "copy", "correction", "erasure"};
  const std::string_view kind = kinds[random_.pick({agrees(day, "contact") ? 40 : 0, 15, 25, 15, 5})];
  const Day done = day + (well(day, 1050) ? random_.between(0, 15) : random_.between(16, 50));
  const std::string_view outcome = done > until_ ? "waiting" : random_.chance(40) ? "refused" : "done";
  form_.begin("data_request", day, somewhere(300)).code("kind", kind).code("outcome", outcome);
  form_.day("done_on", done).only_if(outcome == "done");
  add();
  if (outcome == "done" && kind == "withdrawal") consent("contact", done, false);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
