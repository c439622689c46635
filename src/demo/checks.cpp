// Reports that came or did not, figures counted again, samples drawn, criteria checked, and faults mended.
#include <algorithm>

#include "demo/unit_records.h"

namespace anyu {

namespace {

class Checks : public UnitStory {
 public:
  explicit Checks(const UnitWorld& world) : UnitStory(world, 3) {
    for (const Site& site : sites_) {
      for (const Period& month : periods(Period::Kind::month)) reports(site, month.last_day());
      for (const Period& quarter : periods(Period::Kind::quarter)) recounts(site, quarter);
      for (const Period& half : periods(Period::Kind::half_year)) {
        const Day day = random_.between(half.first_day(), half.last_day());
        sample(site, day);
        laboratory(site, day);
        if (half.first.month() == 1) standards(site, random_.between(half.first_day(), half.last_day()));
        for (int i = 3 - good_of(site, day, 3, 800); i > 0; --i) correction(site, day + random_.between(0, 20));
      }
    }
  }

 private:
  void reports(const Site& site, Day end) {
    for (const std::string_view name : {"maternal", "contraception", "infection", "stock"}) {
      const Day due = end + 5;
      const bool in_time = well(site, end, 1130);
      const Day came = in_time ? end + random_.between(1, 5) : due + random_.between(1, 25);
      const bool received = !quiet(site, end) && came <= today_ && (in_time || random_.chance(750));
      form_.begin("report_receipt", end, place::pingquan).code("form", name).day("due_on", due);
      form_.code("status", received ? "received" : "not_received");
      form_.day("received_on", came).only_if(received);
      add(site.unit);
    }
  }

  /// In poor townships more is reported than the source shows; where figures leap, much more.
  void recounts(const Site& site, const Period& quarter) {
    constexpr std::string_view figures[] = {"antenatal_visits", "births_attended", "postnatal_visits", "newborn_screenings",
                                            "counselling", "follow_ups", "infection_checks", "supplies"};
    const Day day = (quarter.first + random_.between(0, 2)).last_day();
    const auto first = random_.below(8);
    for (std::uint64_t i = 0; i < 3; ++i) {
      const int reported = random_.between(15, 140) * site.size;
      const bool leaps = !site.centre() && quality_.leaps(site.township, day);
      const int percent = leaps                   ? random_.between(62, 80)
                          : well(site, day, 1080) ? random_.between(95, 104)
                                                  : random_.between(72, 96);
      form_.begin("recount", day, place::pingquan).code("figure", figures[(first + i) % 8]).whole("reported", reported);
      if (well(site, day, 1250)) form_.whole("recounted", reported * percent / 100);
      add(site.unit);
    }
  }

  void sample(const Site& site, Day day) {
    form_.begin("sample_round", day, place::pingquan).text("standard", random_.chance(500) ? "知情同意书由本人签字" : "随访记录与本人所述相符");
    form_.whole("drawn", 19).whole("met", good_of(site, day, 19)).whole("decision_rule", 13);
    for (const char* kept : {"seed_kept", "frame_kept", "log_kept"}) form_.yes_no(kept, well(site, day, 1200));
    add(site.unit);
  }

  void criterion(const Site& site, Day day, std::string_view standard, std::string_view name, int share, int unfit) {
    const bool met = well(site, day, share);
    form_.begin("criterion_check", day, place::pingquan).code("standard", standard).text("criterion", name);
    form_.code("result", random_.chance(unfit) ? "not_applicable" : met ? "met" : "not_met");
    add(site.station);
  }

  void laboratory(const Site& site, Day day) {
    constexpr std::string_view analytes[] = {"HBsAg", "梅毒抗体", "血红蛋白", "TSH", "ALT", "风疹IgG"};
    for (int i = 0; i < (site.centre() ? 6 : 3); ++i) criterion(site, day, "laboratory", analytes[i], 1150, 20);
  }

  void standards(const Site& site, Day day) {
    for (int statement = 0; statement < 10; ++statement) {
      criterion(site, day, "maternal_newborn", fmt::format("{}.{}", 1 + statement % 8, 1 + statement / 8), 1020,
                site.centre() ? 20 : 120);
      criterion(site, day, "service", fmt::format("S{}", statement + 1), 1080, 60);
    }
  }

  void correction(const Site& site, Day day) {
    constexpr std::string_view severities[] = {"critical", "major", "minor"};
    const auto severity = random_.pick({8, 32, 60});
    const Day due = day + (severity == 0 ? 14 : severity == 1 ? 30 : 60);
    const Day closed = well(site, day, 1080) ? day + random_.between(3, due - day) : due + random_.between(1, 60);
    const bool done = closed <= today_ && random_.chance(930);
    form_.begin("corrective_action", day, place::pingquan).code("severity", severities[severity]).day("due_on", due);
    form_.code("status", done ? "closed" : "pending");
    form_.day("closed_on", closed).only_if(done).yes_no("proof", well(site, day, 1150)).only_if(done);
    add(site.unit);
  }
};

}  // namespace

std::vector<Record> check_records(const UnitWorld& world) { return Checks(world).take(); }

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
