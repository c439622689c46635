// A sheet scored on figures: points or a threshold met, each with its why, and what is unknown kept unknown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/words.h"
#include "pack/scheme.h"

namespace anyu {

enum class Outcome : std::uint8_t {
  scored,     ///< every figure is there
  undecided,  ///< a figure or the target is unknown: points lie between `lowest` and `highest`
  met,
  missed,
  unknown,   ///< no condition is missed, and at least one cannot be held against its figure
  declined,  ///< published, and not built
  lost,      ///< published, and its rule is lost in the source
};

std::string_view id_of(Outcome outcome);

/// One step of the way to the points.
struct Trace {
  Words says;
  std::string input;     ///< empty: the step reads none
  std::string observed;  ///< "86.5", "true", "weak"; empty: unknown
  std::string required;  ///< "≥ 90", "true"; "unknown" where the source lost it; empty: nothing is required
  std::optional<Decimal> points;
};

/// One item with its outcome.
///
/// Shape    the points of the trace of a scored item sum to its points.
struct ItemScore {
  std::string id;
  std::string section;
  Words text;
  std::string source;
  Outcome outcome = Outcome::unknown;
  bool shown = false;              ///< compared as a statistic, no part of the decision
  std::optional<Decimal> points;   ///< scored
  std::optional<Decimal> lowest;   ///< points sheets: what it could still come to; nothing: no bound
  std::optional<Decimal> highest;  ///< points sheets, but not of declined items
  std::optional<Decimal> max;      ///< as printed
  std::optional<Words> regain;     ///< how lost points can be regained
  std::optional<Declined> declined;
  std::vector<Trace> trace;
};

/// Items added up. Declined items are in none of these numbers.
struct Tally {
  Decimal points;                              ///< of the scored items
  std::optional<Decimal> lowest = Decimal(0);  ///< what all items could come to; nothing: no bound
  Decimal highest;
  Decimal max;
  int undecided = 0;  ///< items not decided: undecided, unknown or lost; shown ones are not counted

  void add(const ItemScore& item);
};

struct SectionScore {
  std::string id;
  Words name;
  std::optional<Decimal> printed;  ///< the section's maximum on paper, which may hold more than the file does
  Tally tally;
};

/// What a threshold sheet comes to. One unknown is never a pass.
enum class Decision : std::uint8_t { met, missed, undecided };

struct Score {
  std::string scheme;
  Words name;
  Scheme::Kind kind = Scheme::Kind::points;
  Words summary;
  Decision decision = Decision::undecided;  ///< threshold sheets
  Tally tally;                              ///< points sheets
  std::vector<SectionScore> sections;
  std::vector<ItemScore> items;
};

/// The sheet on these figures.
///
/// Missing  what is not in `given`, or stands there as a reason, leaves its item undecided or unknown; that shows
/// in
///          the bounds of every sum above it.
Score score(const Scheme& scheme, const Given& given);

/// One item of `scheme`; `read_as` is for examples that read its steps otherwise.
ItemScore score_item(const Scheme& scheme, const Item& item, const Given& given,
                     std::optional<StepMode> read_as = std::nullopt);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
