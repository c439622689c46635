// /api/records: entered, corrected, removed, and everything that ever happened to one.
#include "api/entry_json.h"
#include "api/json.h"
#include "api/resources.h"
#include "base/text.h"
#include "net/error_reply.h"

namespace anyu {

namespace {

Reply record_reply(const Kept<Record>& kept, const Catalog& catalog, int status) {
  if (const auto* refusal = std::get_if<Refusal>(&kept)) return refusal_reply(*refusal);
  const Record& record = std::get<Record>(kept);
  return json_reply(to_json(catalog.types[record.type], record), status);
}

Json change_json(const Change& change, const Catalog& catalog) {
  Json json = {{"number", change.number}, {"at", text_of(change.at)}, {"by", change.by}, {"source", change.source}};
  json["kind"] = change.kind == "add" ? "added" : change.kind == "correct" ? "corrected" : "removed";
  if (!change.why.empty()) json["why"] = change.why;
  if (change.kind == "remove") {
    json["fields"] = Json::object();
  } else {
    json["day"] = change.record.day.text();
    json["fields"] = fields_json(catalog.types[change.record.type], change.record.fields);
  }
  return json;
}

}  // namespace

void add_records(Routes& routes, CollectStage& collect, const Catalog& catalog) {
  routes.add("POST", "/api/records", Needs::of(Right::enter), [&](const Request& request, const PathValues&, const Actor& actor) {
    const auto body = object_of(request);
    if (!body) return error_reply(body.error());
    const auto entry = entry_of(*body);
    if (!entry) return error_reply(entry.error());
    return record_reply(collect.enter(actor, *entry), catalog, 201);
  });
  routes.add("PUT", "/api/records/{type}/{id}", Needs::of(Right::enter), [&](const Request& request, const PathValues& values, const Actor& actor) {
    const auto body = object_of(request);
    if (!body) return error_reply(body.error());
    const auto entry = entry_of(*body);
    if (!entry) return error_reply(entry.error());
    const auto why = text_of(*body, "why");
    if (!why) return error_reply(why.error());
    const auto seen = body->find("seen");
    if (seen == body->end() || !seen->is_number_integer()) return error_reply(invalid("缺少“seen”:您看到的变更号", "'seen' is needed: the change number that was on the screen"));
    return record_reply(collect.correct(actor, values["type"], whole_number(values["id"]).value_or(0), *entry, seen->get<ChangeNumber>(), *why), catalog, 200);
  });
  routes.add("DELETE", "/api/records/{type}/{id}", Needs::of(Right::enter), [&](const Request& request, const PathValues& values, const Actor& actor) {
    const auto seen = needed(request, "seen"), why = needed(request, "why");
    if (!seen) return error_reply(seen.error());
    if (!why) return error_reply(why.error());
    const auto done = collect.remove(actor, values["type"], whole_number(values["id"]).value_or(0), whole_number(*seen).value_or(0), *why);
    if (!done) return error_reply(done.error());
    Reply reply;
    reply.status = 204;
    return reply;
  });
  routes.add("GET", "/api/records/{type}/{id}/changes", Needs::of(Right::see_figures), [&](const Request&, const PathValues& values, const Actor& actor) {
    const auto changes = collect.history(actor, values["type"], whole_number(values["id"]).value_or(0));
    if (!changes) return error_reply(changes.error());
    Json all = Json::array();
    for (const Change& change : *changes) all.push_back(change_json(change, catalog));
    return json_reply(all);
  });
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
