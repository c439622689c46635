// Decide: where each number stands, how it moved, which units it comes from, who is behind it, and how far the target is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "loop/decide/gap.h"
#include "measure/engine.h"
#include "model/actor.h"

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
