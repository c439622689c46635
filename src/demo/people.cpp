// Making people up.
#include "demo/people.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>

namespace anyu {

namespace {

/// A day of birth for someone who is between `youngest` and `oldest` years old.
Day birth_between(Random& random, Day today, int youngest, int oldest) {
  return random.between(months_after(today, -12 * (oldest + 1)) + 2, months_after(today, -12 * youngest) - 1);
}

Day woman_birth(Random& random, Day today) {
  const int band = static_cast<int>(random.pick({9, 10, 14, 18, 18, 16, 15}));
  return birth_between(random, today, 15 + 5 * band, 19 + 5 * band);
}

/// How many of `all` each village has: by weight, the largest remainders rounded up.
std::vector<std::int64_t> shares(const Places& places, std::int64_t all) {
  std::int64_t sum = 0;
  for (const Village& village : places.villages) sum += village.weight;
  std::vector<std::int64_t> counts;
  std::vector<std::pair<std::int64_t, std::size_t>> rests;
  std::int64_t given = 0;
  for (std::size_t i = 0; i < places.villages.size(); ++i) {
    counts.push_back(all * places.villages[i].weight / sum);
    rests.emplace_back(-(all * places.villages[i].weight % sum), i);
    given += counts.back();
  }
  std::sort(rests.begin(), rests.end());
  for (std::size_t i = 0; given < all; ++i, ++given) ++counts[rests[i].second];
  return counts;
}

void settle(Inhabitant& who, Random& random, Day today) {
  Person& person = who.person;
  const Day start = months_after(today, -36);
  const Day adult = months_after(*person.birth_day, 15 * 12);
  switch (random.pick({870, 80, 30, 20})) {
    case 1: person.residency = Residency::migrant_in; break;
    case 2: person.residency = Residency::migrant_out; break;
    case 3: person.residency = Residency::unknown; break;
    default: person.residency = Residency::resident;
  }
  const Day came = person.residency == Residency::migrant_in ? random.between(months_after(today, -48), today - 10) : random.between(months_after(today, -15 * 12), start);
  person.registered = std::min(std::max(came, adult), today);
  if (random.chance(25) && *person.registered < today - 60) person.left = random.between(std::max(*person.registered + 30, start), today);
}

}  // namespace

People demo_people(const Places& places, std::int64_t women, std::uint64_t seed, Day today) {
  People people;
  const auto add = [&](std::size_t village, Sex sex) -> std::pair<Inhabitant&, Random> {
    Random random(seed, 1'000'000'000 + people.all.size());
    Inhabitant& who = people.all.emplace_back();
    who.village = village;
    who.person.unit = places.villages[village].code;
    who.person.sex = sex;
    return {who, random};
  };
  const auto counts = shares(places, women);
  std::vector<int> due(places.townships.size(), 0);
  std::vector<std::int64_t> of_township(places.townships.size(), 0);
  for (std::size_t i = 0; i < counts.size(); ++i) of_township[places.villages[i].township] += counts[i];
  for (std::size_t village = 0; village < counts.size(); ++village)
    for (std::int64_t i = 0; i < counts[village]; ++i) {
      auto [who, random] = add(village, Sex::female);
      who.person.birth_day = woman_birth(random, today);
      settle(who, random, today);
      // So that no township's list is empty, a few have just given birth.
      const std::size_t township = places.villages[village].township;
      const int age = years_between(*who.person.birth_day, today);
      const bool fits = age >= 21 && age <= 38 && who.person.residency == Residency::resident && !who.person.left && *who.person.registered < months_after(today, -30);
      constexpr int days_ago[] = {5, 26, 40};
      if (fits && due[township] < std::max<std::int64_t>(3, of_township[township] / 400)) who.born_ago = days_ago[due[township]++ % 3];
    }
  people.women = people.all.size();
  const auto older = shares(places, women / 25);
  for (std::size_t village = 0; village < older.size(); ++village)
    for (std::int64_t i = 0; i < older[village]; ++i) {
      auto [who, random] = add(village, Sex::female);
      who.person.birth_day = birth_between(random, today, 50, 64);
      settle(who, random, today);
    }
  people.men_from = people.all.size();
  const std::size_t men = static_cast<std::size_t>(women / 5);
  for (std::size_t woman = 0, made = 0; woman < people.women && made < men; ++woman) {
    const Person her = people.all[woman].person;
    const int age = years_between(*her.birth_day, today);
    // One in four of those who are of age, or all where there would be too few.
    const bool enough = (men - made) * 4 < (people.women - woman) * 3;
    if (age < 21 || (enough && woman % 4 != 0)) continue;
    auto [who, random] = add(people.all[woman].village, Sex::male);
    who.person.birth_day = *her.birth_day - random.between(-900, 2200);
    who.person.residency = her.residency;
    who.person.registered = her.registered;
    who.person.left = her.left;
    who.partner = woman + 1;
    people.all[woman].partner = people.all.size();
    ++made;
  }
  return people;
}

namespace {

constexpr const char* surnames[] = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗",
                                    "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕"};
constexpr const char* women_given[] = {"秀英", "桂英", "丽", "敏", "静", "艳", "娟", "霞", "玲", "芳", "燕", "红", "秀兰", "玉兰", "桂兰", "丽娟", "晓燕", "海燕", "春梅", "雪梅", "婷婷", "丹丹", "雨欣", "佳怡",
                                       "思雨", "慧", "颖", "莉", "凤英", "淑珍", "玉珍", "翠", "倩", "洁", "琳", "雪", "梅", "彩霞", "秋菊", "小红", "文静", "欣怡", "梦", "蕾", "薇", "爱华", "立新", "晓丽"};
constexpr const char* men_given[] = {"伟", "强", "磊", "军", "洋", "勇", "杰", "涛", "超", "明", "刚", "平", "辉", "鹏", "飞", "波", "斌", "建国", "建军", "国强", "志强", "志刚", "永强", "海波",
                                     "立军", "春生", "文斌", "玉龙", "宇", "浩", "帅", "鑫", "龙", "凯", "东", "成", "福贵", "长江", "大伟", "晓东"};

std::string id_number(Day birth, int sequence) {
  const std::string day = birth.text();
  std::string text = fmt::format("130881{}{}{}{:03}", day.substr(0, 4), day.substr(5, 2), day.substr(8, 2), sequence);
  // The check digit is found by trying: model/person.h holds the rule.
  for (const char c : std::string_view("0123456789X"))
    if (is_id_number(text + c)) return text + c;
  return text + '0';
}

}  // namespace

Identity Identities::of(std::size_t place, const Inhabitant& who) {
  Random random(seed_, 2'000'000'000 + place);
  const bool woman = who.person.sex == Sex::female;
  Identity identity;
  // Squaring the chance makes the first surnames the commonest, as they are.
  const auto common = random.below(std::size(surnames)) * random.below(std::size(surnames)) / std::size(surnames);
  identity.name = surnames[common];
  identity.name += woman ? women_given[random.below(std::size(women_given))] : men_given[random.below(std::size(men_given))];
  const Day birth = *who.person.birth_day;
  const int before = born_[birth.number * 2 + (woman ? 0 : 1)]++;
  if (!random.chance(30)) identity.id_number = id_number(birth, (before * 2 + (woman ? 0 : 1)) % 1000);
  if (!random.chance(80)) identity.phone = fmt::format("199{:08}", place % 100'000'000);
  if (!random.chance(50)) identity.address = fmt::format("{}{}号", places_.villages[who.village].name.zh, random.between(1, 300));
  return identity;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
