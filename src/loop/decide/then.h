// As known on: a cell as it was known at an earlier moment, and the changes since that moved it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "measure/engine.h"
#include "model/actor.h"
#include "store/store.h"

namespace anyu {

/// A change to someone whose contribution to the cell is no longer what it was.
struct MovingChange {
  ChangeNumber number = 0;
  Moment at{};
  std::string by, kind, why;
  std::optional<TypeIndex> type;
  std::optional<Day> day;
  Subject subject_kind = Subject::person;
  std::int64_t subject = 0;  ///< person id, or a unit's place in the tree
  UnitIndex unit = 0;
};

struct Then {
  ChangeNumber change = 0;  ///< the last that was known
  Cell then, now;
  std::vector<MovingChange> changes;  ///< newest first
  bool more = false;
};

/// Threads  reads only; any number at once. It costs as much as has changed since.
class ThenStage {
 public:
  ThenStage(const Store& store, const Engine& engine, const Clock& clock) : store_(store), engine_(engine), clock_(clock) {}

  /// As known at the end of that day, or after that change.
  Result<Then> then(const Actor& by, const std::string& indicator, const UnitCode& unit, const Period& period, std::optional<Day> on,
                    std::optional<ChangeNumber> change) const;

 private:
  const Store& store_;
  const Engine& engine_;
  const Clock& clock_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
