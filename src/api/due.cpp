// /api/due: today's worklist by village.
#include "api/json.h"
#include "api/resources.h"
#include "net/error_reply.h"

namespace anyu {

Json due_json(const Due& due, const std::string& name, const Catalog& catalog, const UnitTree& tree) {
  const Schedule& schedule = catalog.schedules[due.schedule];
  const ScheduleStep& step = schedule.steps[due.step];
  return {{"person", due.person}, {"name", name}, {"unit", tree.at(due.unit).code}, {"schedule", schedule.id}, {"step", step.id},
          {"does", catalog.types[step.does].id}, {"since", due.since.text()}, {"opens", due.opens.text()}, {"due", due.due.text()},
          {"closes", due.closes.text()}, {"state", id_of(due.state)}};
}

void add_due(Routes& routes, const DeliverStage& deliver, const Catalog& catalog, const UnitTree& tree) {
  routes.add("GET", "/api/due", Needs::of(Right::see_people), [&](const Request& request, const PathValues&, const Actor& actor) {
    const auto unit = needed(request, "unit");
    if (!unit) return error_reply(unit.error());
    const auto limit = limit_of(request, 200, 1000);
    if (!limit) return error_reply(limit.error());
    std::optional<Day> day;
    if (const auto text = request.parameter("day")) {
      day = Day::parse(*text);
      if (!day) return error_reply(invalid("“day”应写作 2025-03-01", "'day' is written 2025-03-01"));
    }
    const auto list = deliver.list(actor, *unit, day, *limit);
    if (!list) return error_reply(list.error());
    Json json = {{"day", list->day.text()}, {"unit", *unit}, {"total", list->total}, {"overdue", list->overdue}};
    json["villages"] = Json::array();
    for (const DueRow& row : list->rows) {
      const std::string& village = tree.at(row.due.unit).code;
      if (json["villages"].empty() || json["villages"].back()["unit"] != village) json["villages"].push_back({{"unit", village}, {"due", Json::array()}});
      json["villages"].back()["due"].push_back(due_json(row.due, row.name, catalog, tree));
    }
    return json_reply(json);
  });
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
