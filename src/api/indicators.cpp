// /api/indicators: the board, trends, comparisons, and who stands behind a cell.
#include "api/json.h"
#include "api/resources.h"
#include "base/text.h"
#include "net/error_reply.h"

namespace anyu {

namespace {

Json gap_json(const Gap& gap) {
  Json json;
  json["met"] = gap.met ? Json(*gap.met) : Json(nullptr);
  if (gap.short_by) json["points"] = number_text(*gap.short_by);
  if (gap.needed) json["needed"] = *gap.needed;
  return json;
}

Json board_json(const std::vector<BoardRow>& rows, const Catalog& catalog) {
  Json all = Json::array();
  for (const BoardRow& row : rows) {
    const Indicator& indicator = catalog.indicators[row.indicator];
    Json json = {{"indicator", indicator.id}, {"cell", to_json(indicator, row.cell)}, {"before", to_json(indicator, row.before)}};
    json["spark"] = Json::array();
    for (const Cell& cell : row.spark) {
      const auto value = value_of(indicator, cell).value;
      json["spark"].push_back(value ? Json(number_text(*value)) : Json(nullptr));
    }
    if (row.gap) json["gap"] = gap_json(*row.gap);
    all.push_back(std::move(json));
  }
  return all;
}

std::optional<Answer> answer_of(std::string_view which) {
  if (which == "counted") return Answer::counted;
  if (which == "not_counted") return Answer::not_counted;
  if (which == "unknown") return Answer::unknown;
  return std::nullopt;
}

}  // namespace

void add_indicators(Routes& routes, const DecideStage& decide, const Store& store, const Engine& engine) {
  const Catalog& catalog = engine.catalog();
  const UnitTree& tree = engine.tree();
  routes.add("GET", "/api/indicators", Needs::of(Right::see_figures), [&](const Request& request, const PathValues&, const Actor& actor) {
    const auto unit = needed(request, "unit");
    if (!unit) return error_reply(unit.error());
    const auto period = period_of(request);
    if (!period) return error_reply(period.error());
    const auto rows = decide.board(actor, *unit, *period);
    if (!rows) return error_reply(rows.error());
    Json json = {{"unit", *unit}, {"period", period->text()}, {"so_far", decide.so_far(*period)}, {"change", store.last_change()}};
    json["rows"] = board_json(*rows, catalog);
    return json_reply(json);
  });
  routes.add("GET", "/api/indicators/{id}/trend", Needs::of(Right::see_figures), [&](const Request& request, const PathValues& values, const Actor& actor) {
    const auto unit = needed(request, "unit");
    if (!unit) return error_reply(unit.error());
    const auto to_text = request.parameter("to");
    const auto to = to_text ? Period::parse(*to_text) : Result<Period>(Period::month(decide.this_month()));
    if (!to) return error_reply(to.error());
    const auto from_text = request.parameter("from");
    const auto from = from_text ? Period::parse(*from_text) : Result<Period>(Period{to->kind, to->first + -35 * to->months()});
    if (!from) return error_reply(from.error());
    const auto cells = decide.trend(actor, values["id"], *unit, *from, *to);
    if (!cells) return error_reply(cells.error());
    const Indicator& indicator = catalog.indicators[*catalog.indicator(values["id"])];
    Json json = {{"indicator", indicator.id}, {"unit", *unit}};
    json["cells"] = Json::array();
    for (const PeriodCell& one : *cells) {
      Json cell = to_json(indicator, one.cell);
      cell["period"] = one.period.text();
      cell["so_far"] = one.so_far;
      json["cells"].push_back(std::move(cell));
    }
    return json_reply(json);
  });
  routes.add("GET", "/api/indicators/{id}/units", Needs::of(Right::see_figures), [&](const Request& request, const PathValues& values, const Actor& actor) {
    const auto unit = needed(request, "unit");
    if (!unit) return error_reply(unit.error());
    const auto period = period_of(request);
    if (!period) return error_reply(period.error());
    const auto cells = decide.units(actor, values["id"], *unit, *period);
    if (!cells) return error_reply(cells.error());
    const Indicator& indicator = catalog.indicators[*catalog.indicator(values["id"])];
    Json json = {{"indicator", indicator.id}, {"period", period->text()}, {"whole", to_json(indicator, cells->front().cell)}};
    json["units"] = Json::array();
    for (std::size_t i = 1; i < cells->size(); ++i) {
      Json cell = to_json(indicator, (*cells)[i].cell);
      cell["unit"] = tree.at((*cells)[i].unit).code;
      json["units"].push_back(std::move(cell));
    }
    return json_reply(json);
  });
  routes.add("GET", "/api/indicators/{id}/breakdown", Needs::of(Right::see_figures), [&](const Request& request, const PathValues& values, const Actor& actor) {
    const auto unit = needed(request, "unit"), by = needed(request, "by");
    if (!unit) return error_reply(unit.error());
    if (!by) return error_reply(by.error());
    const auto period = period_of(request);
    if (!period) return error_reply(period.error());
    std::vector<std::string> dimensions;
    for (const auto part : split(*by, ',')) dimensions.emplace_back(part);
    const auto rows = decide.breakdown(actor, values["id"], *unit, *period, dimensions);
    if (!rows) return error_reply(rows.error());
    const Indicator& indicator = catalog.indicators[*catalog.indicator(values["id"])];
    Json json = {{"rows", Json::array()}};
    for (const BrokenRow& row : *rows) {
      Json one = to_json(indicator, row.cell);
      if (!indicator.per.empty()) {  // its denominator is another indicator's, which is not taken apart
        one = Json{{"numerator", numerator_of(indicator, row.cell).exact()}, {"denominator", nullptr}, {"unknown", row.cell.unknown}};
      }
      one["keys"] = Json::array();
      for (const auto& key : row.keys) one["keys"].push_back(key ? to_json(*key) : Json(nullptr));
      json["rows"].push_back(std::move(one));
    }
    return json_reply(json);
  });
  routes.add("GET", "/api/indicators/{id}/anchors", Needs::of(Right::see_figures), [&](const Request& request, const PathValues& values, const Actor& actor) {
    const auto unit = needed(request, "unit"), which = needed(request, "which");
    if (!unit) return error_reply(unit.error());
    if (!which) return error_reply(which.error());
    const auto period = period_of(request);
    if (!period) return error_reply(period.error());
    const auto limit = limit_of(request, 100, 500);
    if (!limit) return error_reply(limit.error());
    const auto answer = answer_of(*which);
    if (!answer) return error_reply(invalid("“which”应是 counted、not_counted 或 unknown", "'which' is counted, not_counted or unknown"));
    const auto list = decide.anchors(actor, values["id"], *unit, *period, *answer, *limit);
    if (!list) return error_reply(list.error());
    Json json = {{"total", list->total}};
    json["anchors"] = Json::array();
    for (const AnchorRef& anchor : list->anchors) {
      const bool person = anchor.subject_kind == Subject::person;
      Json one;
      one["person"] = person ? Json(anchor.subject) : Json(nullptr);
      const auto identity = person ? store.identity(anchor.subject) : Result<Identity>(Identity{});
      one["name"] = person ? (identity ? identity->name : "") : tree.at(anchor.unit).name.zh;
      one["unit"] = tree.at(anchor.unit).code;
      one["type"] = anchor.record ? Json(catalog.types[anchor.type].id) : Json(nullptr);
      one["record"] = anchor.record ? Json(*anchor.record) : Json(nullptr);
      one["day"] = anchor.day ? Json(anchor.day->text()) : Json(nullptr);
      json["anchors"].push_back(std::move(one));
    }
    return json_reply(json);
  });
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
