// Points of one item, part by part.
#pragma once

#include <optional>

#include "loop/assess/score.h"

namespace anyu {

/// Fills outcome, points, bounds, regain and trace of `result` by the rule.
///
/// Missing  one unknown part leaves the item undecided: between its floor (or none) and its maximum, as far as the
///          known parts leave room.
void score_points(const Scheme& scheme, const PointsRule& rule, const Given& given, std::optional<StepMode> read_as,
                  ItemScore& result);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
