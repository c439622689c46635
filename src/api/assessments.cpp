// /api/schemes, /api/findings, /api/claims: sheets held against units.
#include "api/json.h"
#include "api/resources.h"
#include "net/error_reply.h"

namespace anyu {

namespace {

void put(Json& json, const char* key, const std::optional<Decimal>& number) {
  if (number) json[key] = number_text(*number);
}

Json trace_json(const Trace& trace) {
  Json json = {{"says", to_json(trace.says)}};
  if (!trace.input.empty()) json["input"] = trace.input;
  if (!trace.observed.empty()) json["observed"] = trace.observed;
  if (!trace.required.empty()) json["required"] = trace.required;
  put(json, "points", trace.points);
  return json;
}

Json item_json(const ItemScore& item) {
  Json json = {{"id", item.id}, {"section", item.section}, {"text", to_json(item.text)}, {"outcome", id_of(item.outcome)}, {"shown", item.shown}};
  put(json, "points", item.points);
  put(json, "lowest", item.lowest);
  put(json, "highest", item.highest);
  put(json, "max", item.max);
  if (item.regain) json["regain"] = to_json(*item.regain);
  if (item.declined) {
    json["declined"] = {{"why", to_json(item.declined->why)}};
    if (item.declined->instead) json["declined"]["instead"] = to_json(*item.declined->instead);
  }
  if (!item.source.empty()) json["source"] = item.source;
  json["trace"] = Json::array();
  for (const Trace& trace : item.trace) json["trace"].push_back(trace_json(trace));
  return json;
}

Json score_json(const Score& score, const std::string& unit, const Period& period) {
  const bool points = score.kind == Scheme::Kind::points;
  Json json = {{"scheme", score.scheme}, {"unit", unit}, {"period", period.text()}, {"kind", id_of(score.kind)}, {"summary", to_json(score.summary)}};
  if (points) {
    put(json, "points", score.tally.points);
    put(json, "lowest", score.tally.lowest);
    put(json, "highest", score.tally.highest);
    put(json, "max", score.tally.max);
  }
  json["sections"] = Json::array();
  for (const SectionScore& section : score.sections) {
    Json one = {{"id", section.id}, {"name", to_json(section.name)}, {"undecided", section.tally.undecided}};
    if (points) {
      put(one, "points", section.tally.points);
      put(one, "max", section.printed ? section.printed : section.tally.max);
    }
    json["sections"].push_back(std::move(one));
  }
  json["items"] = Json::array();
  for (const ItemScore& item : score.items) json["items"].push_back(item_json(item));
  return json;
}

Json claim_json(const UnitCode& unit, const PublishedClaim& claim) {
  Json json = {{"unit", unit}, {"day", claim.day.text()}, {"claim", claim.claim}, {"figure", claim.figure}, {"quoted", claim.quoted},
               {"verdict", id_of(claim.check.verdict)}, {"says", to_json(claim.check.says)}};
  json["series"] = Json::array();
  for (const YearValue& year : claim.series)
    json["series"].push_back({{"period", std::to_string(year.year)}, {"value", year.value ? Json(number_text(*year.value)) : Json(nullptr)}});
  return json;
}

}  // namespace

void add_assessments(Routes& routes, const AssessStage& assess, const UnitTree& tree) {
  routes.add("GET", "/api/schemes/{id}/score", Needs::of(Right::assess), [&](const Request& request, const PathValues& values, const Actor& actor) {
    const auto unit = needed(request, "unit");
    if (!unit) return error_reply(unit.error());
    const auto period = period_of(request);
    if (!period) return error_reply(period.error());
    const auto score = assess.score(actor, values["id"], *unit, *period);
    if (!score) return error_reply(score.error());
    return json_reply(score_json(*score, *unit, *period));
  });
  routes.add("GET", "/api/findings", Needs::of(Right::assess), [&](const Request& request, const PathValues&, const Actor& actor) {
    const auto unit = needed(request, "unit");
    if (!unit) return error_reply(unit.error());
    const auto period = period_of(request);
    if (!period) return error_reply(period.error());
    const auto findings = assess.findings(actor, *unit, *period);
    if (!findings) return error_reply(findings.error());
    Json all = Json::array();
    for (const SchemeFinding& one : *findings) {
      Json json = {{"scheme", one.scheme}, {"item", one.finding.item}, {"unit", *unit}, {"kind", id_of(one.finding.kind)}};
      put(json, "points", one.finding.points);
      json["says"] = to_json(one.finding.says);
      all.push_back(std::move(json));
    }
    return json_reply(all);
  });
  routes.add("GET", "/api/claims", Needs::of(Right::assess), [&](const Request& request, const PathValues&, const Actor& actor) {
    const auto unit = needed(request, "unit");
    if (!unit) return error_reply(unit.error());
    const auto claims = assess.claims(actor, *unit);
    if (!claims) return error_reply(claims.error());
    Json all = Json::array();
    for (const auto& [where, claim] : *claims) all.push_back(claim_json(tree.at(where).code, claim));
    return json_reply(all);
  });
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
