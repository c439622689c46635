// Entering: what is right is kept and counted at once, what is wrong is told field by field and changes nothing.
#include "loop/collect/collect.h"

#include <gtest/gtest.h>

#include "store/sqlite_store.h"

namespace anyu {
namespace {

class CollectTest : public ::testing::Test {
 protected:
  CollectTest() : clock_(*parse_moment("2025-03-10T04:00:00.000Z")) {
    Field place{"place", {"地点", "Place"}, {}, Field::Type::code, true, About::care, {{"home", {}}, {"clinic", {}}}, 0, 0, 0, "", 200};
    Field blood{"haemoglobin", {"血红蛋白", "Haemoglobin"}, {}, Field::Type::decimal, false, About::care, {}, 0, 3000, 1, "g/L", 200};
    Field purpose{"purpose", {}, {}, Field::Type::code, true, About::care, {{"care", {"服务", "Care"}}, {"follow_up", {"随访", "Follow-up"}}}, 0, 0, 0, "", 200};
    Field given{"given", {}, {}, Field::Type::yes_no, true, About::care, {}, 0, 0, 0, "", 200};
    catalog_.types = {{"visit", {"访视", "Visit"}, Subject::person, "m", About::care, {Role::village}, "follow_up", {place, blood}},
                      {"consent", {"同意", "Consent"}, Subject::person, "m", About::care, {Role::village}, "", {purpose, given}},
                      {"training", {"培训", "Training"}, Subject::unit, "u", About::unit, {Role::township}, "", {}}};
    Indicator visits;
    visits.id = "visits";
    visits.measure = Measure::count;
    visits.reads = {0};
    catalog_.indicators = {visits};
    tree_ = *UnitTree::of({{"1", {}, Level::county, "", {}, {}}, {"11", {}, Level::township, "1", {}, {}}, {"12", {}, Level::township, "1", {}, {}},
                           {"111", {}, Level::village, "11", {}, {}}, {"121", {}, Level::village, "12", {}, {}}});
    store_ = std::move(*open_sqlite(":memory:", catalog_));
    engine_ = std::make_unique<Engine>(catalog_, tree_, MonthRange{Month::of(2025, 1), Month::of(2025, 12)});
    engine_->persons().loaded();
    engine_->units().loaded();
    engine_->compute(1);
    collect_ = std::make_unique<CollectStage>(*store_, *engine_, clock_);
    collect_->on_commit([this](const Committed& committed) { committed_.push_back(committed); });
    village_ = {"v", Role::village, *tree_.find("111")};
    elsewhere_ = {"w", Role::village, *tree_.find("121")};
    assessor_ = {"a", Role::assessor, *tree_.find("1")};
  }

  PersonId add_person(const Actor& by, const char* unit) {
    NewPerson wanted;
    wanted.person.unit = unit;
    wanted.person.sex = Sex::female;
    wanted.person.birth_day = Day::of(1995, 1, 1);
    wanted.identity.name = "李秀英";
    const auto kept = collect_->register_person(by, wanted);
    EXPECT_TRUE(std::holds_alternative<PersonView>(kept));
    return std::get<PersonView>(kept).person.id;
  }
  Entry visit(PersonId person) const { return {"visit", std::to_string(person), "2025-03-05", "", {{"place", "home"}, {"haemoglobin", "110.5"}}}; }
  std::int64_t counted(const char* unit) const {
    return engine_->cell(0, *tree_.find(unit), *Period::parse("2025-03"), Month::of(2025, 3)).numerator;
  }

  SetClock clock_;
  Catalog catalog_;
  UnitTree tree_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<CollectStage> collect_;
  std::vector<Committed> committed_;
  Actor village_, elsewhere_, assessor_;
};

TEST_F(CollectTest, a_saved_record_is_kept_counted_and_announced_without_a_name) {
  const auto person = add_person(village_, "111");
  const auto kept = collect_->enter(village_, visit(person));
  ASSERT_TRUE(std::holds_alternative<Record>(kept));
  EXPECT_EQ(counted("111"), 1);
  EXPECT_EQ(counted("1"), 1);
  ASSERT_EQ(committed_.size(), 2u);
  EXPECT_EQ(committed_[1].type, "visit");
  EXPECT_EQ(committed_[1].indicators, (std::vector<std::size_t>{0}));
  EXPECT_FALSE(store_->verify({})->broken);
}

TEST_F(CollectTest, wrong_fields_are_told_one_by_one_and_nothing_changes) {
  const auto person = add_person(village_, "111");
  const auto before = store_->last_change();
  Entry entry = visit(person);
  entry.day = "2025-13-01";
  entry.fields = {{"haemoglobin", "9999"}, {"colour", "blue"}};
  const auto kept = collect_->enter(village_, entry);
  ASSERT_TRUE(std::holds_alternative<Refusal>(kept));
  std::vector<std::string> fields;
  for (const FieldFinding& one : std::get<Refusal>(kept).fields) {
    fields.push_back(one.field);
    EXPECT_FALSE(one.says.zh.empty());
  }
  EXPECT_EQ(fields, (std::vector<std::string>{"day", "place", "haemoglobin", "colour"}));
  EXPECT_EQ(store_->last_change(), before);
  EXPECT_EQ(counted("1"), 0);
}

TEST_F(CollectTest, a_required_field_may_be_answered_by_a_reason) {
  const auto person = add_person(village_, "111");
  Entry entry = visit(person);
  entry.fields = {{"place", Missing::not_done}};
  EXPECT_TRUE(std::holds_alternative<Record>(collect_->enter(village_, entry)));
}

TEST_F(CollectTest, days_to_come_and_days_before_birth_are_refused) {
  const auto person = add_person(village_, "111");
  for (const char* day : {"2025-03-11", "1994-12-31"}) {
    Entry entry = visit(person);
    entry.day = day;
    const auto kept = collect_->enter(village_, entry);
    ASSERT_TRUE(std::holds_alternative<Refusal>(kept)) << day;
    EXPECT_EQ(std::get<Refusal>(kept).fields.at(0).field, "day");
  }
}

TEST_F(CollectTest, nobody_reads_or_writes_outside_their_subtree_nor_learns_who_is_there) {
  const auto person = add_person(village_, "111");
  ASSERT_TRUE(std::holds_alternative<Record>(collect_->enter(village_, visit(person))));
  EXPECT_EQ(collect_->person(elsewhere_, person).error().what.en, collect_->person(elsewhere_, 999).error().what.en);
  EXPECT_EQ(collect_->find(elsewhere_, "李秀英", 10)->size(), 0u);
  EXPECT_EQ(collect_->find(village_, "李秀英", 10)->size(), 1u);
  EXPECT_EQ(collect_->find(assessor_, "李秀英", 10).error().kind, ErrorKind::forbidden);
  EXPECT_TRUE(std::holds_alternative<Refusal>(collect_->enter(elsewhere_, visit(person))));
  EXPECT_EQ(collect_->of_unit(elsewhere_, "111", 10).error().kind, ErrorKind::forbidden);
  const RecordId id = store_->records_of(person)->at(0).id;
  EXPECT_EQ(collect_->history(elsewhere_, "visit", id).error().kind, ErrorKind::not_found);
  EXPECT_EQ(collect_->remove(elsewhere_, "visit", id, 2, "x").error().kind, ErrorKind::not_found);
  EXPECT_EQ(counted("1"), 1);
}

TEST_F(CollectTest, her_no_blocks_until_she_says_yes_again) {
  const auto person = add_person(village_, "111");
  const auto says = [&](const char* day, bool yes) {
    return collect_->enter(village_, {"consent", std::to_string(person), day, "", {{"purpose", "follow_up"}, {"given", yes}}});
  };
  ASSERT_TRUE(std::holds_alternative<Record>(says("2025-03-01", false)));
  const auto refused = collect_->enter(village_, visit(person));
  ASSERT_TRUE(std::holds_alternative<Refusal>(refused));
  EXPECT_EQ(std::get<Refusal>(refused).error.kind, ErrorKind::forbidden);
  ASSERT_TRUE(std::holds_alternative<Record>(says("2025-03-02", true)));
  EXPECT_TRUE(std::holds_alternative<Record>(collect_->enter(village_, visit(person))));
}

TEST_F(CollectTest, a_correction_moves_the_number_and_needs_a_reason) {
  const auto person = add_person(village_, "111");
  const auto record = std::get<Record>(collect_->enter(village_, visit(person)));
  Entry entry = visit(person);
  entry.day = "2025-02-20";
  EXPECT_TRUE(std::holds_alternative<Refusal>(collect_->correct(village_, "visit", record.id, entry, record.change, "  ")));
  ASSERT_TRUE(std::holds_alternative<Record>(collect_->correct(village_, "visit", record.id, entry, record.change, "日期写错")));
  EXPECT_EQ(counted("1"), 0);
  const auto stale = collect_->correct(village_, "visit", record.id, entry, record.change, "again");
  ASSERT_TRUE(std::holds_alternative<Refusal>(stale));
  EXPECT_EQ(std::get<Refusal>(stale).error.kind, ErrorKind::conflict);
  EXPECT_EQ(collect_->history(village_, "visit", record.id)->size(), 2u);
}

TEST_F(CollectTest, what_was_removed_is_no_longer_counted_and_stays_in_its_history) {
  const auto person = add_person(village_, "111");
  const auto record = std::get<Record>(collect_->enter(village_, visit(person)));
  ASSERT_TRUE(collect_->remove(village_, "visit", record.id, record.change, "记错了人"));
  EXPECT_EQ(counted("1"), 0);
  EXPECT_EQ(collect_->history(village_, "visit", record.id)->size(), 2u);
  EXPECT_EQ(collect_->remove(village_, "visit", record.id, record.change, "again").error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
