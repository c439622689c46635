// What formulas come to, above all where something is not known.
#include "measure/evaluate.h"

#include <gtest/gtest.h>

#include "pack/case_lines.h"

namespace anyu {
namespace {

using formula::Scope;
using formula::ValueType;

std::vector<RecordType> types() {
  Field outcome{"outcome", {}, {}, Field::Type::code, true, About::body, {{"live", {}}, {"stillbirth", {}}, {"miscarriage", {}}}, 0, 0, 0, "", 200};
  Field boxes{"boxes", {}, {}, Field::Type::whole, false, About::care, {}, 0, 100, 0, "", 200};
  Field place{"place", {}, {}, Field::Type::code, false, About::care, {{"home", {}}, {"clinic", {}}}, 0, 0, 0, "", 200};
  return {{"delivery", {}, Subject::person, "m", About::body, {}, "", {outcome}},
          {"visit", {}, Subject::person, "m", About::care, {}, "", {place, boxes}}};
}

const std::vector<RecordType> all = types();

/// A book of one woman: a delivery on 2025-03-01, then visits as given (day, place, boxes).
class OneWoman {
 public:
  struct Visit { const char* day; std::int32_t place; std::int32_t boxes; };

  explicit OneWoman(std::vector<Visit> visits, std::int32_t outcome = 0) : book_(all) {
    SubjectFacts facts;
    facts.id = 1;
    facts.sex = Sex::female;
    facts.birth_day = Day::of(1995, 6, 15).number;
    facts.registered = Day::of(2020, 1, 1).number;
    const auto woman = book_.add_subject(facts);
    book_.load(0, woman, {1, Day::of(2025, 3, 1), 0, {outcome}});
    RecordId id = 2;
    for (const Visit& visit : visits) book_.load(1, woman, {id++, *Day::parse(visit.day), 0, {visit.place, visit.boxes}});
    book_.loaded();
  }

  Range64 operator()(const char* text, ValueType::Kind kind = ValueType::Kind::yes_no) const {
    Scope scope;
    scope.types = &all;
    const auto checked = formula::understand(text, scope, kind);
    EXPECT_TRUE(checked.faults.empty()) << text << ": " << (checked.faults.empty() ? "" : checked.faults[0].says.en);
    Place place;
    place.book = &book_;
    place.anchor = 0;
    return evaluate(checked.expression, place);
  }

 private:
  Book book_;
};

void expect_truth(const Range64& range, const char* expected, const char* text) {
  const std::string is = range.surely() ? "true" : range.possibly() ? "unknown" : "false";
  EXPECT_EQ(is, expected) << text;
}

TEST(Evaluate, windows_include_their_square_ends_and_exclude_their_round_ones) {
  const OneWoman li({{"2025-03-02", 0, 1}, {"2025-04-12", 1, 2}});  // days 1 and 42 after
  struct Row { const char* text; const char* expected; };
  const Row rows[] = {
      {"count(visit in [day + 1, day + 42]) = 2", "true"},
      {"count(visit in (day + 1, day + 42]) = 1", "true"},
      {"count(visit in [day + 1, day + 42)) = 1", "true"},
      {"exists(visit in [.., day])", "false"},
      {"count(visit in [day, ..]) = 2", "true"},
      {"exists(visit in [day + 43, ..])", "false"},
      {"sum(visit, boxes) = 3", "true"},
      {"last(visit).day = day + 42", "true"},
      {"first(visit).place = home", "true"},
      {"next(visit).boxes = 1", "true"},
      {"previous(visit).boxes is unknown", "true"},
      {"age(day) = 29", "true"},
      {"present(day)", "true"},
      {"present(2019-12-31)", "false"},
      {"months_after(day, 1) = 2025-04-01", "true"},
      {"if(outcome = live, 1, 2) = 1", "true"},
  };
  for (const Row& row : rows) expect_truth(li(row.text), row.expected, row.text);
}

TEST(Evaluate, unknown_is_neither_zero_nor_no) {
  const OneWoman li({{"2025-03-05", no_value, 1}, {"2025-03-20", 0, no_value}}, no_value);
  struct Row { const char* text; const char* expected; };
  const Row rows[] = {
      {"outcome = live", "unknown"},
      {"outcome in [live, stillbirth]", "unknown"},
      {"not outcome = live", "unknown"},
      {"outcome = live or yes", "true"},
      {"outcome = live and no", "false"},
      {"outcome is known", "false"},
      {"known(outcome) or yes", "true"},
      {"exists(visit where place = home)", "true"},           // the second surely is
      {"exists(visit where place = clinic)", "unknown"},      // the first may be
      {"count(visit where place = home) >= 1", "true"},       // certain already
      {"count(visit where place = home) >= 2", "unknown"},    // one or two
      {"count(visit where place = home) >= 3", "false"},      // surely not
      {"sum(visit, boxes) >= 1", "unknown"},
      {"first(visit where place = home).day = day + 4", "unknown"},  // not sure which is the first
      {"last(visit where place = home).day = day + 19", "true"},
      {"or_else(last(visit where place = clinic).boxes, 7) = 7", "true"},
      {"if(outcome = live, 3, 3) = 3", "true"},
  };
  for (const Row& row : rows) expect_truth(li(row.text), row.expected, row.text);
}

TEST(Evaluate, arithmetic_on_what_is_unknown_never_overflows) {
  const OneWoman li({{"2025-03-05", 0, no_value}});
  const auto huge = li("last(visit).boxes * 1000000000000 * 1000000000000 + last(visit).boxes", ValueType::Kind::number);
  EXPECT_FALSE(huge.is_known());
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
