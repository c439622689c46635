// Pregnancies wished for and lost, from the check before them to the day they end.
#include "demo/life.h"

namespace anyu {

void Life::plan_pregnancies() {
  if (me().born_ago) {
    const Day birth = today_ - me().born_ago;
    pregnancies_.push_back({birth - random_.between(262, 287), birth, Pregnancy::live});
    return;
  }
  if (me().person.residency == Residency::migrant_out && random_.chance(700)) return;
  Day day = from_ - 290;
  while (day < until_) {
    const int years = age(day);
    const int yearly = years < 19 ? 2 : years < 24 ? 75 : years < 30 ? 125 : years < 35 ? 85 : years < 40 ? 32 : years < 46 ? 5 : 0;
    const int span = 90;
    if (!random_.chance(yearly * span / 365)) {
      day = day + span;
      continue;
    }
    Pregnancy one;
    one.conceived = day + random_.between(0, span - 1);
    one.outcome = static_cast<int>(random_.pick({887, 6, 92, 15}));
    const int lasts[] = {random_.chance(945) ? random_.between(260, 289) : random_.between(215, 258), random_.between(180, 285), random_.between(45, 110), random_.between(50, 90)};
    one.ends = one.conceived + lasts[one.outcome];
    pregnancies_.push_back(one);
    day = one.ends + random_.between(60, 700);
  }
}

void Life::pregnancies() {
  for (const Pregnancy& one : pregnancies_) {
    before_pregnancy(one);
    in_pregnancy(one);
    if (!possible(one.ends)) continue;
    pregnancy_ends(one);
    if (one.born()) after_birth(one);
    else after_loss(one);
  }
}

void Life::before_pregnancy(const Pregnancy& one) {
  const Day lmp = one.conceived;
  if (well(lmp, 850)) {
    const Day day = lmp - random_.between(20, 330);
    const bool told = well(day, 1050);
    const bool partner_too = me().partner != 0 && well(day, 850);
    preconception_check(who_, day, told, partner_too);
    if (partner_too) {
      const Person& partner = people_.all[me().partner - 1].person;
      if (*partner.registered <= day && (!partner.left || *partner.left > day))
        preconception_check(me().partner - 1, day, told, true);
    }
  }
  const bool early = well(lmp, 800);
  for (int i = 0; i < (early ? 3 : 1); ++i) {
    const Day day = early ? lmp - 100 + 60 * i + random_.between(-15, 15) : lmp + random_.between(-40, 80);
    form_.begin("folic_acid", day, somewhere(650)).whole("boxes", random_.between(1, 3));
    add();
  }
}

void Life::preconception_check(std::size_t who, Day day, bool told, bool partner_too) {
  const bool woman = people_.all[who].person.sex == Sex::female;
  form_.begin("preconception_check", day, station()).whole("items_done", well(day) ? 19 : random_.between(13, 18));
  constexpr std::string_view risks[] = {"general", "a", "b", "c", "d", "x"};
  const auto risk = random_.pick({830, 70, 50, 25, 15, 10});
  form_.code("risk", risks[risk]).yes_no("result_told", told).yes_no("risk_signed", well(day, 1100));
  form_.kept({"hepatitis_b", "syphilis", "rubella_igg", "tsh"});
  form_.yes_no("partner_examined", partner_too).only_if(me().partner != 0);
  referral(day, risk >= 2 && random_.chance(650), 55, 110);

  constexpr std::string_view markers[] = {"susceptible", "immune", "infected", "other", "not_tested"};
  const auto marker = random_.pick({300, 590, 50, 40, 20});
  form_.code("hepatitis_b", markers[marker]);
  form_.yes_no("hepatitis_b_vaccine_offered", well(day, 1050)).only_if(marker == 0);
  constexpr std::string_view syphilis[] = {"negative", "confirmed", "unclear", "not_tested"};
  const auto found = random_.pick({960, 10, 8, 22});
  form_.code("syphilis", syphilis[found]);
  form_.yes_no("syphilis_treated", well(day, 1100)).only_if(found == 1 && day + 60 <= today_);
  if (woman) {
    constexpr std::string_view antibodies[] = {"positive", "negative", "not_tested"};
    const auto antibody = random_.pick({820, 140, 40});
    form_.code("rubella_igg", antibodies[antibody]);
    form_.yes_no("rubella_vaccine_offered", well(day, 1050)).only_if(antibody == 1);
    constexpr std::string_view ranges[] = {"in_range", "out_of_range", "not_tested"};
    const auto range = random_.pick({890, 70, 40});
    form_.code("tsh", ranges[range]);
    const Day planned = day + (well(day, 1050) ? random_.between(2, 30) : random_.between(31, 70));
    const bool plan = range == 1 && planned <= today_ && (planned <= day + 30 || random_.chance(600));
    form_.yes_no("tsh_plan", plan).only_if(range == 1);
    form_.day("tsh_plan_on", planned).only_if(plan);
  }
  add_about(who);
}

/// On the record under way: a referral and its answer, in time where the township is good.
void Life::referral(Day day, bool needed, int in_time, int too_late) {
  const bool good = well(day);
  const Day answered = day + (good ? random_.between(1, in_time) : random_.between(in_time + 1, too_late));
  const bool came = needed && answered <= today_ && (good || random_.chance(650));
  form_.kept({"referral"}).code("referral", !needed ? "not_referred" : came ? "answered" : "waiting");
  form_.day("answered_on", answered).only_if(came);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
