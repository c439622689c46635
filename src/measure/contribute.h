// What one subject adds to an indicator's cells, anchor by anchor.
#pragma once

#include <functional>

#include "measure/book.h"
#include "model/cell.h"
#include "model/day.h"
#include "pack/indicator.h"

namespace anyu {

struct MonthRange {
  Month first, last;

  int months() const { return last - first + 1; }
  bool holds(Month month) const { return month >= first && month <= last; }
};

/// How an anchor came out.
enum class Answer : std::uint8_t { counted, not_counted, unknown };

/// One anchor with what it adds.
struct Contribution {
  UnitIndex unit = 0;  ///< the unit it is attributed to
  Month month;
  Cell cell;
  Answer answer = Answer::counted;
  std::optional<Row> row;  ///< the anchor, where it is a record
};

/// Calls `sink` for every anchor of the subject that counts in a month of the range.
void contribute(const Indicator& indicator, const Book& book, SubjectIndex subject, MonthRange months,
                const std::function<void(const Contribution&)>& sink);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
