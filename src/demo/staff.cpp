// Posts and who fills them, the rules they are paid by, and whether the place is ready to serve.
#include <optional>

#include "demo/unit_records.h"

namespace anyu {

namespace {

struct Post {
  std::string_view cadre;
  bool filled = true;
  std::optional<Day> trained, supervised;
};

class Staff : public UnitStory {
 public:
  explicit Staff(const UnitWorld& world) : UnitStory(world, 2) {
    for (const Site& site : sites_) {
      posts(site);
      pay_rules(site);
      for (const Period& half : periods(Period::Kind::half_year))
        if (site.centre() || random_.chance(900)) readiness(site, random_.between(half.first_day(), half.last_day()));
    }
  }

 private:
  void posts(const Site& site) {
    constexpr std::string_view cadres[] = {"doctor",         "midwife", "nurse",     "village_worker",
                                           "village_worker", "manager", "technician"};
    std::vector<Post> all;
    for (int i = 0; i < site.size; ++i)
      for (const std::string_view cadre : cadres)
        if (site.centre() || cadre != "technician") all.push_back({cadre, random_.chance(930), {}, {}});
    for (Post& post : all)
      if (well(site, start_, 700)) post.trained = start_ - random_.between(10, 700);
    for (const Period& quarter : periods(Period::Kind::quarter)) {
      const Day day = quarter.last_day();
      const auto some_day = [&] { return random_.between(quarter.first_day(), day); };
      for (Post& post : all) {
        if (post.filled && random_.chance(30)) post = {post.cadre, false, {}, {}};
        else if (!post.filled) post.filled = random_.chance(300);
        if (post.filled && well(site, day, 210)) post.trained = some_day();
        if (post.filled && well(site, day, 620)) post.supervised = some_day();
        if (!quiet(site, day)) review(site, post, day);
      }
    }
  }

  void review(const Site& site, const Post& post, Day day) {
    form_.begin("staff_post", day, site.station).code("cadre", post.cadre).yes_no("filled", post.filled);
    const auto told = [&](const char* field, const char* on, std::optional<Day> when) {
      form_.yes_no(field, when.has_value()).only_if(post.filled);
      form_.day(on, when.value_or(day)).only_if(when.has_value());
    };
    form_.yes_no("client_facing", post.cadre != "manager").only_if(post.filled);
    told("rights_trained", "rights_trained_on", post.trained);
    told("supervised", "supervised_on", post.supervised);
    add(site.unit);
  }

  /// Money tied to what people choose was found at first, and is gone in the last year.
  void pay_rules(const Site& site) {
    constexpr std::string_view kinds[] = {"contract", "bonus", "letter"};
    for (int year = 0; year < 3; ++year)
      for (const std::string_view kind : kinds) {
        const Day day = months_after(start_, 12 * year) + random_.between(20, 300);
        const int tied = year == 0 ? 140 : year == 1 ? 40 : 0;
        form_.begin("pay_rule", day, place::pingquan)
            .code("kind", kind)
            .yes_no("linked", kind != "contract" && random_.chance(tied));
        add(site.unit);
      }
  }

  void readiness(const Site& site, Day day) {
    const bool centre = site.centre();
    form_.begin("readiness_check", day, place::pingquan).yes_no("announced", random_.chance(350));
    form_.code("tier", centre ? "higher" : "primary").yes_no("offers_contraception", centre || random_.chance(960));
    form_.whole("methods_in_stock", centre ? good_of(site, day, 8, 1100) : good_of(site, day, 5, 1100));
    const auto there = [&](const char* field, int share) { form_.yes_no(field, well(site, day, share)); };
    for (const char* field : {"guideline", "trained_staff", "private_room"}) there(field, 1080);
    for (const char* field : {"pressure_device", "pill", "condom", "phone", "computer", "toilet"}) there(field, 1170);
    there("injectable", 1020);
    for (const char* field : {"power", "water"}) form_.yes_no(field, random_.chance(985));
    there("transport", centre ? 1250 : 650);
    there("ramp", 1000);
    there("accessible_toilet", 750);
    there("communication_help", 600);
    there("evening_or_weekend", 700);
    const bool inserts = centre || site.township % 7 != 3;  // few townships leave it to the county
    form_.yes_no("inserts_devices", inserts);
    form_.yes_no("removal_kit", well(site, day, 1150)).only_if(inserts);
    form_.yes_no("removal_trained", well(site, day, 1080)).only_if(inserts);
    constexpr std::string_view points[] = {"in_order", "empty", "broken", "no_point"};
    form_.code("self_service", points[well(site, day, 1050) ? random_.pick({85, 0, 0, 15}) : random_.pick({0, 55, 25, 20})]);
    add(site.station);
  }
};

}  // namespace

std::vector<Record> staff_records(const UnitWorld& world) { return Staff(world).take(); }

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
