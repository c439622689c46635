// Faults that published sheets have in themselves: sums that disagree, deductions larger than the item, and the
// like.
#pragma once

#include "pack/finding.h"
#include "pack/scheme.h"

namespace anyu {

/// Adds what is wrong with the sheet as a whole. V14, rights, is told by `check_rights`.
///
/// Errors   fault: a section's items do not sum to its maximum (V1). Warnings: one deduction is larger than its
/// item
///          (V2), an item can neither be lost nor won whole (V10), an input is read by several items (V13) or by
///          none.
/// Source   what is wrong in twenty sheets published in China from about 2005 to the 2020s; the numbers V1 to V14 are ours.
void check_faults(const Scheme& scheme, Findings& findings);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
