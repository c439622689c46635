// What every life has: consents, talks, satisfaction; and putting the stories in order.
#include "demo/life.h"

#include <algorithm>

namespace anyu {

Life::Life(const Places& places, const Quality& quality, Form& form, const People& people, std::size_t who, std::uint64_t seed, Day today)
    : places_(places), quality_(quality), form_(form), people_(people), who_(who), random_(seed, who), today_(today) {
  const Person& person = me().person;
  from_ = std::max(months_after(today, -36), *person.registered);
  until_ = person.left ? std::min(*person.left - 1, today) : today;
  township_ = places.villages[me().village].township;
}

bool Life::agrees(Day day, std::string_view purpose) const {
  bool yes = false;
  for (const Answer& one : answers_)
    if (one.purpose == purpose && one.day <= day) yes = one.yes;
  return yes;
}

bool Life::refuses(Day day, std::string_view purpose) const {
  bool no = false;
  for (const Answer& one : answers_)
    if (one.purpose == purpose && one.day <= day) no = !one.yes;
  return no;
}

void Life::add_about(std::size_t who) {
  Record record = form_.take(random_, record_is_whole_ ? Form::nothing_lost : quality_.forgotten(township_, form_.day_begun()));
  const RecordType* const type = form_.fault() ? nullptr : &form_.type();
  if (!type || !possible(record.day)) return;
  if (who == who_ && refuses(record.day, type->consent)) return;
  // Written down on the same day in working hours, or, one time in sixteen, later.
  const bool late = !quality_.leaps(township_, record.day) && random_.chance(60);
  const int later = late ? random_.between(3, random_.chance(800) ? 20 : 70) : 0;
  const auto working_hours = std::chrono::minutes(random_.between(0, 10 * 60)) + std::chrono::seconds(random_.between(0, 59));
  const Moment end = Moment(std::chrono::days(today_.number)) - std::chrono::hours(8);
  record.recorded = std::min(Moment(std::chrono::days(record.day.number + later)) + working_hours, end);
  record.author = fmt::format("{}-{}", record.unit, random_.between(1, 2));
  told_.push_back({std::move(record), who});
}

void Life::tell() {
  if (from_ > until_) return;
  if (me().person.sex == Sex::male) return as_a_man();
  consents();
  data_requests();
  wishes();
  plan_pregnancies();
  if (age(today_) < 50) contraception();
  requests();
  pregnancies();
  infections();
  cervical_screening();
  talks();
}

std::vector<Care> Life::take() {
  std::stable_sort(told_.begin(), told_.end(), [](const Care& a, const Care& b) { return a.record.day < b.record.day; });
  return std::move(told_);
}

void Life::consents() {
  const Day first = std::min(from_ + random_.between(0, 90), until_);
  const auto answer = me().born_ago ? 0 : random_.pick({850, 80, 70});
  const Day day = me().born_ago ? from_ : first;
  if (answer < 2) consent("follow_up", day, answer == 0);
  if (answer < 2 && !me().born_ago && random_.chance(15) && day + 60 < until_)
    consent("follow_up", random_.between(day + 30, until_), answer == 1);
  const auto contact = random_.pick({700, 50, 250});
  if (contact < 2) consent("contact", first, contact == 0);
  if (random_.chance(300)) consent("care", first, true);
  if (random_.chance(60)) consent("research", first, random_.chance(500));
}

void Life::talks() {
  const int years_36 = (until_ - from_) * 1000 / 1096;
  for (int i = 0; i < 4; ++i)
    if (random_.chance(years_36)) {
      const Day day = random_.between(from_, until_);
      if (age(day) <= 49 && well(day, 850)) counsel(day, false, well(day));
    }
  for (int i = 0; i < 3; ++i)
    if (random_.chance(years_36 * 8 / 10)) {
      const Day day = random_.between(from_, until_);
      const bool good = well(day);
      form_.begin("satisfaction", day, somewhere(400));
      form_.whole("score", good ? 5 - static_cast<int>(random_.pick({55, 35, 10})) : 5 - static_cast<int>(random_.pick({15, 30, 33, 15, 7})));
      constexpr std::string_view services[] = {"contraception", "maternal", "infection", "supplies", "publicity"};
      form_.code("service", services[random_.pick({40, 12, 25, 18, 5})]);
      form_.yes_no("respected", good ? random_.chance(980) : random_.chance(820)).yes_no("would_return", good ? random_.chance(960) : random_.chance(700));
      add();
    }
}

void Life::as_a_man() {
  if (random_.chance(250)) {
    const Day day = random_.between(from_, until_);
    counsel(day, false, well(day));
  }
  if (random_.chance(200)) {
    const Day day = random_.between(from_, until_);
    form_.begin("satisfaction", day, somewhere(400)).whole("score", well(day) ? 5 : 3).code("service", "contraception");
    form_.yes_no("respected", true).yes_no("would_return", random_.chance(900));
    add();
  }
  if (random_.chance(120)) supplies("condom", random_.between(from_, until_), until_);
  if (age(today_) >= 28 && random_.chance(15)) {
    const Day day = start("male_sterilisation", random_.between(from_, until_));
    follow_ups_after_start("male_sterilisation", day, until_ + 1);
    complications("male_sterilisation", day, until_ + 1);
  }
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
