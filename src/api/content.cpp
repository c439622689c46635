// /api/content: what the packs declare. Forms are drawn from it, so a new record type needs no new page.
#include <fmt/format.h>

#include "api/json.h"
#include "api/resources.h"

namespace anyu {

Words sentence(const Indicator& indicator, const Catalog& catalog) {
  const auto text = [&](std::string_view key) {
    for (const auto& [name, value] : indicator.formula)
      if (name == key) return value;
    return std::string();
  };
  if (indicator.numerator) {
    Words out{fmt::format("由其他指标算出:{}", text("numerator")), fmt::format("Worked out from other indicators: {}", text("numerator"))};
    if (indicator.denominator) {
      out.zh += fmt::format(",除以 {}", text("denominator"));
      out.en += fmt::format(", divided by {}", text("denominator"));
    }
    out.zh += "。";
    out.en += ".";
    return out;
  }
  Words anchors;
  if (indicator.anchor == formula::Scope::Anchor::person && indicator.when) anchors = {"每位服务对象", "each person"};
  else if (indicator.anchor == formula::Scope::Anchor::person) anchors = {"期末的每位服务对象", "each person at the end of the period"};
  else if (indicator.anchor == formula::Scope::Anchor::unit) anchors = {"期末的每个单位", "each unit at the end of the period"};
  else anchors = {fmt::format("每一条“{}”", catalog.types[indicator.record].name.zh), fmt::format("each '{}'", catalog.types[indicator.record].name.en)};
  Words out{fmt::format("逐一看{}", anchors.zh), fmt::format("Looks at {}", anchors.en)};
  if (const auto where = text("where"); !where.empty()) {
    out.zh += fmt::format(",只取 {}", where);
    out.en += fmt::format(", only where {}", where);
  }
  if (const auto count = text("count"); !count.empty()) {
    out.zh += fmt::format(";其中计入 {} 的", count);
    out.en += fmt::format("; counts those for which {}", count);
  }
  if (const auto sum = text("sum"); !sum.empty()) {
    out.zh += fmt::format(";{} {}", indicator.measure == Measure::mean ? "取平均:" : "求和:", sum);
    out.en += fmt::format("; {} {}", indicator.measure == Measure::mean ? "the mean of" : "the sum of", sum);
  }
  if (!indicator.per.empty())
    if (const auto per = catalog.indicator(indicator.per)) {
      out.zh += fmt::format(";分母是“{}”", catalog.indicators[*per].name.zh);
      out.en += fmt::format("; over '{}'", catalog.indicators[*per].name.en);
    }
  if (const auto when = text("when"); !when.empty()) {
    out.zh += fmt::format(";归入 {} 那一天所在的期间", when);
    out.en += fmt::format("; belongs to the period of {}", when);
  }
  out.zh += indicator.by == By::provider ? ";按服务单位归属。" : ";按居住地归属。";
  out.en += indicator.by == By::provider ? "; by the unit that gave the service." : "; by where the person lives.";
  return out;
}

namespace {

Json field_json(const Field& field) {
  Json json = {{"id", field.id}, {"name", to_json(field.name)}};
  if (field.hint) json["hint"] = to_json(*field.hint);
  json["type"] = id_of(field.type);
  json["required"] = field.required;
  if (field.type == Field::Type::code) {
    json["codes"] = Json::array();
    for (const Code& code : field.codes) json["codes"].push_back({{"id", code.id}, {"name", to_json(code.name)}});
  }
  if (field.type == Field::Type::whole || field.type == Field::Type::decimal) {
    json["least"] = Decimal::of_scaled(field.least, field.decimals).exact();
    json["most"] = Decimal::of_scaled(field.most, field.decimals).exact();
    json["decimals"] = field.decimals;
    if (!field.unit.empty()) json["unit"] = field.unit;
  }
  if (field.type == Field::Type::text) json["longest"] = field.longest;
  return json;
}

Json type_json(const RecordType& type, Role role) {
  Json json = {{"id", type.id}, {"name", to_json(type.name)}, {"subject", type.subject == Subject::person ? "person" : "unit"}, {"programme", type.programme}};
  json["may_enter"] = role_may(role, Right::enter) && type.entered_by(role);
  json["fields"] = Json::array();
  for (const Field& field : type.fields) json["fields"].push_back(field_json(field));
  return json;
}

Json indicator_json(const Indicator& indicator, const Catalog& catalog) {
  Json json = {{"id", indicator.id}, {"name", to_json(indicator.name)}, {"programme", indicator.programme}, {"measure", id_of(indicator.measure)}};
  json["per_n"] = indicator.per_n;
  json["decimals"] = indicator.decimals();
  json["better"] = id_of(indicator.better);
  json["use"] = id_of(indicator.use);
  if (indicator.target)
    json["target"] = {{"direction", indicator.target->at_least ? "at_least" : "at_most"}, {"value", indicator.target->value.exact()}, {"source", indicator.target->source}};
  json["source"] = indicator.source;
  json["formula"] = Json::object();
  for (const auto& [key, text] : indicator.formula) json["formula"][key] = text;
  json["form"] = to_json(sentence(indicator, catalog));
  json["stock"] = indicator.stock();
  json["shown"] = indicator.shown;
  return json;
}

std::string_view id_of(Period::Kind kind) {
  switch (kind) {
    case Period::Kind::month: return "month";
    case Period::Kind::quarter: return "quarter";
    case Period::Kind::half_year: return "half_year";
    case Period::Kind::year: return "year";
    case Period::Kind::statistics_year: return "statistics_year";
  }
  return "year";
}

Json content_json(const Catalog& catalog, Role role) {
  Json json;
  json["programmes"] = Json::array();
  for (const Programme& programme : catalog.programmes) json["programmes"].push_back({{"id", programme.id}, {"name", to_json(programme.name)}});
  json["record_types"] = Json::array();
  for (const RecordType& type : catalog.types) json["record_types"].push_back(type_json(type, role));
  json["indicators"] = Json::array();
  for (const Indicator& indicator : catalog.indicators) json["indicators"].push_back(indicator_json(indicator, catalog));
  json["schedules"] = Json::array();
  for (const Schedule& schedule : catalog.schedules) {
    Json one = {{"id", schedule.id}, {"name", to_json(schedule.name)}, {"source", schedule.source}};
    one["steps"] = Json::array();
    for (const ScheduleStep& step : schedule.steps)
      one["steps"].push_back({{"id", step.id}, {"name", to_json(step.name)}, {"does", catalog.types[step.does].id}});
    json["schedules"].push_back(std::move(one));
  }
  json["schemes"] = Json::array();
  for (const Scheme& scheme : catalog.schemes)
    json["schemes"].push_back({{"id", scheme.id}, {"name", to_json(scheme.name)}, {"kind", id_of(scheme.kind)}, {"unit_level", id_of(scheme.unit_level)},
                               {"period", id_of(scheme.period)}, {"issuer", scheme.issuer}, {"year", scheme.year}, {"source", scheme.source},
                               {"completeness", to_json(scheme.completeness)}});
  return json;
}

}  // namespace

void add_content(Routes& routes, const Catalog& catalog) {
  routes.add("GET", "/api/content", Needs::login(),
             [&](const Request&, const PathValues&, const Actor& actor) { return json_reply(content_json(catalog, actor.role)); });
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
