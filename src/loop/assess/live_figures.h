// A sheet's figures taken from live indicators.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "loop/assess/claims.h"
#include "model/cell.h"
#include "model/record.h"
#include "pack/catalog.h"

namespace anyu {

/// The cell of an indicator in a period, for the unit that is assessed.
using CellSource = std::function<Cell(std::size_t indicator, const Period& period)>;

/// What the sheet reads, as far as indicators give it.
///
/// Missing  an input without a source, a year with nothing to count, and a figure whose unknowns reach so far that an
///          item would come out otherwise, are `not_recorded`.
Given live_figures(const Scheme& scheme, const Catalog& catalog, const Period& period, const CellSource& cells);

/// A claim that a unit has published, with the figures it speaks of and what comes of it.
struct PublishedClaim {
  Day day;
  std::string claim;
  std::string figure;
  std::string quoted;
  std::vector<YearValue> series;
  ClaimCheck check;
};

/// Every `published_claim` record of a unit held against its own reported figures; `standard` is the sheet that "meets
/// the national standard" speaks of.
std::vector<PublishedClaim> check_published(const Catalog& catalog, const std::vector<Record>& records, const Scheme* standard,
                                            const CellSource& cells);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
