// A truth about persons at the ends of months, for up to 64 months at once: a bit for each month.
#pragma once

#include <cstdint>

#include "measure/evaluate_many.h"
#include "model/day.h"

namespace anyu {

/// Months one after another, and which of them a day belongs to, without calendar work.
class Months {
 public:
  Months(Month first, int count);

  Month first() const { return first_; }
  int count() const { return count_; }
  std::int32_t last_day(int month) const { return last_days_[static_cast<std::size_t>(month)]; }
  /// The place of the month of a day; -1 before the first, count() after the last.
  int of(std::int64_t day) const {
    if (day < first_day_) return -1;
    const auto place = static_cast<std::uint64_t>(day - first_day_);
    return place < of_day_.size() ? of_day_[place] : count_;
  }
  /// How many of the months have ended by that day.
  int ended(std::int64_t day) const { return std::max(0, of(day + 1)); }

 private:
  Month first_;
  int count_;
  std::int32_t first_day_;
  std::vector<std::int32_t> last_days_;
  std::vector<std::int16_t> of_day_;
};

/// For each place of a frame, the months in which a truth surely, and those in which it possibly holds.
struct Masks {
  std::uint64_t* surely;
  std::uint64_t* possibly;
};

/// Evaluates truths that depend on `at`. What changes with `at` in a simple way (comparisons with a day, windows that move
/// with it, the latest record) is found month-wise from the records themselves; anything else is evaluated month by month.
class EvaluateMonths {
 public:
  /// REQUIRES at most 64 months.
  EvaluateMonths(EvaluateMany& many, const Months& months) : many_(many), months_(months) {}

  /// `frame` has no `at`; `needed` are the months that matter, and the others may come out in any way.
  Masks truth(const formula::Expression& e, const Frame& frame, const std::uint64_t* needed);

 private:
  /// k * at + rest.
  struct Moving {
    int k = 0;
    Values rest;
  };

  bool moving(const formula::Expression& e, const Frame& frame, Moving& into);
  Masks unmoved(Values truth, std::size_t size);
  Masks compared(const formula::Expression& e, const Frame& frame, const Moving& left, const Moving& right);
  bool compared_count(const formula::Expression& e, const Frame& frame, Masks& out);
  bool compared_pick(const formula::Expression& e, const Frame& frame, Masks& out);
  bool exists(const formula::Expression& e, const Frame& frame, Masks& out);
  bool exists_in_known_days(const formula::Expression& e, const Frame& frame, Masks& out);
  /// The rows a query looks at, with the months in which they lie in its window and meet its condition.
  struct Placed {
    Looks looks;
    Masks fits;
  };
  bool placed(const formula::Expression& e, const Frame& frame, Placed& into);
  Masks present(const Frame& frame, const Moving& day);
  Masks all_of(const formula::Expression& e, const Frame& frame, const std::uint64_t* needed);
  Masks truth_where_open(const formula::Expression& e, const Frame& frame, const std::uint64_t* needed);
  Masks month_by_month(const formula::Expression& e, const Frame& frame, const std::uint64_t* needed);

  Masks masks(std::size_t size);
  std::uint64_t all() const { return months_.count() == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << months_.count()) - 1; }
  /// Months that have ended by that day, as bits; the others.
  std::uint64_t until(std::int64_t day) const { return low(months_.ended(day)); }
  std::uint64_t since(std::int64_t day) const { return all() & ~low(months_.ended(day - 1)); }
  static std::uint64_t low(int count) { return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1; }

  EvaluateMany& many_;
  const Months& months_;
};

/// Whether a formula speaks of `at`.
bool speaks_of_at(const formula::Expression& e);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
