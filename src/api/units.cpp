// /api/units: my part of the tree, and the records of its units.
#include "api/json.h"
#include "api/resources.h"
#include "net/error_reply.h"

namespace anyu {

void add_units(Routes& routes, CollectStage& collect, const Catalog& catalog, const UnitTree& tree) {
  routes.add("GET", "/api/units", Needs::login(), [&](const Request&, const PathValues&, const Actor& actor) {
    Json all = Json::array();
    for (UnitIndex unit = actor.unit; unit < tree.end_of(actor.unit); ++unit) all.push_back(to_json(tree.at(unit)));
    return json_reply(all);
  });
  routes.add("GET", "/api/units/{code}/records", Needs::of(Right::see_figures), [&](const Request&, const PathValues& values, const Actor& actor) {
    const auto records = collect.records_of_unit(actor, values["code"]);
    if (!records) return error_reply(records.error());
    Json json;
    json["unit"] = to_json(tree.at(*tree.find(values["code"])));
    json["records"] = Json::array();
    for (const Record& record : *records) json["records"].push_back(to_json(catalog.types[record.type], record));
    return json_reply(json);
  });
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
