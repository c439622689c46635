// One pass over the persons of a village after the other, its cells kept in the nearest cache meanwhile.
#include "bench/by_hand.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <numeric>
#include <thread>

namespace anyu::bench {

namespace {

/// A cell while it grows: the numerator in the upper half, the denominator in the lower.
using Half = std::uint64_t;
constexpr Half num(std::uint64_t value) { return value << 32; }
constexpr Half den = 1;
constexpr Half part(bool counts) { return (static_cast<Half>(counts) << 32) + 1; }

struct Times {
  std::uint8_t month_of[days];
  std::uint8_t year_over[days];  ///< the first month whose end lies more than 364 days after the day
  std::int16_t last_day[months];
};

const Times& times() {
  static const Times made = [] {
    Times built{};
    for (int month = 0; month < months; ++month) built.last_day[month] = calendar().last_day[month];
    for (int day = 0; day < days; ++day) {
      built.month_of[day] = calendar().month_of[day];
      built.year_over[day] = static_cast<std::uint8_t>(
          std::upper_bound(built.last_day, built.last_day + months, day + 364) - built.last_day);
    }
    return built;
  }();
  return made;
}

/// The first month whose end is not before the day; 60 where there is none. [reg, exit) is in months from one to
/// the other.
int first_month(int day) {
  if (day <= 0) return 0;
  return day < days ? times().month_of[day] : months;
}
constexpr std::array<std::uint16_t, 8> protection_of_start = {0, 2760, 1500, 0, 0, 0, 6000, 6000};
constexpr std::array<std::uint16_t, 8> protection_of_supply = {0, 0, 0, 40, 150, 5, 0, 0};
constexpr std::array<std::uint8_t, 8> days_of_supply = {0, 0, 0, 28, 90, 0, 0, 0};
constexpr std::uint32_t reached =
    1u << counsel | 1u << method_start | 1u << followup | 1u << supply | 1u << health_exam;

/// The cells of one village while its persons go by.
class Village {
 public:
  explicit Village(const Columns& columns)
      : columns_(columns), room_(columns.longest + 1), scratch_((types + 3) * room_), cell_{}, more_{} {}

  void person(std::uint32_t place) {
    const Columns::Who& who = columns_.who[place];
    sort_out(place);
    if (who.kind == woman)
      stays(who, place);
    else if (who.kind == child && who.birth_day >= 0 && who.birth_day < days)
      newborn(who);
    counsels();
    if (turns_ != turn_end_) methods();
    followups();
    supplies();
    exams();
    if (count_[precon_exam] && who.kind == woman) couples(who);
    if (count_[preg_reg]) registrations();
    if (count_[delivery]) births();
    for (const Fact& fact : list(satisfaction)) cell(29, fact.day) += num(fact.a) + den;
  }

  /// The cells so far, written where they belong; and from the beginning again.
  void write(Cells& cells, int village) {
    std::int64_t women = 0, users = 0, iud = 0, examined = 0, migrants = 0, met = 0;
    for (int month = 0; month < months; ++month) {
      women += more_.women[month];
      users += more_.users[month];
      iud += more_.iud[month];
      examined += more_.examined[month];
      migrants += more_.migrants[month];
      met += more_.met[month];
      const auto put = [&](int indicator, std::int64_t n, std::int64_t d) {
        cells.row(indicator, village)[month] = {n, d};
      };
      const auto summed = [&](int indicator) { return static_cast<std::int64_t>(cell_[indicator][month] >> 32); };
      put(1, summed(1), women);
      put(5, users, women);
      put(6, iud, users);
      put(8, summed(8), women);
      put(13, examined, women);
      put(27, met, migrants);
    }
    for (int indicator = 1; indicator <= indicators; ++indicator) {
      if (indicator == 1 || indicator == 5 || indicator == 6 || indicator == 8 || indicator == 13 ||
          indicator == 27)
        continue;
      Cell* row = cells.row(indicator, village);
      for (int month = 0; month < months; ++month) {
        const Half value = cell_[indicator][month];
        row[month] = {static_cast<std::int64_t>(value >> 32), static_cast<std::int64_t>(value & 0xFFFFFFFF)};
      }
    }
    std::memset(cell_, 0, sizeof cell_);
    more_ = {};
  }

 private:
  struct Facts {
    const Fact *first, *last;
    const Fact* begin() const { return first; }
    const Fact* end() const { return last; }
  };

  Half& cell(int indicator, int day) { return cell_[indicator][times_.month_of[day]]; }
  Facts list(int type) const {
    const Fact* first = &scratch_[static_cast<std::size_t>(type) * room_];
    return {first, first + count_[type]};
  }

  static bool any_in(const Facts& facts, int from, int to) {
    for (const Fact& fact : facts)
      if (fact.day >= from) return fact.day <= to;
    return false;
  }
  static int how_many_in(const Facts& facts, int from, int to) {
    int count = 0;
    for (const Fact& fact : facts) count += fact.day >= from && fact.day <= to;
    return count;
  }

  /// Lays a person's facts out by type without a branch; starts and stops also together, in their order.
  void sort_out(std::uint32_t place) {
    const Fact* at = &columns_.facts[columns_.of_person[place]];
    const Fact* const end = columns_.facts.data() + columns_.of_person[place + 1];
    std::memset(count_, 0, sizeof count_);
    turns_ = turn_end_ = &scratch_[(types + 1) * room_];
    for (; at != end; ++at) {
      const auto type = static_cast<unsigned>(at->type);
      scratch_[type * room_ + count_[type]++] = *at;
      *turn_end_ = *at;
      turn_end_ += type == method_start || type == method_stop;
    }
  }

  /// Where she lives from month to month, and who among these women was met within a year: 13 and 27.
  void stays(const Columns::Who& who, std::uint32_t place) {
    from_ = first_month(std::max(who.reg_day, who.birth_day + 5479));
    until_ = first_month(std::min(who.exit_day, who.birth_day + 18263));
    if (from_ >= until_) return;
    add(more_.women, from_, until_);
    const Facts turns{turns_, turn_end_};
    for (const Fact& turn : turns) {
      if (turn.type != method_start) continue;
      const int from = std::max<int>(times_.month_of[turn.day], from_);
      const int until = std::min<int>(&turn + 1 == turn_end_ ? months : times_.month_of[(&turn + 1)->day], until_);
      if (from >= until) continue;
      add(more_.users, from, until);
      if (turn.a == 1) add(more_.iud, from, until);
    }
    covered(list(health_exam), more_.examined, 1u << health_exam);
    if (who.residency != 1) return;
    add(more_.migrants, from_, until_);
    const Fact* const first = columns_.facts.data();
    covered({first + columns_.of_person[place], first + columns_.of_person[place + 1]}, more_.met, reached);
  }

  void add(std::int32_t* more, int from, int until) {
    ++more[from];
    --more[until];
  }

  /// Each fact of these types covers its months up to a year later, none twice.
  void covered(const Facts& facts, std::int32_t* more, std::uint32_t of_types) {
    int done = from_;
    for (const Fact& fact : facts) {
      if (!(of_types >> fact.type & 1)) continue;
      const int from = std::max<int>(times_.month_of[fact.day], done);
      const int until = std::min<int>(times_.year_over[fact.day], until_);
      if (from >= until) continue;
      add(more, from, until);
      done = until;
    }
  }

  void newborn(const Columns::Who& who) {
    bool screened = false;
    for (const Fact& fact : list(nb_screen))
      screened |= fact.a == 1 && fact.day >= who.birth_day && fact.day <= who.birth_day + 20;
    cell(28, who.birth_day) += part(screened);
  }

  /// 1, and the talks about methods are put aside for 2 and 11.
  void counsels() {
    informed_ = informed_end_ = &scratch_[(types + 2) * room_];
    for (const Fact& fact : list(counsel)) {
      cell(1, fact.day) += num(1);
      *informed_end_ = fact;
      informed_end_ += fact.a == 1;
    }
  }

  /// 2, 3, 4, 7 and the part of 8 that starts bring.
  void methods() {
    for (const Fact& start : list(method_start)) {
      const int day = start.day;
      bool signed_before = false;
      for (const Fact* talk = informed_; talk != informed_end_ && talk->day <= day; ++talk)
        signed_before |= talk->b == 1 && talk->day >= day - 30;
      cell(2, day) += part(signed_before);
      cell(3, day) += part(start.a == 1 || start.a == 2);
      cell(8, day) += num(protection_of_start[start.a & 7]);
      if (start.a == 1) {
        bool seen = false;
        for (const Fact& visit : list(followup)) seen |= visit.a == 1 && visit.day > day && visit.day <= day + 30;
        cell(4, day) += part(seen);
      }
      const int reported = times_.month_of[day] + 12;
      if (start.a < 1 || start.a > 5 || reported >= months) continue;
      bool stopped = false;
      for (const Fact& stop : list(method_stop))
        stopped |= stop.a == start.a && stop.day > day && stop.day <= day + 365;
      cell_[7][reported] += part(stopped);
    }
  }

  /// 10 and 11.
  void followups() {
    for (const Fact& visit : list(followup)) {
      cell(10, visit.day) += part(visit.b == 1);
      if (visit.b != 1) continue;
      const int until = visit.day + 60;
      cell(11, visit.day) +=
          part(any_in(list(method_stop), visit.day, until) || any_in({informed_, informed_end_}, visit.day, until));
    }
  }

  /// 9, and the rest of 8.
  void supplies() {
    const Facts all = list(supply);
    for (const Fact& given : all) {
      const int method = given.a & 7;
      cell(8, given.day) +=
          num(static_cast<std::uint64_t>(protection_of_supply[method]) * static_cast<std::uint64_t>(given.b));
      if (!days_of_supply[method]) continue;
      const int until = given.day + days_of_supply[method] * given.b + 7;
      bool again = false;
      for (const Fact* next = &given + 1; next != all.end() && next->day <= until && !again; ++next)
        again = next->a == given.a && next->day > given.day;
      for (const Fact& stop : list(method_stop))
        again |= stop.a == given.a && stop.day > given.day && stop.day <= until;
      cell(9, given.day) += part(again);
    }
  }

  /// 14, 15 and 16.
  void exams() {
    const Facts all = list(health_exam);
    for (const Fact& exam : all) {
      if (exam.a > 1) continue;
      cell(14, exam.day) += part(exam.a == 1);
      if (exam.a != 1) continue;
      cell(15, exam.day) += part(any_in(list(rti_treatment), exam.day, exam.day + 30));
      const Fact* next = &exam + 1;
      cell(16, exam.day) += part(next != all.end() && next->a == 0 && next->day <= exam.day + 180);
    }
  }

  /// 18.
  void couples(const Columns::Who& who) {
    for (const Fact& exam : list(precon_exam)) {
      bool both = false;
      for (std::uint32_t man = who.husband; man != Columns::no_one; man = columns_.who[man].brother)
        for (std::uint64_t i = columns_.of_person[man]; i < columns_.of_person[man + 1]; ++i) {
          const Fact& his = columns_.facts[i];
          both |= his.type == precon_exam && his.day >= exam.day - 30 && his.day <= exam.day + 30;
        }
      cell(18, exam.day) += part(both);
    }
  }

  /// 17, 19 and 20.
  void registrations() {
    for (const Fact& begun : list(preg_reg)) {
      const int lmp = begun.day - 7 * begun.a;
      const int conception = lmp + 14;
      cell(17, begun.day) += part(any_in(list(precon_exam), lmp - 365, lmp + 14));
      cell(19, begun.day) += part(any_in(list(folic), conception - 365, conception - 90));
      cell(20, begun.day) += part(begun.a < 13);
    }
  }

  /// 12, 21 to 26, and 30.
  void births() {
    int before = -1;
    for (const Fact& birth : list(delivery)) {
      if (birth.a != 1 && birth.a != 2) continue;
      const int day = birth.day;
      int contacts = 0, risky = 0, torch = 0;
      for (const Fact& visit : list(anc)) {
        const int counts = visit.day >= day - 294 && visit.day <= day;
        contacts += counts;
        risky += counts & (visit.b == 1);
      }
      for (const Fact& test : list(screen)) torch += test.a == 1 && test.day >= day - 294 && test.day <= day;
      const bool hospital = birth.b == 1;
      if (const int reported = times_.month_of[day] + 6; reported < months)
        cell_[12][reported] += part(any_in(list(method_start), day + 1, day + 180));
      if (risky) cell(21, day) += part(hospital);
      cell(22, day) += part(contacts >= 5);
      cell(23, day) += part(torch > 0);
      cell(24, day) += part(hospital);
      cell(25, day) += part(birth.d == 1);
      if (day + 42 < days) cell(26, day + 42) += part(how_many_in(list(pnc), day + 1, day + 42) >= 2);
      if (before >= 0) cell(30, day) += part(day - before >= 730);
      before = day;
    }
  }

  const Columns& columns_;
  const Times& times_ = times();
  const std::size_t room_;
  std::vector<Fact> scratch_;
  std::uint32_t count_[types + 1];
  Fact *turns_ = nullptr, *turn_end_ = nullptr, *informed_ = nullptr, *informed_end_ = nullptr;
  int from_ = 0, until_ = 0;
  Half cell_[indicators + 1][months];
  struct {
    std::int32_t women[months + 1], users[months + 1], iud[months + 1], examined[months + 1], migrants[months + 1],
        met[months + 1];
  } more_;
};

bool fits(const EventRow& row) {
  return row.day >= 0 && row.day < days && row.type >= 1 && row.type <= types && row.a >= 0 && row.a < 256 &&
         row.b >= 0 && row.d >= 0 && row.d < 256;
}

}  // namespace

Cells by_hand(const Columns& columns, int threads) {
  Cells cells;
  cells.villages = columns.villages();
  cells.all = std::make_unique_for_overwrite<Cell[]>(static_cast<std::size_t>(indicators) *
                                                     static_cast<std::size_t>(cells.villages) * months);
  std::atomic<int> next = 0;
  const auto work = [&] {
    Village village(columns);
    for (int at = next++; at < cells.villages; at = next++) {
      for (std::uint32_t place = columns.of_village[at]; place < columns.of_village[at + 1]; ++place)
        village.person(place);
      village.write(cells, at);
    }
  };
  {
    std::vector<std::jthread> others;
    for (int i = 1; i < threads; ++i) others.emplace_back(work);
    work();
  }
  return cells;
}

Result<Columns> columns_of(const Population& population) {
  Columns made;
  const auto& persons = population.persons;
  const auto& events = population.events;
  int villages = 0, people = 0;
  for (const VillageRow& row : population.villages) villages = std::max(villages, row.village + 1);
  for (const PersonRow& row : persons) people = std::max(people, row.pid + 1);

  made.of_village.assign(static_cast<std::size_t>(villages) + 1, 0);
  for (const PersonRow& row : persons) {
    if (row.village < 0 || row.village >= villages)
      return invalid("{}号人员的村 {} 不存在", "person {} lives in village {}, which is not there", row.pid,
                     row.village);
    ++made.of_village[static_cast<std::size_t>(row.village) + 1];
  }
  std::partial_sum(made.of_village.begin(), made.of_village.end(), made.of_village.begin());

  std::vector<std::uint32_t> place_of(static_cast<std::size_t>(people), Columns::no_one);
  std::vector<std::uint32_t> next(made.of_village.begin(), made.of_village.end() - 1);
  made.who.resize(persons.size());
  for (const PersonRow& row : persons) {
    const std::uint32_t place = next[static_cast<std::size_t>(row.village)]++;
    place_of[static_cast<std::size_t>(row.pid)] = place;
    made.who[place] = {row.birth_day, row.reg_day,     row.exit_day,   row.kind,
                       row.residency, Columns::no_one, Columns::no_one};
  }
  const auto find = [&](std::int32_t pid) {
    return pid > 0 && pid < people ? place_of[static_cast<std::size_t>(pid)] : Columns::no_one;
  };
  for (const PersonRow& row : persons) {
    const std::uint32_t wife = row.kind == man ? find(row.link) : Columns::no_one;
    if (wife == Columns::no_one) continue;
    made.who[find(row.pid)].brother = made.who[wife].husband;
    made.who[wife].husband = find(row.pid);
  }

  made.of_person.assign(persons.size() + 1, 0);
  for (const EventRow& row : events) {
    if (find(row.pid) == Columns::no_one)
      return invalid("记录 {} 的人员 {} 不存在", "record {} is about person {}, who is not there", row.eid,
                     row.pid);
    if (!fits(row)) return invalid("记录 {} 的值超出范围", "record {} has a value out of its range", row.eid);
    ++made.of_person[find(row.pid) + 1];
  }
  for (const std::uint64_t count : made.of_person)
    made.longest = std::max(made.longest, static_cast<std::size_t>(count));
  std::partial_sum(made.of_person.begin(), made.of_person.end(), made.of_person.begin());
  made.facts.resize(events.size());
  std::vector<std::int32_t> eids(events.size());
  std::vector<std::uint64_t> at(made.of_person.begin(), made.of_person.end() - 1);
  for (const EventRow& row : events) {
    std::uint64_t to = at[find(row.pid)]++;
    // Rows come nearly in order, so each is moved back a little from the end.
    const std::uint64_t first = made.of_person[find(row.pid)];
    for (; to > first; --to) {
      const Fact& before = made.facts[to - 1];
      if (before.day < row.day || (before.day == row.day && eids[to - 1] < row.eid)) break;
      made.facts[to] = before;
      eids[to] = eids[to - 1];
    }
    made.facts[to] = {row.day, row.type, static_cast<std::uint8_t>(row.a), row.b, static_cast<std::uint8_t>(row.d)};
    eids[to] = row.eid;
  }
  return made;
}

std::vector<Checksum> checksums(const Cells& cells) {
  std::vector<Checksum> sums(indicators);
  for (int indicator = 1; indicator <= indicators; ++indicator)
    for (int village = 0; village < cells.villages; ++village) {
      Checksum& sum = sums[static_cast<std::size_t>(indicator - 1)];
      const Cell* row = cells.row(indicator, village);
      for (int month = 0; month < months; ++month) {
        if (row[month] == Cell{0, 0}) continue;
        ++sum.cells;
        sum.num += row[month].num;
        sum.den += row[month].den;
        sum.hash =
            (sum.hash + (31 * row[month].num + 17 * row[month].den) * (60 * village + month + 1)) % 1000000007;
      }
    }
  return sums;
}

std::string json_of(const std::vector<Checksum>& sums) {
  std::string text;
  for (std::size_t i = 0; i < sums.size(); ++i)
    text += fmt::format(R"({}{{"ind":{},"cells":{},"num":{},"den":{},"hash":{}}})", text.empty() ? "[" : ",", i + 1,
                        sums[i].cells, sums[i].num, sums[i].den, sums[i].hash);
  return text + "]";
}

}  // namespace anyu::bench

// SPDX-License-Identifier: Apache-2.0
