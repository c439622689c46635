// How figures, points and reasons are said in the sentences that county staff read.
#pragma once

#include <string>

#include "loop/assess/score.h"
#include "pack/scheme.h"

namespace anyu::sentence {

/// A figure as it was given where it can be written out, else to four places: 86.5, 111.2533, 0.7222.
std::string figure(const Decimal& value);

/// A figure with its sign: 86.5%.
std::string figure(const Input& input, const Decimal& value);

/// Points for the screen: 18.5, 25.49.
std::string number_of_points(const Decimal& points);

/// "4分", "4 points".
Words points(const Decimal& points);

/// A difference between two figures: "3.5个百分点", "3.5 percentage points".
Words difference(const Input& input, const Decimal& value);

/// The size of a step, to stand behind "each": "1个百分点", "percentage point"; "0.1个百分点", "0.1 percentage
/// points".
Words step(const Input& input, const Decimal& each);

/// What a condition asks, in words ("不低于90%", "at least 90%") and in signs ("≥ 90").
Words demand(const Input& input, Condition::Compare compare, const Decimal& value);
std::string signs(Condition::Compare compare, const Decimal& value);

/// "尚无数据", "there is no figure yet", and the other reasons.
Words why_missing(Missing missing);

/// With its first letter as a capital; Chinese stays as it is.
std::string begun(std::string text);

}  // namespace anyu::sentence

// SPDX-License-Identifier: Apache-2.0
