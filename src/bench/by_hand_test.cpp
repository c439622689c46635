// The hand-written pass agrees with the three programs that counted before it, and the made-up register is what it
// says.
#include "bench/by_hand.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

namespace anyu::bench {
namespace {

const std::string small_register = std::string(ANYU_SHARED) + "/bench30/small";

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The cells as expected.csv has them.
std::string table_of(const Cells& cells) {
  std::string text = "ind,village,mon,num,den\n";
  for (int indicator = 1; indicator <= indicators; ++indicator)
    for (int village = 0; village < cells.villages; ++village)
      for (int month = 0; month < months; ++month) {
        const Cell& cell = cells.row(indicator, village)[month];
        if (cell != Cell{0, 0})
          text += fmt::format("{},{},{},{},{}\n", indicator, village, month, cell.num, cell.den);
      }
  return text;
}

std::string cells_of(const Population& population, int threads = 2) {
  const auto columns = columns_of(population);
  EXPECT_TRUE(columns) << columns.error().what.en;
  return columns ? table_of(by_hand(*columns, threads)) : "";
}

Population read(const std::string& folder) {
  auto population = read_csv(folder);
  EXPECT_TRUE(population) << population.error().what.en;
  return population ? *std::move(population) : Population{};
}

TEST(ByHand, finds_every_cell_that_three_programs_agreed_on) {
  if (!std::filesystem::exists(small_register)) GTEST_SKIP() << "there is no " << small_register;
  EXPECT_EQ(cells_of(read(small_register)), text_of(small_register + "/expected.csv"));
}

TEST(ByHand, does_not_depend_on_the_order_of_rows_or_the_number_of_threads) {
  Population population = make_population(700, 5);
  const std::string cells = cells_of(population);
  std::reverse(population.events.begin(), population.events.end());
  std::reverse(population.persons.begin(), population.persons.end());
  EXPECT_EQ(cells_of(population, 1), cells);
}

TEST(ByHand, says_which_record_belongs_to_nobody) {
  Population population = make_population(1, 1);
  population.events[0].pid = 77;
  EXPECT_THAT(columns_of(population).error().what.en, ::testing::HasSubstr("person 77, who is not there"));
}

TEST(Population, is_the_same_for_the_same_seed_and_survives_its_files) {
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("anyu-bench-{}", ::getpid());
  const std::string one = (folder / "one").string(), two = (folder / "two").string();
  ASSERT_TRUE(write_csv(make_population(2000, 9), one));
  ASSERT_TRUE(write_csv(read(one), two));
  const auto again = make_population(2000, 9);
  const auto other = make_population(2000, 10);
  for (const char* file : {"/village.csv", "/person.csv", "/event.csv"})
    EXPECT_EQ(text_of(one + file), text_of(two + file)) << file;
  EXPECT_EQ(cells_of(again), cells_of(read(two)));
  EXPECT_NE(cells_of(again), cells_of(other));
  std::filesystem::remove_all(folder);
}

TEST(Population, has_the_promised_proportions) {
  constexpr int women = 2000;
  const Population made = make_population(women, 1);
  EXPECT_EQ(made.villages.size(), 7u);
  EXPECT_NEAR(double(made.persons.size()) / women, 1.95, 0.08);
  EXPECT_NEAR(double(made.events.size()) / women, 50, 3);

  // Records for a woman, by type, of the register in shared/bench30/small.
  constexpr double usual[] = {0,    15.5, 1.13, 0.68, 12.4,  4.54, 4.32, 0.49, 0.23,
                              0.47, 0.26, 1.8,  0.53, 0.305, 0.71, 0.61, 3.97};
  double found[types + 1] = {};
  for (const EventRow& row : made.events) found[row.type] += 1.0 / women;
  for (int type = 1; type <= types; ++type) EXPECT_NEAR(found[type] / usual[type], 1, 0.25) << "type " << type;
}

TEST(Population, has_late_entries_and_orders_within_a_day_and_links_that_hold) {
  const Population made = make_population(2000, 1);
  std::set<std::int32_t> numbers;
  int late = 0, against_the_row = 0;
  for (std::size_t i = 0; i < made.events.size(); ++i) {
    const EventRow& row = made.events[i];
    numbers.insert(row.eid);
    const PersonRow& person = made.persons[static_cast<std::size_t>(row.pid) - 1];
    EXPECT_GE(row.day, std::max(person.reg_day, 0));
    EXPECT_LT(row.day, std::min(person.exit_day, days));
    if (i == 0 || made.events[i - 1].pid != row.pid) continue;
    ASSERT_GE(row.day, made.events[i - 1].day);
    if (made.events[i - 1].eid < row.eid) continue;
    ++(row.day == made.events[i - 1].day ? against_the_row : late);
  }
  EXPECT_EQ(numbers.size(), made.events.size());
  EXPECT_GT(late, 1000);
  EXPECT_GT(against_the_row, 100);
  for (const PersonRow& person : made.persons) {
    if (person.kind == woman) continue;
    const PersonRow& her = made.persons[static_cast<std::size_t>(person.link) - 1];
    EXPECT_EQ(her.kind, woman);
    EXPECT_EQ(her.village, person.village);
    if (person.kind == child) {
      EXPECT_GE(person.birth_day, 0);
      EXPECT_LT(person.birth_day, days);
    }
  }
}

}  // namespace
}  // namespace anyu::bench

// SPDX-License-Identifier: Apache-2.0
