// Deliver: today's worklist, by village.
#pragma once

#include <vector>

#include "base/clock.h"
#include "loop/deliver/due.h"
#include "measure/engine.h"
#include "model/actor.h"
#include "store/store.h"

namespace anyu {

struct DueRow {
  Due due;
  std::string name;
};

struct DueList {
  Day day;
  std::int64_t total = 0;    ///< all that is due in the unit, also beyond the limit
  std::int64_t overdue = 0;
  std::vector<DueRow> rows;  ///< by village, overdue first, then by the day it falls due
};

class DeliverStage {
 public:
  DeliverStage(const Store& store, const Engine& engine, const Clock& clock) : store_(store), engine_(engine), clock_(clock) {}

  /// Errors  forbidden for those who may not see people there.
  Result<DueList> list(const Actor& by, const UnitCode& unit, std::optional<Day> day, std::size_t limit) const;
  /// What is due for one person. REQUIRES that the caller has asked whether the reader may see her.
  std::vector<Due> of_person(PersonId person) const;

 private:
  const Store& store_;
  const Engine& engine_;
  const Clock& clock_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
