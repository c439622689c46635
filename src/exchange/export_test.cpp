// What goes out comes in again, and is the same.
#include "exchange/export.h"

#include <gmock/gmock.h>

#include <map>

#include "exchange/catalog_for_tests.h"
#include "exchange/folder_for_tests.h"
#include "exchange/import.h"
#include "store/sqlite_store.h"

namespace anyu {
namespace {

std::unique_ptr<Store> fresh(const Catalog& catalog) { return std::move(*open_sqlite(":memory:", catalog)); }

/// All of a county in an order of its own, so that ids do not matter.
std::vector<std::string> content_of(const Store& store, const Catalog& catalog, bool with_identity) {
  std::vector<std::string> lines;
  const auto units = store.units();
  for (const Unit& unit : *units)
    lines.push_back(fmt::format("unit {} {} {} {} {} {}", unit.code, unit.name.zh, unit.name.en, id_of(unit.level), unit.parent, unit.from ? unit.from->text() : "-"));
  const auto day = [](const std::optional<Day>& d) { return d ? d->text() : "-"; };
  std::map<PersonId, std::string> names;
  std::vector<Person> persons;
  (void)store.each_person([&](const Person& person) { persons.push_back(person); });
  for (const Person& p : persons) names[p.id] = fmt::format("{} {}", p.unit, day(p.birth_day));
  for (const Person& p : persons) {
    lines.push_back(fmt::format("person {} {} {} {} {} m{} p{}", names[p.id], id_of(p.sex), id_of(p.residency), day(p.registered), day(p.left), names[p.mother], names[p.partner]));
    const auto identity = store.identity(p.id);
    if (with_identity && identity) lines.push_back(fmt::format("identity {} {} {} {} {}", names[p.id], identity->name, identity->id_number, identity->phone, identity->address));
  }
  for (std::size_t t = 0; t < catalog.types.size(); ++t)
    (void)store.each_record(static_cast<TypeIndex>(t), [&](const Record& r) {
      std::string line = fmt::format("{} {}{} {} {} {} {}", catalog.types[t].id, names[r.person], r.about, r.day.text(), r.unit, text_of(r.recorded), r.author);
      for (const FieldValue& value : r.fields) {
        if (const auto* missing = std::get_if<Missing>(&value)) line += fmt::format(" ?{}", id_of(*missing));
        else if (const auto* number = std::get_if<std::int64_t>(&value)) line += fmt::format(" {}", *number);
        else line += fmt::format(" '{}'", std::get<std::string>(value));
      }
      lines.push_back(line);
    });
  std::sort(lines.begin(), lines.end());
  return lines;
}

TEST(Export, a_county_that_is_exported_and_imported_again_has_the_same_content) {
  const Catalog catalog = catalog_for_tests();
  auto store = fresh(catalog);
  const auto batch = [](std::vector<Write> writes) {
    return Batch{*parse_moment("2025-03-05T08:00:00.000Z"), "nurse", "page", "", std::move(writes)};
  };
  std::vector<Write> writes = {PutUnit{{"130881000000", {"平泉", "Pingquan"}, Level::county, "", Day::of(2004, 1, 1), {}}},
                               PutUnit{{"130881101201", {"甲\"村\",一", "Jia"}, Level::village, "130881000000", {}, Day::of(2030, 1, 1)}}};
  ASSERT_TRUE(store->append(batch(writes)));
  std::vector<PersonId> ids;
  for (int i = 0; i < 5; ++i) {
    Person person;
    person.unit = "130881101201";
    person.sex = static_cast<Sex>(i % 3);
    person.residency = static_cast<Residency>(i % 4);
    person.birth_day = Day::of(1990 + i, 2, 3);
    if (i % 2) person.registered = Day::of(2015, 1, 1);
    if (i == 3) person.left = Day::of(2024, 1, 1);
    if (i > 0) person.mother = ids[0];
    if (i > 1) person.partner = ids[1];
    ids.push_back(store->append(batch({PutPerson{person, Identity{fmt::format("李{}", i), "11010519491231002X", "19900001234", "村东\n3号"}, i == 4 ? "his:4" : ""}}))->ids[0]);
  }
  Person first = *store->person(ids[0]);
  first.partner = ids[4];  // named before he comes
  ASSERT_TRUE(store->append(batch({PutPerson{first, {}, ""}})));
  Record visit;
  visit.type = 0;
  visit.person = ids[2];
  visit.day = Day::of(2025, 3, 1);
  visit.unit = "130881101201";
  visit.recorded = *parse_moment("2025-03-04T01:02:03.004Z");
  visit.author = "village";
  visit.fields = {std::int64_t{1}, std::int64_t{1105}, Missing::not_due, std::int64_t{0}, std::int64_t{20000}, std::string("a\"b,\n=1")};
  Record bare = visit;
  bare.fields = {Missing::not_recorded, Missing::not_done, std::int64_t{45}, Missing::not_recorded, Missing::not_recorded, Missing::not_recorded};
  Record training;
  training.type = 1;
  training.about = "130881101201";
  training.unit = "130881000000";
  training.day = Day::of(2025, 1, 1);
  training.fields = {std::int64_t{1}};
  ASSERT_TRUE(store->append(batch({AddRecord{visit, ""}, AddRecord{bare, "his:9"}, AddRecord{training, ""}})));

  for (const bool with_identity : {true, false}) {
    const TestFolder folder;
    ExportOptions options;
    options.with_identity = with_identity;
    const auto exported = export_county(*store, catalog, folder.path("out"), options);
    ASSERT_TRUE(exported) << exported.error().what.en;
    std::vector<std::string> files;
    for (const auto& file : exported->files) files.push_back(folder.path("out/" + file.name));
    EXPECT_EQ(files.size(), 4u);
    EXPECT_EQ(folder.read("out/persons.csv").find("11010519491231002X") != std::string::npos, with_identity);

    const auto mapping = read_mapping(folder.path("out/import.toml"), catalog);
    for (const Finding& finding : mapping.findings.all()) ADD_FAILURE() << text_of(finding, Language::en);
    auto other = fresh(catalog);
    ImportOptions into;
    into.now = *parse_moment("2025-06-01T08:00:00.000Z");
    into.user = "county";
    const auto imported = anyu::import(*other, catalog, mapping.mapping, files, into);
    ASSERT_TRUE(imported) << imported.error().what.en;
    EXPECT_EQ(imported->total().rejected + imported->total().unlinked, 0);
    EXPECT_EQ(content_of(*other, catalog, with_identity), content_of(*store, catalog, with_identity));

    const auto before = other->last_change();
    const auto again = anyu::import(*other, catalog, mapping.mapping, files, into);
    ASSERT_TRUE(again);
    EXPECT_EQ(other->last_change(), before);
  }
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
