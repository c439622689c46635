// Assess: a sheet held against a unit for a period, its findings, and what the unit has published about itself.
#pragma once

#include <string>
#include <vector>

#include "loop/assess/findings.h"
#include "loop/assess/live_figures.h"
#include "loop/assess/score.h"
#include "measure/engine.h"
#include "model/actor.h"
#include "store/store.h"

namespace anyu {

struct SchemeFinding {
  std::string scheme;
  ItemFinding finding;
};

/// Threads  reads only; any number at once.
class AssessStage {
 public:
  AssessStage(const Store& store, const Engine& engine) : store_(store), engine_(engine) {}

  Result<Score> score(const Actor& by, const std::string& scheme, const UnitCode& unit, const Period& period) const;
  /// The findings of every sheet that is for units of this level.
  Result<std::vector<SchemeFinding>> findings(const Actor& by, const UnitCode& unit, const Period& period) const;
  /// Claims of the unit and of those below it.
  Result<std::vector<std::pair<UnitIndex, PublishedClaim>>> claims(const Actor& by, const UnitCode& unit) const;

 private:
  Result<UnitIndex> own_unit(const Actor& by, const UnitCode& code) const;
  CellSource cells_of(UnitIndex unit) const;

  const Store& store_;
  const Engine& engine_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
