// What many subjects add to an indicator's cells: the same as contribute(), an array at a time.
#pragma once

#include <functional>
#include <vector>

#include "measure/contribute.h"
#include "measure/frame.h"
#include "measure/month_masks.h"
#include "pack/indicator.h"

namespace anyu {

/// Months to count, with what is worked out for them once.
class CountedMonths {
 public:
  explicit CountedMonths(MonthRange range);

  MonthRange range() const { return range_; }
  const Months& whole() const { return whole_; }
  /// The same months in pieces of at most 64, and where each begins.
  const std::vector<Months>& pieces() const { return pieces_; }

 private:
  MonthRange range_;
  Months whole_;
  std::vector<Months> pieces_;
};

/// Whose anchors: a list of subjects, or a run of them.
struct Whom {
  const SubjectIndex* list = nullptr;
  SubjectIndex first = 0;
  std::size_t size = 0;

  SubjectIndex operator[](std::size_t i) const { return list ? list[i] : first + static_cast<SubjectIndex>(i); }
  static Whom all(const Book& book) { return {nullptr, 0, book.size()}; }
  static Whom these(const std::vector<SubjectIndex>& subjects) { return {subjects.data(), 0, subjects.size()}; }
};

/// What anchors add, each the same to every month of a run of months.
struct Added {
  std::size_t size = 0;
  const SubjectIndex* subject = nullptr;
  const std::uint32_t* place = nullptr;     ///< the unit it is attributed to times the months counted, plus the first month's place
  const std::int32_t* months = nullptr;     ///< how many; nothing: one each
  const std::int64_t* numerator = nullptr;  ///< of those that are not unknown
  const std::uint8_t* unknown = nullptr;    ///< nothing: none is
  std::uint8_t denominator = 0;             ///< of one that is known
  std::uint8_t denominator_unknown = 0;     ///< of one that is not
  bool numbers = false;                     ///< the numerators are numbers added up, and not yes or no
  const Row* row = nullptr;                 ///< the anchors, where they are records

  UnitIndex unit(std::size_t i, const CountedMonths& of) const { return place[i] / static_cast<std::uint32_t>(of.whole().count()); }
  int first(std::size_t i, const CountedMonths& of) const { return static_cast<int>(place[i] % static_cast<std::uint32_t>(of.whole().count())); }
  Cell cell(std::size_t i) const {
    if (unknown && unknown[i]) return {0, denominator_unknown, 1};
    return {numerator[i], denominator, 0};
  }
  Answer answer(std::size_t i) const {
    if (unknown && unknown[i]) return Answer::unknown;
    return numbers || numerator[i] ? Answer::counted : Answer::not_counted;
  }
};

using AddedSink = std::function<void(const Added&)>;

/// Calls `sink` with every anchor of these subjects that counts in one of the months, in batches.
void contribute_many(const Indicator& indicator, const Book& book, const Whom& whom, const CountedMonths& months, Arena& arena, const AddedSink& sink);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
