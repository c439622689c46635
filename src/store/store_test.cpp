// The store's contract: all or nothing, chained, and nothing disappears. (tests/store will hold PostgreSQL to it too.)
#include "store/store.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>

#include "store/sqlite_store.h"

namespace anyu {
namespace {

Catalog catalog() {
  Field place{"place", {}, {}, Field::Type::code, true, About::care, {{"home", {}}, {"clinic", {}}}, 0, 0, 0, "", 200};
  Field blood{"haemoglobin", {}, {}, Field::Type::decimal, false, About::care, {}, 0, 3000, 1, "g/L", 200};
  Field note{"note", {}, {}, Field::Type::text, false, About::care, {}, 0, 0, 0, "", 200};
  Catalog all;
  all.types = {{"visit", {}, Subject::person, "m", About::care, {}, "", {place, blood, note}},
               {"training", {}, Subject::unit, "u", About::unit, {}, "", {note}}};
  return all;
}

class StoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / fmt::format("anyu-store-{}-{}", ::getpid(), ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
    open();
  }
  void TearDown() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  void open() {
    store_.reset();
    auto opened = open_sqlite(path(), catalog_);
    ASSERT_TRUE(opened) << opened.error().what.en;
    store_ = std::move(*opened);
  }
  std::string path() const { return (folder_ / "county.db").string(); }

  Batch batch(std::vector<Write> writes, std::string why = "") const {
    return {*parse_moment("2025-03-05T08:00:00.000Z"), "nurse", "page", std::move(why), std::move(writes)};
  }
  PersonId add_person(const char* name) {
    Person person;
    person.unit = "130881101201";
    person.sex = Sex::female;
    auto kept = store_->append(batch({PutPerson{person, Identity{name, "11010519491231002X", "13900001234", "村东"}, ""}}));
    EXPECT_TRUE(kept) << kept.error().what.en;
    return kept->ids[0];
  }
  Record visit(PersonId person) const {
    Record record;
    record.type = 0;
    record.person = person;
    record.day = Day::of(2025, 3, 1);
    record.unit = "130881101201";
    record.fields = {FieldValue(std::int64_t{1}), FieldValue(std::int64_t{1105}), FieldValue(std::string("母乳\n\"好\""))};
    return record;
  }
  /// Changes the file behind the store's back.
  void tamper(const char* sql) {
    store_.reset();
    sqlite3* raw = nullptr;
    ASSERT_EQ(sqlite3_open(path().c_str(), &raw), SQLITE_OK);
    char* error = nullptr;
    EXPECT_EQ(sqlite3_exec(raw, sql, nullptr, nullptr, &error), SQLITE_OK) << error;
    sqlite3_close(raw);
    open();
  }

  Catalog catalog_ = catalog();
  std::filesystem::path folder_;
  std::unique_ptr<Store> store_;
};

TEST_F(StoreTest, a_record_comes_back_as_it_was_kept_with_its_reasons) {
  const auto person = add_person("李秀英");
  Record record = visit(person);
  record.fields[1] = Missing::not_done;
  const auto kept = store_->append(batch({AddRecord{record, ""}}));
  ASSERT_TRUE(kept);
  open();
  const auto read = store_->record(0, kept->ids[0]);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->fields, record.fields);
  EXPECT_EQ(read->day, record.day);
  EXPECT_EQ(read->author, "nurse");
  EXPECT_FALSE(read->corrected());
  EXPECT_EQ(store_->records_of(person)->size(), 1u);
}

TEST_F(StoreTest, a_correction_and_a_removal_are_later_changes_and_nothing_disappears) {
  const auto person = add_person("李秀英");
  const auto id = store_->append(batch({AddRecord{visit(person), ""}}))->ids[0];
  Record corrected = *store_->record(0, id);
  corrected.fields[0] = std::int64_t{0};
  ASSERT_TRUE(store_->append(batch({CorrectRecord{corrected, corrected.change}}, "地点写错")));
  EXPECT_TRUE(store_->record(0, id)->corrected());
  ASSERT_TRUE(store_->append(batch({RemoveRecord{0, id, store_->record(0, id)->change}}, "记错了人")));
  EXPECT_EQ(store_->record(0, id).error().kind, ErrorKind::not_found);
  const auto history = store_->history(0, id);
  ASSERT_TRUE(history);
  ASSERT_EQ(history->size(), 3u);
  EXPECT_EQ((*history)[0].kind, "remove");
  EXPECT_EQ((*history)[0].why, "记错了人");
  EXPECT_EQ((*history)[1].record.fields[0], FieldValue(std::int64_t{0}));
  EXPECT_EQ((*history)[2].record.fields, visit(person).fields);
}

TEST_F(StoreTest, what_has_moved_on_since_it_was_read_is_not_overwritten) {
  const auto person = add_person("李秀英");
  const auto id = store_->append(batch({AddRecord{visit(person), ""}}))->ids[0];
  const Record seen = *store_->record(0, id);
  ASSERT_TRUE(store_->append(batch({CorrectRecord{seen, seen.change}}, "first")));
  EXPECT_EQ(store_->append(batch({CorrectRecord{seen, seen.change}}, "second")).error().kind, ErrorKind::conflict);
  EXPECT_EQ(store_->append(batch({RemoveRecord{0, id, seen.change}}, "third")).error().kind, ErrorKind::conflict);
}

TEST_F(StoreTest, a_batch_with_one_bad_write_keeps_nothing) {
  const auto person = add_person("李秀英");
  const auto before = store_->last_change();
  EXPECT_FALSE(store_->append(batch({AddRecord{visit(person), "a"}, AddRecord{visit(person), "a"}})));
  EXPECT_EQ(store_->last_change(), before);
  EXPECT_TRUE(store_->records_of(person)->empty());
  EXPECT_FALSE(store_->verify({})->broken);
}

TEST_F(StoreTest, persons_are_found_by_name_phone_and_the_end_of_their_number) {
  add_person("李秀英");
  add_person("王芳");
  const auto everywhere = [](const UnitCode&) { return true; };
  EXPECT_EQ(store_->find_persons("秀", everywhere, 10)->size(), 1u);
  EXPECT_EQ(store_->find_persons("13900001234", everywhere, 10)->size(), 2u);
  EXPECT_EQ(store_->find_persons("002X", everywhere, 10)->size(), 2u);
  EXPECT_EQ(store_->find_persons("%", everywhere, 10)->size(), 0u);
  EXPECT_EQ(store_->find_persons("秀", [](const UnitCode&) { return false; }, 10)->size(), 0u);
}

TEST_F(StoreTest, identity_never_stands_in_the_chain) {
  add_person("李秀英");
  tamper("create table seen as select sum(instr(lines, '李秀英') + instr(lines, '13900001234') + instr(lines, '002X')) as found from change");
  sqlite3* raw = nullptr;
  sqlite3_open(path().c_str(), &raw);
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(raw, "select found from seen", -1, &statement, nullptr);
  ASSERT_EQ(sqlite3_step(statement), SQLITE_ROW);
  EXPECT_EQ(sqlite3_column_int(statement, 0), 0);
  sqlite3_finalize(statement);
  sqlite3_close(raw);
}

TEST_F(StoreTest, whoever_alters_the_chain_or_a_row_behind_its_back_is_found_out) {
  const auto person = add_person("李秀英");
  ASSERT_TRUE(store_->append(batch({AddRecord{visit(person), ""}, AddRecord{visit(person), ""}})));
  ASSERT_FALSE(store_->verify({})->broken);
  struct Row { const char* alter; const char* mend; };
  const Row rows[] = {
      {"update change set lines = replace(lines, '2025-03-01', '2025-03-02') where first = 2", "update change set lines = replace(lines, '2025-03-02', '2025-03-01') where first = 2"},
      {"update change set by = 'other' where first = 2", "update change set by = 'nurse' where first = 2"},
      {"update r_visit set f_place = 'home' where id = 1", "update r_visit set f_place = 'clinic' where id = 1"},
      {"update r_visit set day = day + 1 where id = 2", "update r_visit set day = day - 1 where id = 2"},
  };
  for (const Row& row : rows) {
    tamper(row.alter);
    EXPECT_TRUE(store_->verify({})->broken) << row.alter;
    tamper(row.mend);
    EXPECT_FALSE(store_->verify({})->broken) << row.mend;
  }
  ASSERT_TRUE(store_->append(batch({PutUser{{"nurse", {}, Role::village, "130881101201", "hash"}}, PutUnit{{"130881", {}, Level::county, "", {}, {}}}})));
  Record corrected = *store_->record(0, 1);
  corrected.fields[0] = std::int64_t{0};
  ASSERT_TRUE(store_->append(batch({CorrectRecord{corrected, corrected.change}}, "x")));
  ASSERT_FALSE(store_->verify({})->broken);
  for (const char* alter : {"update user set role = 'administrator'", "update user set password = 'mine'", "insert into user values ('me', '', '', 'county', '1', '', 3)",
                            "update unit set parent = '1'", "update person set birth_day = 1", "update identity set name = '王芳'", "delete from identity",
                            "update r_visit set recorded = 1 where id = 2", "update r_visit set author = 'other' where id = 2",
                            "update r_visit set f_place = 'clinic', change = added, was = 0 where id = 1"}) {
    const auto copy = folder_ / "copy.db";
    store_.reset();
    std::filesystem::copy_file(path(), copy, std::filesystem::copy_options::overwrite_existing);
    open();
    tamper(alter);
    EXPECT_TRUE(store_->verify({})->broken) << alter;
    store_.reset();
    std::filesystem::remove(path() + "-wal");
    std::filesystem::copy_file(copy, path(), std::filesystem::copy_options::overwrite_existing);
    open();
    ASSERT_FALSE(store_->verify({})->broken) << alter;
  }
  tamper("delete from r_visit where id = 2");
  EXPECT_TRUE(store_->verify({})->broken);
  tamper("delete from change where first = 1");
  EXPECT_TRUE(store_->verify({})->broken);
}

TEST_F(StoreTest, what_came_with_a_key_is_told_with_it_and_the_rest_is_not) {
  Person person;
  person.unit = "130881101201";
  const auto kept = store_->append(batch({PutPerson{person, {}, "his:1"}, PutPerson{person, {}, ""}}));
  ASSERT_TRUE(kept);
  ASSERT_TRUE(store_->append(batch({AddRecord{visit(kept->ids[0]), "his:7"}, AddRecord{visit(kept->ids[0]), ""}})));
  std::vector<std::pair<std::string, PersonId>> persons;
  ASSERT_TRUE(store_->each_keyed_person([&](std::string_view key, const Person& p) { persons.emplace_back(key, p.id); }));
  EXPECT_EQ(persons, (std::vector<std::pair<std::string, PersonId>>{{"his:1", kept->ids[0]}}));
  std::vector<std::string> keys;
  ASSERT_TRUE(store_->each_keyed_record(0, [&](std::string_view key, const Record& record) {
    keys.emplace_back(key);
    EXPECT_EQ(record.fields, visit(0).fields);
  }));
  EXPECT_EQ(keys, std::vector<std::string>{"his:7"});
}

TEST_F(StoreTest, ids_are_never_used_again) {
  const auto person = add_person("李秀英");
  const auto id = store_->append(batch({AddRecord{visit(person), ""}}))->ids[0];
  ASSERT_TRUE(store_->append(batch({RemoveRecord{0, id, store_->record(0, id)->change}}, "x")));
  open();
  EXPECT_GT(store_->append(batch({AddRecord{visit(person), ""}}))->ids[0], id);
}

TEST_F(StoreTest, a_pack_that_gains_a_field_finds_a_column_and_one_that_changes_a_type_is_told) {
  const auto person = add_person("李秀英");
  ASSERT_TRUE(store_->append(batch({AddRecord{visit(person), ""}})));
  store_.reset();
  Catalog wider = catalog();
  wider.types[0].fields.push_back({"weight", {}, {}, Field::Type::whole, false, About::care, {}, 0, 300, 0, "kg", 200});
  {
    auto opened = open_sqlite(path(), wider);
    ASSERT_TRUE(opened);
    EXPECT_EQ((*opened)->records_of(person)->at(0).fields[3], FieldValue(Missing::not_recorded));
    EXPECT_FALSE((*opened)->verify({})->broken);
  }
  Catalog changed = catalog();
  changed.types[0].fields[0].type = Field::Type::whole;
  EXPECT_EQ(open_sqlite(path(), changed).error().kind, ErrorKind::conflict);
  open();
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
