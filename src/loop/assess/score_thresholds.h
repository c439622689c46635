// A threshold item: every condition held against its figure.
#pragma once

#include "loop/assess/score.h"

namespace anyu {

/// Fills outcome, shown, regain and trace of `result` by the rule.
///
/// Missing  one missed condition misses the item, whatever else is unknown; otherwise one unknown leaves it
/// unknown.
void score_thresholds(const Scheme& scheme, const ThresholdRule& rule, const Given& given, ItemScore& result);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
