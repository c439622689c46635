// Why something must never be scored: the rights linter for schemes and targets.
#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>

#include "base/words.h"
#include "pack/finding.h"
#include "pack/record_type.h"

namespace anyu {

struct Scheme;

/// Why a text reads like a target on people's choices or bodies, and what to use instead; nothing where it does
/// not.
///
/// Shape    any one text: an id, a Chinese or an English name, an item's words. Letter case, `_` and `-` do not
///          matter.
/// Source   the Tiahrt amendment's criteria (US appropriation acts such as P.L. 111-8), FP2030's principles of rights,
///          and the right to an informed choice in China's law on population and family planning (2021). Where a
///          message names a rule, L01 to L06, L11 or L12, the number is ours.
std::optional<Words> rights_cue(std::string_view text);

/// Why a figure may carry neither points nor a target: by what it declares to count, else by how any of its texts
/// reads. Nothing where it may.
std::optional<Words> why_unscorable(About about, std::initializer_list<std::string_view> texts);

/// A fault for every item that gives points for, or decides on, people's choices or bodies (V14). Items that are
/// declined, lost or only shown pass.
void check_rights(const Scheme& scheme, Findings& findings);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
