// Units, people, their care, a few corrections, and the users who may look at it.
#include "demo/demo.h"

#include <algorithm>

#include "demo/life.h"
#include "demo/unit_records.h"
#include "exchange/batches.h"

namespace anyu {

namespace {

constexpr std::size_t batch_size = 5000;

/// A record to be put right later.
struct Slip {
  TypeIndex type;
  RecordId id;
};

class Demo {
 public:
  Demo(Store& store, const Catalog& catalog, const DemoOptions& options)
      : store_(store), catalog_(catalog), options_(options), heading_{Moment(std::chrono::days(options.today.number)) - std::chrono::hours(8), "demo", "demo", "", {}},
        places_(demo_places()), quality_(options.today), form_(catalog) {}

  Result<DemoReport> make() {
    const auto there = store_.units();
    if (!there) return there.error();
    if (!there->empty()) return conflict("这里已经有单位了;演示数据只能放进空的数据库", "there are units here already; the demonstration goes into an empty county");
    if (auto done = units(); !done) return done.error();
    if (auto done = persons(); !done) return done.error();
    if (auto done = partners(); !done) return done.error();
    if (auto done = records(); !done) return done.error();
    if (auto done = corrections(); !done) return done.error();
    if (auto done = users(); !done) return done.error();
    return report_;
  }

 private:
  Done units() {
    Batches batches(store_, heading_, batch_size);
    for (const Unit& unit : places_.units)
      if (auto done = batches.add(PutUnit{unit}, Batches::no_place, {}); !done) return done;
    report_.units = static_cast<std::int64_t>(places_.units.size());
    return batches.flush({});
  }

  Done persons() {
    people_ = demo_people(places_, options_.people, options_.seed, options_.today);
    Identities identities(places_, options_.seed);
    Batches batches(store_, heading_, batch_size);
    const auto kept = [&](std::uint32_t place, std::int64_t id) { people_.all[place].person.id = id; };
    for (std::size_t i = 0; i < people_.men_from; ++i)
      if (auto done = batches.add(PutPerson{people_.all[i].person, identities.of(i, people_.all[i]), ""}, static_cast<std::uint32_t>(i), kept); !done) return done;
    if (auto done = batches.flush(kept); !done) return done;
    for (std::size_t i = people_.men_from; i < people_.all.size(); ++i) {
      Inhabitant& who = people_.all[i];
      who.person.partner = people_.all[who.partner - 1].person.id;
      if (auto done = batches.add(PutPerson{who.person, identities.of(i, who), ""}, static_cast<std::uint32_t>(i), kept); !done) return done;
    }
    report_.persons = static_cast<std::int64_t>(people_.all.size());
    return batches.flush(kept);
  }

  /// A woman's partner has a number only when he is there: she is amended.
  Done partners() {
    std::vector<Person> amended;
    std::size_t next = 0;  // persons come by id, and ids in the order of People::all
    auto done = store_.each_person([&](const Person& person) {
      while (next < people_.men_from && people_.all[next].person.id < person.id) ++next;
      if (next >= people_.men_from || people_.all[next].person.id != person.id || people_.all[next].partner == 0) return;
      amended.push_back(person);
      amended.back().partner = people_.all[people_.all[next].partner - 1].person.id;
    });
    if (!done) return done;
    Batches batches(store_, heading_, batch_size);
    for (Person& person : amended)
      if (done = batches.add(PutPerson{std::move(person), std::nullopt, ""}, Batches::no_place, {}); !done) return done;
    return batches.flush({});
  }

  Done records() {
    Batches batches(store_, heading_, batch_size);
    const auto kept = [&](std::uint32_t place, std::int64_t id) { slips_[place].id = id; };
    const auto add = [&](Record record) -> Done {
      ++report_.records;
      // One in three hundred will be put right.
      const bool slip = record.person != 0 && report_.records % 300 == 0;
      if (slip) slips_.push_back({record.type, 0});
      return batches.add(AddRecord{std::move(record), ""}, slip ? static_cast<std::uint32_t>(slips_.size() - 1) : Batches::no_place, kept);
    };
    std::vector<Record> of_units = pingquan_unit_records({places_, quality_, form_, options_.seed, options_.today}, options_.people);
    for (Record& record : pingquan_figures(form_, options_.today)) of_units.push_back(std::move(record));
    for (Record& record : of_units) record.author = "county";
    for (Record& record : jianning_claims(form_)) of_units.push_back(std::move(record));
    if (form_.fault()) return *form_.fault();
    for (Record& record : of_units)
      if (auto done = add(std::move(record)); !done) return done;
    const auto all = static_cast<std::int64_t>(people_.all.size());
    for (std::size_t i = 0; i < people_.all.size(); ++i) {
      Life life(places_, quality_, form_, people_, i, options_.seed, options_.today);
      life.tell();
      if (form_.fault()) return *form_.fault();
      for (Care& care : life.take()) {
        care.record.person = people_.all[care.about].person.id;
        if (auto done = add(std::move(care.record)); !done) return done;
      }
      if (options_.progress && (i % 200 == 0 || i + 1 == people_.all.size())) options_.progress(static_cast<std::int64_t>(i) + 1, all);
    }
    return batches.flush(kept);
  }

  /// One value put right: a yes that was a no, a number that was one too high or low.
  bool put_right(Record& record) const {
    const RecordType& type = catalog_.types[record.type];
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      auto* const number = std::get_if<std::int64_t>(&record.fields[i]);
      if (!number) continue;
      if (type.fields[i].type == Field::Type::yes_no && type.id != "consent") *number = 1 - *number;
      else if (type.fields[i].type == Field::Type::whole) *number += *number < type.fields[i].most ? 1 : -1;
      else continue;
      return true;
    }
    return false;
  }

  Done corrections() {
    constexpr const char* whys[] = {"抄写时看错一行", "与原始登记核对后更正", "本人来电说明后更正"};
    for (std::size_t why = 0; why < std::size(whys); ++why) {
      Batch heading = heading_;
      heading.by = "county";
      heading.why = whys[why];
      Batches batches(store_, std::move(heading), batch_size);
      for (std::size_t i = why; i < slips_.size(); i += std::size(whys)) {
        auto record = store_.record(slips_[i].type, slips_[i].id);
        if (!record) return record.error();
        const auto seen = record->change;
        if (!put_right(*record)) continue;
        ++report_.corrections;
        if (auto done = batches.add(CorrectRecord{std::move(*record), seen}, Batches::no_place, {}); !done) return done;
      }
      if (auto done = batches.flush({}); !done) return done;
    }
    return {};
  }

  Done users() {
    const auto village = std::find_if(places_.villages.begin(), places_.villages.end(),
                                      [&](const Village& one) { return places_.townships[one.township].code == place::xiaosigou; });
    const auto hashed = [&] { return options_.hash_password ? options_.hash_password(options_.password) : std::string(); };
    Batch batch = heading_;
    batch.writes = {PutUser{{"admin", {"系统管理员", "Administrator"}, Role::administrator, place::root, hashed()}},
                    PutUser{{"county", {"平泉市质量组", "Pingquan quality group"}, Role::county, place::pingquan, hashed()}},
                    PutUser{{"township", {"小寺沟镇服务站", "Xiaosigou station"}, Role::township, place::xiaosigou, hashed()}},
                    PutUser{{"village", {fmt::format("{}村医", village->name.zh), fmt::format("Village doctor, {}", village->name.en)}, Role::village, village->code, hashed()}},
                    PutUser{{"assessor", {"考核员", "Assessor"}, Role::assessor, place::root, hashed()}}};
    const auto appended = store_.append(batch);
    if (!appended) return appended.error();
    return {};
  }

  Store& store_;
  const Catalog& catalog_;
  const DemoOptions& options_;
  Batch heading_;
  Places places_;
  Quality quality_;
  Form form_;
  People people_;
  std::vector<Slip> slips_;
  DemoReport report_;
};

}  // namespace

Result<DemoReport> make_demo(Store& store, const Catalog& catalog, const DemoOptions& options) { return Demo(store, catalog, options).make(); }

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
