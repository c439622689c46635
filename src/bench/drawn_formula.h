// Indicators that nobody chose: drawn at random over a pack's record types, to see that what a county writes is as fast.
#pragma once

#include "bench/chance.h"
#include "pack/catalog.h"

namespace anyu::bench {

/// A share of records, or of women at the end of each month, with one to three conditions over fields, windows, counts and
/// the record before or after.
Indicator drawn_formula(Chance& chance, const Catalog& catalog);

}  // namespace anyu::bench

// SPDX-License-Identifier: Apache-2.0
