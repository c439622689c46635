// /api/indicators/{id}/then: a cell as it was known at an earlier moment.
#include "api/json.h"
#include "api/resources.h"
#include "base/text.h"
#include "net/error_reply.h"

namespace anyu {

void add_then(Routes& routes, const ThenStage& then, const Catalog& catalog, const UnitTree& tree) {
  routes.add("GET", "/api/indicators/{id}/then", Needs::of(Right::see_figures), [&](const Request& request, const PathValues& values, const Actor& actor) {
    const auto unit = needed(request, "unit");
    if (!unit) return error_reply(unit.error());
    const auto period = period_of(request);
    if (!period) return error_reply(period.error());
    std::optional<Day> on;
    std::optional<ChangeNumber> change;
    if (const auto text = request.parameter("on")) {
      on = Day::parse(*text);
      if (!on) return error_reply(invalid("“on”应是日期,如 2025-03-01", "'on' is a day like 2025-03-01"));
    }
    if (const auto text = request.parameter("change")) {
      change = whole_number(*text);
      if (!change) return error_reply(invalid("“change”应是变更号", "'change' is the number of a change"));
    }
    const auto found = then.then(actor, values["id"], *unit, *period, on, change);
    if (!found) return error_reply(found.error());
    const Indicator& indicator = catalog.indicators[*catalog.indicator(values["id"])];
    Json json = {{"change", found->change}, {"then", to_json(indicator, found->then)}, {"now", to_json(indicator, found->now)}, {"changes", Json::array()}, {"more", found->more}};
    for (const MovingChange& one : found->changes) {
      Json moving = {{"change", one.number}, {"at", text_of(one.at)}, {"by", one.by}, {"kind", one.kind}};
      const bool person = one.subject_kind == Subject::person, sees_people = actor.may(Right::see_people);
      if (!person || sees_people) {  // what was done on which day in which village is nearly a name
        if (one.type) moving["type"] = catalog.types[*one.type].id;
        if (one.day) moving["day"] = one.day->text();
        moving["unit"] = tree.at(person ? one.unit : static_cast<UnitIndex>(one.subject)).code;
      }
      if (person && sees_people && indicator.use != Use::never) moving["person"] = one.subject;
      if (!one.why.empty() && sees_people) moving["why"] = one.why;
      json["changes"].push_back(std::move(moving));
    }
    return json_reply(json);
  });
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
