// Tells the lives of the made-up register, household by household.
#include "bench/population.h"

#include <algorithm>
#include <array>

#include "bench/calendar.h"
#include "bench/chance.h"

namespace anyu::bench {

namespace {

constexpr int last_day = days - 1;

/// Villages of unlike size: one in ten is four times as large.
class Villages {
 public:
  Villages(int women, std::uint64_t seed) {
    Chance chance(seed, 1'000'000'000'000);
    const int count = std::max(1, (women + 150) / 300);
    int until = 0;
    for (int village = 0; village < count; ++village) {
      rows.push_back({village, village * 2 / 23, 0});
      until += chance.between(40, 200) * (chance.percent(10) ? 4 : 1);
      until_.push_back(until);
    }
  }
  int pick(Chance& chance) const {
    const int at = chance.between(0, until_.back() - 1);
    return static_cast<int>(std::upper_bound(until_.begin(), until_.end(), at) - until_.begin());
  }

  std::vector<VillageRow> rows;

 private:
  std::vector<int> until_;
};

/// One household's five years, laid behind those already told.
class Household {
 public:
  Household(Population& into, std::uint64_t seed, int number, const Villages& villages)
      : into_(into), chance_(seed, static_cast<std::uint64_t>(number)) {
    her_.pid = static_cast<std::int32_t>(into.persons.size()) + 1;
    her_.kind = woman;
    her_.sex = 1;
    her_.village = villages.pick(chance_);
    her_.birth_day = -chance_.between(4380, 18250);
    her_.residency = static_cast<std::int8_t>(chance_.percent(15));
    her_.reg_day = chance_.percent(85) ? -chance_.between(1, 3000) : chance_.between(0, 1700);
    her_.exit_day = chance_.percent(87) ? still_here : std::max(her_.reg_day, 0) + chance_.between(60, 2600);
    her_.parity0 = static_cast<std::int8_t>(chance_.pick({45, 20, 20, 15}));
    from_ = std::max(her_.reg_day, 0);
    until_ = std::min(her_.exit_day - 1, last_day);
  }

  void tell() {
    const bool married = chance_.percent(age(1500) < 22 ? 20 : 76);
    if (married) add_him();
    if (married) pregnancies();
    methods(married);
    visits();
    keep(her_, hers_);
    if (married) keep(him_, his_);
    for (const auto& [row, events] : children_) keep(row, events);
  }

 private:
  using Events = std::vector<EventRow>;

  int age(int day) const { return (day - her_.birth_day) / 365; }

  void add_him() {
    him_ = her_;
    him_.pid = her_.pid + 1;
    him_.kind = man;
    him_.sex = 2;
    him_.birth_day = her_.birth_day - chance_.between(-700, 1900);
    him_.parity0 = 0;
    him_.link = her_.pid;
  }

  /// What happened while she was on the register; sometimes she is asked how it was.
  void add(int day, Type type, int a = 0, int b = 0, int c = 0, int d = 0) {
    if (day < from_ || day > until_) return;
    lay(hers_, her_.pid, day, type, a, b, c, d);
    if (chance_.percent(9)) lay(hers_, her_.pid, day, satisfaction, 1 + chance_.pick({9, 15, 25, 26, 25}), type);
  }

  void lay(Events& events, int pid, int day, Type type, int a, int b = 0, int c = 0, int d = 0) {
    const int entered = day + (chance_.percent(4) ? chance_.between(1, 60) : 0);
    const int fac = her_.village * 4 + chance_.pick({12, 48, 38, 2});
    const auto small = [](int value) { return static_cast<std::int16_t>(value); };
    events.push_back({entered, pid, small(day), type, small(a), small(b), small(c), small(d), fac});
  }

  void pregnancies() {
    for (int lmp = chance_.between(-250, 1900), told = 0; lmp < last_day - 40 && told < 3; ++told) {
      if (age(lmp) < 18 || age(lmp) > 44) return;
      if (!chance_.percent(age(lmp) < 37 ? 78 : 35)) return;
      lmp = pregnancy(lmp) + chance_.between(120, 2400);
    }
  }

  /// The day on which it ends.
  int pregnancy(int lmp) {
    const int conception = lmp + 14;
    if (chance_.percent(46)) {
      const int day = conception - chance_.between(0, 330);
      add(day, precon_exam, chance_.percent(19), chance_.pick({19, 28, 26, 27}));
      if (chance_.percent(88)) he_comes(day + chance_.pick({70, 30}) * chance_.between(-40, 40));
      for (int bottle = day + chance_.between(0, 10); bottle < conception + 60; bottle += chance_.between(25, 70))
        if (chance_.percent(72)) add(bottle, folic, chance_.between(1, 2));
    }
    const int weeks = chance_.pick({75, 25}) ? chance_.between(13, 19) : chance_.between(6, 12);
    if (chance_.percent(88)) add(lmp + 7 * weeks, preg_reg, weeks, std::min(4, her_.parity0 + 1));

    const int outcome = 1 + chance_.pick({830, 7, 95, 68});
    const bool birth = outcome <= 2;
    const int end = birth ? lmp + chance_.between(258, 290) : lmp + chance_.between(45, 130);
    for (int week = 11 + chance_.between(0, 1); lmp + 7 * week < end; week += chance_.between(3, 5))
      if (chance_.percent(88))
        add(lmp + 7 * week + chance_.between(0, 6), anc, week, chance_.percent(13), chance_.between(90, 145),
            chance_.between(0, 7));
    for (const auto& [kind, share] : {std::pair{1, 50}, {2, 50}, {3, 80}})
      if (chance_.percent(share)) add(lmp + chance_.between(70, 170), screen, kind, chance_.percent(2));
    add(end, delivery, outcome, 1 + chance_.pick({90, 7, 3}), birth ? chance_.between(1, 2) : 0,
        birth && chance_.percent(1));
    if (!birth) return end;

    for (const int planned : {3, 7, 14, 28, 42})
      if (chance_.percent(56)) {
        const int after = std::max(1, planned + chance_.between(-4, 5));
        add(end + after, pnc, after, chance_.percent(78));
      }
    if (outcome == 1 && end >= from_ && end <= until_) add_child(end);
    return end;
  }

  void he_comes(int day) {
    if (day < from_ || day > until_) return;
    lay(his_, him_.pid, day, precon_exam, chance_.percent(12), chance_.pick({19, 28, 26, 27}));
    if (chance_.percent(20)) lay(his_, him_.pid, day, counsel, 2, chance_.percent(33));
  }

  void add_child(int born) {
    PersonRow row = her_;
    row.pid = her_.pid + 2 + static_cast<int>(children_.size());
    row.kind = child;
    row.sex = static_cast<std::int8_t>(chance_.between(1, 2));
    row.birth_day = row.reg_day = born;
    row.parity0 = 0;
    row.link = her_.pid;
    Events events;
    for (const auto& [kind, share, latest] : {std::array{1, 96, 26}, {2, 86, 40}, {3, 66, 60}}) {
      const int day = born + chance_.between(kind == 1 ? 1 : 2, latest);
      if (chance_.percent(share) && day <= until_) lay(events, row.pid, day, nb_screen, kind, chance_.percent(2));
    }
    std::stable_sort(events.begin(), events.end(),
                     [](const EventRow& x, const EventRow& y) { return x.day < y.day; });
    children_.push_back({row, std::move(events)});
  }

  /// One method after the other, with pauses; a pregnancy is reason enough to stop.
  void methods(bool married) {
    if (!chance_.percent(married ? 84 : 32) || age(last_day) < 18) return;
    std::vector<int> ends;  // of pregnancies: the day of delivery
    for (const EventRow& row : hers_)
      if (row.type == delivery) ends.push_back(row.day);
    int day = from_ + (chance_.percent(35) ? chance_.between(0, 90) : chance_.between(0, 900));
    while (day <= until_) {
      const auto next = std::upper_bound(ends.begin(), ends.end(), day);
      const int limit = next == ends.end() ? last_day + 400 : *next - chance_.between(300, 420);
      if (limit <= day + 20) {
        day = *next + chance_.between(15, 300);
        continue;
      }
      const int method = 1 + chance_.pick({400, 60, 155, 65, 245, age(day) > 27 ? 75 : 0, 6});
      const bool lasting = method <= 2;
      int stop =
          method >= 6 ? last_day + 400 : day + (lasting ? chance_.between(100, 2000) : chance_.between(20, 1100));
      int reason = 2 + chance_.pick({22, 20, 20, 35});
      if (stop >= limit) {
        stop = limit;
        reason = 1;
      }
      use(method, day, std::min(stop, until_));
      if (method >= 6 || stop > until_) return;
      add(stop, method_stop, method, reason);
      if (reason == 5 && chance_.percent(50))
        day = stop;
      else
        day = stop + chance_.between(1, 300);
      if (reason != 5 && chance_.percent(30)) return;
    }
  }

  void use(int method, int start, int stop) {
    if (chance_.percent(72))
      add(start - (chance_.percent(40) ? 0 : chance_.between(0, 36)), counsel, 1, chance_.percent(90));
    add(start, method_start, method);
    for (int day = start + chance_.between(8, 48); day < stop; day += chance_.between(70, 260)) {
      const bool side_effect = chance_.percent(4);
      add(day, followup, method, side_effect);
      if (side_effect && chance_.percent(20)) add(day + chance_.between(0, 70), counsel, 1, chance_.percent(33));
    }
    if (method < 3 || method > 5) return;
    for (int day = start; day < stop;) {
      const int quantity = method == 5 ? 5 * chance_.between(1, 3) : method == 4 ? 1 : chance_.between(1, 3);
      add(day, supply, method, quantity);
      const int lasts = method == 3 ? 28 * quantity : method == 4 ? 90 * quantity : chance_.between(25, 65);
      day += std::max(5, lasts + (chance_.percent(86) ? chance_.between(-6, 7) : chance_.between(8, 90)));
    }
  }

  /// What comes round for everyone: talks, quarterly checks, examinations.
  void visits() {
    const int zeal = chance_.pick({25, 50, 25}) * 18 + 40;
    for (int day = from_ + chance_.between(0, 150); day <= until_; day += chance_.between(zeal + 6, zeal + 95)) {
      constexpr int topics[] = {1, 2, 3, 4, 5, 6};
      add(day, counsel, topics[chance_.pick({23, 1, 2, 25, 24, 25})], chance_.percent(28));
    }
    if (chance_.percent(age(900) < 20 ? 20 : 72))
      for (int day = from_ + chance_.between(0, 120); day <= until_; day += chance_.between(72, 124))
        if (chance_.percent(80)) add(day, followup, 0, chance_.percent(2));
    for (int day = from_ + chance_.between(0, 330); day <= until_; day += chance_.between(260, 560))
      examination(day, 16);
  }

  void examination(int day, int ill) {
    const int result = chance_.pick({91 - ill, ill, 9});
    add(day, health_exam, result, chance_.percent(6), chance_.percent(3));
    if (result != 1) return;
    if (chance_.percent(70)) add(day + chance_.between(0, 45), rti_treatment, chance_.percent(82));
    if (chance_.percent(70)) examination(day + chance_.between(30, 190), 12);
  }

  void keep(const PersonRow& row, const Events& events) {
    into_.persons.push_back(row);
    const auto first = static_cast<std::ptrdiff_t>(into_.events.size());
    into_.events.insert(into_.events.end(), events.begin(), events.end());
    std::stable_sort(into_.events.begin() + first, into_.events.end(),
                     [](const EventRow& x, const EventRow& y) { return x.day < y.day; });
  }

  Population& into_;
  Chance chance_;
  PersonRow her_{}, him_{};
  int from_ = 0, until_ = 0;
  Events hers_, his_;
  std::vector<std::pair<PersonRow, Events>> children_;
};

/// Numbers by day of entry, which stood where the number will stand.
void number_by_entry(std::vector<EventRow>& events) {
  std::vector<std::int32_t> next(days + 61);
  for (const EventRow& row : events) ++next[row.eid];
  std::int32_t before = 1;
  for (std::int32_t& count : next) before += std::exchange(count, before);
  for (EventRow& row : events) row.eid = next[row.eid]++;
}

}  // namespace

Population make_population(int women, std::uint64_t seed) {
  Population made;
  const Villages villages(women, seed);
  made.villages = villages.rows;
  made.persons.reserve(static_cast<std::size_t>(women) * 2);
  made.events.reserve(static_cast<std::size_t>(women) * 52);
  for (int number = 0; number < women; ++number) Household(made, seed, number, villages).tell();
  number_by_entry(made.events);
  return made;
}

}  // namespace anyu::bench

// SPDX-License-Identifier: Apache-2.0
