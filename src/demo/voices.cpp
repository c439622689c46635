// What people say without their names: on leaving, in the yearly survey, and in complaints.
#include <algorithm>

#include "demo/unit_records.h"

namespace anyu {

namespace {

constexpr std::string_view methods[] = {
    "iud", "implant", "pill", "injectable", "condom", "female_sterilisation", "male_sterilisation", "other", "none"};
constexpr std::string_view ages[] = {"under_15", "a15_19", "a20_45", "a46_49", "a50_up"};

class Voices : public UnitStory {
 public:
  explicit Voices(const UnitWorld& world) : UnitStory(world, 5) {
    for (const Site& site : sites_) {
      for (const Period& quarter : periods(Period::Kind::quarter)) {
        if (quiet(site, quarter.last_day())) continue;
        const Day day = random_.between(quarter.first_day(), quarter.last_day());
        for (int i = 0; i < 4 * site.size; ++i) at_exit(site, day);
      }
      if (!site.centre())
        for (int year = 0; year < 3; ++year)
          for (int i = 0; i < 30; ++i) surveyed(site, months_after(start_, 12 * year) + random_.between(150, 200));
      for (const Period& half : periods(Period::Kind::half_year))
        for (int i = random_.between(0, 2 * site.size); i > 0; --i)
          complains(site, random_.between(half.first_day(), half.last_day()));
    }
    conditioned();
  }

 private:
  int points(bool good) { return good ? 5 - static_cast<int>(random_.pick({75, 20, 5})) : random_.between(2, 4); }

  void at_exit(const Site& site, Day day) {
    const auto no = [&](int share) { return !well(site, day, 1000) && random_.chance(share); };
    const bool good = well(site, day, 1100);
    constexpr std::string_view reasons[] = {"start", "change", "continue", "problem", "stop", "other"};
    const auto reason = random_.pick({30, 14, 26, 10, 8, 12});
    form_.begin("exit_interview", day, place::pingquan).yes_no("consent_before", random_.chance(990));
    form_.code("answered_by", random_.chance(960) ? "client" : "other").code("age_group", ages[random_.pick({0, 5, 80, 8, 7})]);
    form_.code("visit_reason", reasons[reason]).code("method", methods[random_.pick({25, 7, 11, 6, 34, 4, 1, 2, 10})]);
    constexpr std::string_view wishes[] = {"as_wished", "changed_freely", "none_freely", "other_method", "nothing"};
    form_.code("wish", wishes[good ? random_.pick({82, 10, 8, 0, 0}) : random_.pick({52, 12, 8, 12, 16})]).only_if(reason < 2);
    for (const char* field : {"respect_points", "heard_points", "preference_points", "information_points"})
      form_.whole(field, points(good));
    form_.yes_no("trusts_confidentiality", well(site, day, 1150)).yes_no("third_party_asked", no(150)).yes_no("pressed", no(120));
    const auto free = random_.pick({55, 12, 33});
    constexpr std::string_view free_items[] = {"contraception", "preconception", "none"};
    form_.code("free_item", free_items[free]);
    form_.yes_no("fee_paid", no(180)).only_if(free < 2);
    const int minutes = good ? random_.between(0, 45) : random_.between(15, 150);
    form_.whole("wait_minutes", minutes).yes_no("wait_acceptable", random_.chance(std::max(150, 1020 - 7 * minutes)));
    add(site.station);
  }

  void surveyed(const Site& site, Day day) {
    if (day > today_) return;
    constexpr std::string_view results[] = {"completed", "partial", "refused", "not_reached", "not_eligible"};
    const auto result = random_.pick({760, 40, 90, 80, 30});
    form_.begin("survey_interview", day, place::pingquan).code("result", results[result]);
    if (result > 1) return add(site.unit);
    form_.yes_no("consent_before", random_.chance(985));
    if (result == 0) answers(site, day);
    add(site.unit);
  }

  void answers(const Site& site, Day day) {
    const auto said = [&](const char* field, int share) { form_.yes_no(field, well(site, day, share)); };
    const bool woman = random_.chance(820);
    form_.code("sex", woman ? "female" : "male").code("age_group", ages[random_.pick({0, 6, 72, 8, 14})]);
    form_.code("residency", random_.chance(900) ? "resident" : "migrant_in");
    const auto uses = random_.pick({270, 40, 60, 25, 300, 60, 5, 20, 220});
    if (random_.chance(965)) form_.code("uses", methods[uses]).kept({"uses", "began"});
    if (uses < 8) {
      constexpr std::string_view since[] = {"within_1y", "y1_5", "over_5y"};
      constexpr std::string_view deciders[] = {"herself", "jointly", "partner", "other"};
      form_.code("began", since[random_.pick({28, 42, 30})]).code("decided_by", deciders[random_.pick({35, 56, 6, 3})]);
      said("told_other_methods", 1050);
      said("told_side_effects", 1000);
      said("told_what_to_do", 970);
      said("told_may_switch", 900);
    } else {
      for (const auto* field :
           {"began", "decided_by", "told_other_methods", "told_side_effects", "told_what_to_do", "told_may_switch"})
        form_.missing(field, Missing::not_due);
    }
    form_.yes_no("pressed", !well(site, day) && random_.chance(140));
    said("told_of_methods_12m", 780);
    form_.whole("recommend", well(site, day, 1080) ? random_.between(8, 10) : random_.between(2, 8));
    said("knows_free", 1050);
    said("knows_choice", 1100);
    said("knows_may_refuse", 950);
    said("names_place", 1170);
    form_.whole("knowledge_right", std::min(10, 2 + good_of(site, day, 8, 900)));
    said("knows_fertile_days", 520);
    const bool pregnant = woman && random_.chance(140);
    form_.yes_no("pregnant_2y", pregnant).kept({"pregnant_2y"});
    form_.whole("danger_signs", good_of(site, day, 5, 950)).only_if(pregnant);
    form_.whole("infection_right", well(site, day, 550) ? 5 : random_.between(1, 4));
  }

  void complains(const Site& site, Day day) {
    constexpr std::string_view topics[] = {"waiting",         "attitude",   "quality",  "fee",  "refused",
                                           "confidentiality", "no_consent", "pressure", "other"};
    constexpr std::string_view channels[] = {"in_person", "phone", "letter", "online", "found"};
    const std::string_view topic =
        topics[well(site, day) ? random_.pick({40, 18, 12, 4, 2, 2, 1, 1, 20}) : random_.pick({28, 22, 12, 10, 8, 5, 4, 5, 6})];
    const std::string_view channel = channels[random_.pick({28, 34, 12, 16, 10})];
    complaint(site, day, channel, topic, random_.chance(550));
  }

  void complaint(const Site& site, Day day, std::string_view channel, std::string_view topic, bool confirmed) {
    const bool good = well(site, day, 1080);
    const Day closed = day + (good ? random_.between(2, 21) : random_.between(22, 70));
    const bool done = closed <= today_;
    form_.begin("complaint", day, site.station).code("channel", channel).code("topic", topic);
    if (topic == "conditioned") form_.kept({"topic", "confirmed"});
    form_.code("status", !done ? "open" : good || random_.chance(700) ? "closed" : "closed_unanswered");
    form_.yes_no("confirmed", confirmed).only_if(done).day("closed_on", closed).only_if(done);
    add(site.unit);
  }

  /// Twice in three years a village made a benefit depend on a method: found, confirmed and ended.
  void conditioned() {
    for (const int month : {8, 19}) {
      const Site& site = sites_[month == 8 ? 8 : 14];
      complaint(site, months_after(start_, month) + random_.between(0, 25), "found", "conditioned", true);
    }
  }
};

}  // namespace

std::vector<Record> voice_records(const UnitWorld& world) { return Voices(world).take(); }

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
