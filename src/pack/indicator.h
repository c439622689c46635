// An indicator: anchors, condition, unit of measure, source.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/decimal.h"
#include "model/cell.h"
#include "pack/case_lines.h"
#include "pack/formula/expression.h"
#include "pack/over_indicators.h"

namespace anyu {

enum class Measure : std::uint8_t { share, count, sum, mean, rate, formula };
enum class Better : std::uint8_t { higher, lower, neither };
enum class Use : std::uint8_t { score, monitor, never };
enum class By : std::uint8_t { residence, provider };

std::string_view id_of(Measure measure);
std::string_view id_of(Better better);
std::string_view id_of(Use use);

struct Target {
  bool at_least = true;  ///< else at most
  Decimal value;         ///< in percent for a share, per `per_n` for a rate, plain otherwise
  std::string source;
};

struct IndicatorExample {
  Words says;
  std::vector<CaseLine> records;
  Period period;
  Cell cell;
  int line = 0;
};

struct Indicator {
  std::string id;
  Words name;
  std::string programme;
  Measure measure = Measure::share;
  std::int64_t per_n = 100;  ///< a share is shown per 100
  formula::Scope::Anchor anchor = formula::Scope::Anchor::record;
  TypeIndex record = 0;  ///< the anchors' type, where they are records
  Subject subject = Subject::person;
  std::optional<formula::Expression> where;
  std::optional<formula::Expression> value;  ///< `count` or `sum`
  std::optional<formula::Expression> when;
  By by = By::residence;
  std::string per;  ///< the count indicator whose cells are the denominator; empty: the anchors
  std::optional<OverIndicators> numerator, denominator;  ///< of a formula over other indicators
  std::vector<std::size_t> built_on;  ///< the indicators whose cells it reads: those of its formula, or of `per`
  bool shown = true;                  ///< else it is only a part of others, and not listed
  Better better = Better::neither;
  Use use = Use::monitor;
  std::optional<Target> target;
  std::string source;
  std::vector<std::pair<std::string, std::string>> formula;  ///< each, where, count …, as written
  std::vector<int> formula_lines;  ///< where each of these stands
  std::vector<IndicatorExample> examples;
  std::set<TypeIndex> reads;  ///< every record type that can move it, the anchors' included
  std::set<formula::Whose> links;  ///< whom its formulas look at beside the anchor's own person
  std::string file;
  int line = 0;

  /// Counted at the end of a period: a year shows its last month instead of a sum.
  bool stock() const { return anchor != formula::Scope::Anchor::record && !when && !numerator; }
  /// Places of the numerator: sums and means of decimals keep theirs.
  int decimals() const {
    if (numerator) return numerator->decimals;
    return value && (measure == Measure::sum || measure == Measure::mean) ? value->type.decimals : 0;
  }
  bool has_denominator() const {
    return measure == Measure::share || measure == Measure::rate || measure == Measure::mean || denominator || !per.empty();
  }
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
