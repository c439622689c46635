// /api/formulas: indicators as they are typed, tried and kept.
#include <chrono>

#include "api/json.h"
#include "api/resources.h"
#include "net/error_reply.h"

namespace anyu {

namespace {

constexpr std::size_t longest = 4000;

Result<Typed> typed_of(const Json& body) {
  const auto found = body.find("typed");
  if (found == body.end() || !found->is_object()) return invalid("缺少“typed”", "'typed' is missing");
  Typed typed;
  for (const auto& [key, value] : found->items()) {
    if (!value.is_string()) return invalid("“typed”里的值都是文字", "the values within 'typed' are texts");
    if (value.get_ref<const std::string&>().size() > longest || typed.size() >= 40 || key.size() > 40) return invalid("写得太长", "this is too long");
    typed[key] = value.get<std::string>();
  }
  return typed;
}

Json faults_json(const std::vector<TypedFault>& faults) {
  Json all = Json::array();
  for (const TypedFault& fault : faults) all.push_back({{"key", fault.key}, {"character", fault.character}, {"says", to_json(fault.says)}});
  return all;
}

}  // namespace

void add_formulas(Routes& routes, const DecideStage& decide, const Catalog& catalog, const UnitTree& tree, std::function<Done(const std::string&, const std::string&)> keep) {
  routes.add("POST", "/api/formulas/try", Needs::of(Right::see_people), [&](const Request& request, const PathValues&, const Actor& actor) {
    const auto body = object_of(request);
    if (!body) return error_reply(body.error());
    const auto typed = typed_of(*body);
    if (!typed) return error_reply(typed.error());
    const auto unit = text_of(*body, "unit"), period_text = text_of(*body, "period");
    if (!unit) return error_reply(unit.error());
    if (!period_text) return error_reply(period_text.error());
    const auto period = Period::parse(*period_text);
    if (!period) return error_reply(period.error());
    const auto start = std::chrono::steady_clock::now();
    const auto tried = decide.try_typed(actor, *typed, *unit, *period);
    if (!tried) return error_reply(tried.error());
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    Json json = {{"faults", faults_json(tried->faults)}, {"units", Json::array()}, {"trend", Json::array()}};
    if (tried->indicator) {
      const Indicator& indicator = *tried->indicator;
      json["form"] = to_json(sentence(indicator, catalog));
      json["whole"] = to_json(indicator, tried->units.front().cell);
      for (std::size_t i = 1; i < tried->units.size(); ++i) {
        Json cell = to_json(indicator, tried->units[i].cell);
        cell["unit"] = tree.at(tried->units[i].unit).code;
        json["units"].push_back(std::move(cell));
      }
      for (const PeriodCell& one : tried->trend) {
        Json cell = to_json(indicator, one.cell);
        cell["period"] = one.period.text();
        cell["so_far"] = one.so_far;
        json["trend"].push_back(std::move(cell));
      }
      json["milliseconds"] = took.count();
    }
    return json_reply(json);
  });
  routes.add("POST", "/api/formulas", Needs::of(Right::define), [&decide, keep](const Request& request, const PathValues&, const Actor& actor) {
    const auto body = object_of(request);
    if (!body) return error_reply(body.error());
    auto typed = typed_of(*body);
    if (!typed) return error_reply(typed.error());
    const auto faults = decide.keep_typed(actor, std::move(*typed), keep);
    if (!faults) return error_reply(faults.error());
    return json_reply({{"faults", faults_json(*faults)}}, faults->empty() ? 201 : 200);
  });
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
