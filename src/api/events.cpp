// /api/events: changes as they happen, without a name, to those in whose part of the tree they happened.
#include <algorithm>
#include <set>

#include "api/json.h"
#include "api/resources.h"
#include "net/error_reply.h"

namespace anyu {

void announce(EventHub& hub, const Committed& committed, const Catalog& catalog, const UnitTree& tree) {
  Json json = {{"change", committed.change}, {"type", committed.type}};
  json["units"] = Json::array();
  for (const UnitIndex unit : std::set<UnitIndex>(committed.units.begin(), committed.units.end())) json["units"].push_back(tree.at(unit).code);
  json["indicators"] = Json::array();
  for (const std::size_t moved : committed.indicators) {
    json["indicators"].push_back(catalog.indicators[moved].id);
    for (const Indicator& other : catalog.indicators)
      if (std::find(other.built_on.begin(), other.built_on.end(), moved) != other.built_on.end()) json["indicators"].push_back(other.id);
  }
  hub.publish("change", json.dump());
}

void add_events(Routes& routes, EventHub& hub, Sessions& sessions, const UnitTree& tree) {
  routes.add("GET", "/api/events", Needs::login(), [&](const Request& request, const PathValues&, const Actor& actor) {
    // Of a change that touches several units a listener hears of their own only.
    const auto source = hub.open([&tree, root = actor.unit](const Event& event) -> std::optional<std::string> {
      Json json = Json::parse(event.data);
      Json own = Json::array();
      for (const auto& code : json["units"])
        if (const auto unit = tree.find(code.get<std::string>()); unit && tree.within(*unit, root)) own.push_back(code);
      if (own.empty()) return std::nullopt;
      json["units"] = std::move(own);
      return json.dump();
    });
    if (!source) return error_reply(source.error());
    if (const auto attached = sessions.attach(request.cookie(session_cookie).value_or(""), *source); !attached) {
      (*source)->close();
      return error_reply(attached.error());
    }
    return Reply::stream(*source);
  });
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
