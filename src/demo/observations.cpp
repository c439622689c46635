// What observers see: sessions, procedures, and facilities.
#include "demo/unit_records.h"

namespace anyu {

namespace {

class Observations : public UnitStory {
 public:
  explicit Observations(const UnitWorld& world) : UnitStory(world, 4) {
    for (const Site& site : sites_) {
      for (const Period& quarter : periods(Period::Kind::quarter)) {
        const auto some_day = [&] { return random_.between(quarter.first_day(), quarter.last_day()); };
        for (int i = 0; i < 2 * site.size; ++i) session(site, some_day());
        for (int i = 0; i < site.size; ++i) procedure(site, some_day());
      }
      for (const Period& half : periods(Period::Kind::half_year))
        facility(site, random_.between(half.first_day(), half.last_day()));
    }
  }

 private:
  void session(const Site& site, Day day) {
    const auto seen = [&](const char* field, int share) { form_.yes_no(field, well(site, day, share)); };
    const bool accepted = random_.chance(640);
    form_.begin("counselling_observation", day, place::pingquan).whole("observers", random_.chance(350) ? 2 : 1);
    form_.yes_no("new_client", random_.chance(550)).yes_no("firm_choice", random_.chance(330));
    for (const char* field : {"open_talk", "empathy", "client_decided"}) seen(field, 1150);
    for (const char* field : {"encouraged", "tailored", "preference_asked"}) seen(field, 1080);
    for (const char* field : {"confidentiality_stated", "intentions_asked"}) seen(field, 850);
    for (const char* field : {"infection_raised", "dual_protection"}) seen(field, 600);
    const int methods = well(site, day) ? random_.between(3, 7) : random_.between(1, 3);
    form_.whole("methods_explained", methods).whole("classes_explained", methods < 3 ? 1 : random_.between(2, 4));
    seen("client_asked", 750);
    form_.yes_no("accepted", accepted);
    constexpr std::string_view chosen[] = {"iud", "implant", "pill", "injectable", "condom"};
    constexpr const char* about_it[] = {"use_right", "side_effects_right", "warning_signs_right", "return_told", "history_fits"};
    form_.code("method", chosen[random_.pick({30, 8, 15, 7, 40})]).only_if(accepted);
    for (const char* field : about_it) form_.yes_no(field, well(site, day, 1120)).only_if(accepted);
    add(site.station);
  }

  void procedure(const Site& site, Day day) {
    constexpr std::string_view procedures[] = {"iud_insertion", "iud_removal", "implant_insertion", "implant_removal", "injection"};
    const auto steps_done = [&](int steps) { return well(site, day, 1100) ? steps : steps - random_.between(1, 3); };
    form_.begin("procedure_observation", day, place::pingquan).code("procedure", procedures[random_.pick({40, 25, 10, 7, 18})]);
    form_.whole("observers", random_.chance(600) ? 2 : 1);
    form_.whole("infection_steps", 12).whole("infection_steps_done", steps_done(12));
    form_.whole("critical_steps", 8).whole("critical_steps_done", steps_done(8));
    add(site.station);
  }

  void facility(const Site& site, Day day) {
    const int methods = site.centre() ? 8 : 6;
    const auto all_there = [&](int all, int share) { return well(site, day, share) ? all : all - random_.between(1, 3); };
    form_.begin("facility_check", day, place::pingquan)
        .whole("methods_approved", methods)
        .whole("methods_on_site", all_there(methods, 1100));
    form_.yes_no("stock_out_6m", !well(site, day, 1000)).whole("basic_items", 40).whole("basic_items_there", all_there(40, 950));
    const bool holds = site.centre() || random_.chance(900);
    form_.yes_no("holds_stock", holds);
    form_.whole("storage_criteria", 10).only_if(holds).whole("storage_criteria_met", all_there(10, 1050)).only_if(holds);
    form_.yes_no("supervised_6m", well(site, day, 1080)).yes_no("guideline_there", well(site, day, 1130));
    form_.yes_no("feedback_visible", well(site, day, 1150));
    const bool replied = well(site, day, 1080);
    form_.yes_no("reply_on_record", replied);
    form_.day("last_reply", day - random_.between(3, random_.chance(780) ? 85 : 200)).only_if(replied);
    add(site.station);
  }
};

}  // namespace

std::vector<Record> observation_records(const UnitWorld& world) { return Observations(world).take(); }

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
