// The resources of the API: one function each adds its routes, given just what it needs.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "api/routes.h"
#include "loop/assess/assess.h"
#include "loop/collect/collect.h"
#include "loop/decide/decide.h"
#include "loop/decide/then.h"
#include "loop/deliver/deliver.h"
#include "net/event_stream.h"

namespace anyu {

void add_session(Routes& routes, Sessions& sessions, const UnitTree& tree, const Clock& clock);
void add_content(Routes& routes, const Catalog& catalog);
void add_units(Routes& routes, CollectStage& collect, const Catalog& catalog, const UnitTree& tree);
void add_persons(Routes& routes, CollectStage& collect, const DeliverStage& deliver, const Catalog& catalog, const UnitTree& tree);
void add_records(Routes& routes, CollectStage& collect, const Catalog& catalog);
void add_indicators(Routes& routes, const DecideStage& decide, const Store& store, const Engine& engine);
/// Cells as they were known, and what moved them since.
void add_then(Routes& routes, const ThenStage& then, const Catalog& catalog, const UnitTree& tree);
/// `keep` writes an indicator, by its id and as TOML, into the county's own pack.
void add_formulas(Routes& routes, const DecideStage& decide, const Catalog& catalog, const UnitTree& tree, std::function<Done(const std::string&, const std::string&)> keep);
void add_due(Routes& routes, const DeliverStage& deliver, const Catalog& catalog, const UnitTree& tree);
void add_assessments(Routes& routes, const AssessStage& assess, const UnitTree& tree);
/// The stream of changes, each to those in whose subtree it happened.
void add_events(Routes& routes, EventHub& hub, Sessions& sessions, const UnitTree& tree);
/// Announces a change on the hub.
void announce(EventHub& hub, const Committed& committed, const Catalog& catalog, const UnitTree& tree);
/// The web pages in the binary.
void add_pages(Routes& routes);

/// An indicator's formula read out in one sentence.
Words sentence(const Indicator& indicator, const Catalog& catalog);

/// One due step as JSON.
nlohmann::ordered_json due_json(const Due& due, const std::string& name, const Catalog& catalog, const UnitTree& tree);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
