// Due lists: in their window, settled by the right record, ended by a stop, and only as agreed.
#include "loop/deliver/due.h"

#include <gtest/gtest.h>

namespace anyu {
namespace {

std::vector<RecordType> types() {
  Field given{"given", {}, {}, Field::Type::yes_no, true, About::care, {}, 0, 0, 0, "", 200};
  return {{"birth", {}, Subject::person, "m", About::body, {}, "", {}}, {"visit", {}, Subject::person, "m", About::care, {}, "", {}},
          {"consent", {}, Subject::person, "m", About::care, {}, "", {given}}, {"stop", {}, Subject::person, "m", About::care, {}, "", {}}};
}

const std::vector<RecordType> all = types();

class DueTest : public ::testing::Test {
 protected:
  DueTest() : book_(all) {
    formula::Scope scope;
    scope.types = &all;
    using Kind = formula::ValueType::Kind;
    const auto read = [&](const char* text, Kind kind) {
      auto checked = formula::understand(text, scope, kind);
      EXPECT_TRUE(checked.faults.empty()) << text;
      return checked.expression;
    };
    Schedule schedule;
    schedule.id = "after_birth";
    scope.variables = {formula::Variable::today};
    schedule.agreed = read("or_else(last(consent in [.., today]).given, no)", Kind::yes_no);
    schedule.ends = read("exists(stop in [day, today])", Kind::yes_no);
    for (const auto& [opens, due, closes, drops] : {std::tuple("day + 1", "day + 7", "day + 10", "day + 20"), std::tuple("day + 21", "day + 28", "day + 35", "day + 60")}) {
      ScheduleStep step;
      scope.variables = {};
      step.opens = read(opens, Kind::day);
      step.due = read(due, Kind::day);
      step.closes = read(closes, Kind::day);
      step.drops = read(drops, Kind::day);
      scope.variables = {formula::Variable::today, formula::Variable::opens, formula::Variable::closes, formula::Variable::drops};
      step.settled = read("exists(visit in [opens, closes])", Kind::yes_no);
      schedule.steps.push_back(step);
    }
    schedules_ = {schedule};
    SubjectFacts facts;
    facts.id = 1;
    book_.add_subject(facts);
    book_.loaded();
    put(0, "2025-03-01", {});
  }

  void put(TypeIndex type, const char* day, std::vector<std::int32_t> fields) { book_.put(type, 0, {next_++, *Day::parse(day), 0, std::move(fields)}); }
  std::string on(const char* day) const {
    std::vector<Due> due;
    add_due(schedules_, book_, 0, *Day::parse(day), 7, due);
    std::string text;
    for (const Due& one : due) text += std::to_string(one.step) + ":" + std::string(id_of(one.state)) + " ";
    return text;
  }

  Book book_;
  std::vector<Schedule> schedules_;
  RecordId next_ = 1;
};

TEST_F(DueTest, a_step_is_coming_open_overdue_and_then_dropped) {
  put(2, "2025-03-01", {1});
  struct Row { const char* day; const char* expected; };
  const Row rows[] = {
      {"2025-03-01", "0:coming "}, {"2025-03-02", "0:open "}, {"2025-03-11", "0:open "}, {"2025-03-12", "0:overdue "},
      {"2025-03-15", "0:overdue 1:coming "}, {"2025-03-21", "0:overdue 1:coming "}, {"2025-03-22", "1:open "}, {"2025-04-30", "1:overdue "},
      {"2025-05-01", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(on(row.day), row.expected) << row.day;
}

TEST_F(DueTest, a_visit_settles_its_own_step_also_when_it_is_late) {
  put(2, "2025-03-01", {1});
  put(1, "2025-03-15", {});
  EXPECT_EQ(on("2025-03-16"), "1:coming ");
  put(1, "2025-03-25", {});
  EXPECT_EQ(on("2025-03-26"), "");
}

TEST_F(DueTest, nobody_is_listed_who_has_not_agreed_or_has_withdrawn) {
  EXPECT_EQ(on("2025-03-05"), "");
  put(2, "2025-03-02", {1});
  EXPECT_EQ(on("2025-03-05"), "0:open ");
  put(2, "2025-03-04", {0});
  EXPECT_EQ(on("2025-03-05"), "");
  EXPECT_EQ(on("2025-03-03"), "0:open ");
}

TEST_F(DueTest, what_has_ended_or_who_has_left_is_not_due) {
  put(2, "2025-03-01", {1});
  put(3, "2025-03-06", {});
  EXPECT_EQ(on("2025-03-05"), "0:open ");
  EXPECT_EQ(on("2025-03-06"), "");
  SubjectFacts left = book_.facts(0);
  left.left = Day::of(2025, 3, 5).number;
  book_.set_facts(0, left);
  EXPECT_EQ(on("2025-03-05"), "");
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
