// Shares and what bounds them.
#include "measure/cell_value.h"

#include <gtest/gtest.h>

namespace anyu {
namespace {

Indicator of(Measure measure, std::int64_t per_n = 100) {
  Indicator indicator;
  indicator.measure = measure;
  indicator.per_n = per_n;
  return indicator;
}

TEST(CellValue, a_share_of_nothing_is_undefined_and_a_true_zero_stays_a_zero) {
  struct Row { Cell cell; const char* value; };
  const Row rows[] = {{{180, 240, 0}, "75"}, {{0, 240, 0}, "0"}, {{0, 0, 0}, ""}};
  for (const Row& row : rows) {
    const CellValue figure = value_of(of(Measure::share), row.cell);
    EXPECT_EQ(figure.value ? figure.value->exact() : "", row.value);
    EXPECT_EQ(figure.missing.has_value(), !figure.value.has_value());
  }
}

TEST(CellValue, unknowns_bound_a_share_from_both_sides) {
  const CellValue figure = value_of(of(Measure::share), {60, 100, 15});
  EXPECT_EQ(figure.low->exact(), "60");
  EXPECT_EQ(figure.high->exact(), "75");
  EXPECT_FALSE(value_of(of(Measure::share), {60, 100, 0}).low);
}

TEST(CellValue, a_rate_is_per_its_own_number) {
  EXPECT_EQ(value_of(of(Measure::rate, 1000), {2, 3150, 0}).value->text(3), "0.635");
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
