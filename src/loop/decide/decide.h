// Decide: where each number stands, how it moved, which units it comes from, who is behind it, and how far the target is.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "loop/decide/gap.h"
#include "measure/breakdown.h"
#include "measure/engine.h"
#include "model/actor.h"
#include "pack/typed_indicator.h"

namespace anyu {

struct PeriodCell {
  Period period;
  Cell cell;
  bool so_far = false;  ///< the period has not ended
};

struct UnitCell {
  UnitIndex unit = 0;
  Cell cell;
};

struct BoardRow {
  std::size_t indicator = 0;
  Cell cell;
  Cell before;              ///< the period before
  std::vector<Cell> spark;  ///< the last twelve periods, this one last
  std::optional<Gap> gap;
};

struct AnchorList {
  std::int64_t total = 0;
  std::vector<AnchorRef> anchors;
};

/// A cell taken apart: for each combination of values, what they are called and what stands behind them.
struct BrokenRow {
  std::vector<std::optional<Words>> keys;  ///< nothing: not known
  Cell cell;
};

/// What a typed indicator comes to.
struct Tried {
  std::vector<TypedFault> faults;  ///< with any, the rest is empty
  std::optional<Indicator> indicator;
  std::vector<UnitCell> units;     ///< the whole first, then the units right below it
  std::vector<PeriodCell> trend;   ///< the last twenty-four months
};

/// Threads  reads only; any number at once.
class DecideStage {
 public:
  DecideStage(const Engine& engine, const Clock& clock) : engine_(engine), clock_(clock) {}

  Result<std::vector<BoardRow>> board(const Actor& by, const UnitCode& unit, const Period& period) const;
  Result<std::vector<PeriodCell>> trend(const Actor& by, const std::string& indicator, const UnitCode& unit, const Period& from, const Period& to) const;
  /// The whole first, then the units right below it.
  Result<std::vector<UnitCell>> units(const Actor& by, const std::string& indicator, const UnitCode& unit, const Period& period) const;
  /// Who stands behind a cell. Errors: forbidden for those who may not see people, where the anchors are people.
  Result<AnchorList> anchors(const Actor& by, const std::string& indicator, const UnitCode& unit, const Period& period, Answer answer,
                             std::size_t limit) const;

  /// Errors  forbidden: persons, for those who see no people.
  /// The cell by up to three of: sex, residency, age, provider, and the codes and yes-or-no fields of the anchors' records.
  Result<std::vector<BrokenRow>> breakdown(const Actor& by, const std::string& indicator, const UnitCode& unit, const Period& period,
                                           const std::vector<std::string>& dimensions) const;

  /// Reads what was typed and, where it has no fault, counts it over the unit. Errors: forbidden, for those who see no people:
  /// a formula can be narrowed down to one.
  Result<Tried> try_typed(const Actor& by, const Typed& typed, const UnitCode& unit, const Period& period) const;
  /// Checks what was typed and hands it on to be kept in the county's own pack, with who and when.
  Result<std::vector<TypedFault>> keep_typed(const Actor& by, Typed typed, const std::function<Done(const std::string& id, const std::string& toml)>& write) const;

  bool so_far(const Period& period) const { return period.last() >= this_month(); }
  Month this_month() const { return Month::of(day_of(clock_.now())); }

 private:
  Result<UnitIndex> own_unit(const Actor& by, const UnitCode& code) const;
  Result<std::size_t> own_indicator(const std::string& id) const;
  Done measured(const Period& period) const;

  const Engine& engine_;
  const Clock& clock_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
