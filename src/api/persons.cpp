// /api/persons: finding, registering and reading about people.
#include "api/entry_json.h"
#include "api/json.h"
#include "api/resources.h"
#include "base/text.h"
#include "net/error_reply.h"

namespace anyu {

namespace {

Json day_json(const std::optional<Day>& day) { return day ? Json(day->text()) : Json(nullptr); }

std::string end_of(const std::string& text, std::size_t characters) {
  return text.size() <= characters ? text : text.substr(text.size() - characters);
}

Json row_json(const Person& person, const Identity& identity) {
  Json json = {{"id", person.id}, {"name", identity.name}, {"sex", id_of(person.sex)}};
  json["birth_day"] = day_json(person.birth_day);
  json["unit"] = person.unit;
  json["residency"] = id_of(person.residency);
  if (!identity.phone.empty()) json["phone_end"] = end_of(identity.phone, 4);
  return json;
}

Json person_json(const PersonView& view, const std::vector<Due>& due, const Catalog& catalog, const UnitTree& tree) {
  Json json = row_json(view.person, view.identity);
  if (!view.identity.id_number.empty()) json["id_number"] = "**************" + end_of(view.identity.id_number, 4);
  json["phone"] = view.identity.phone;
  json["address"] = view.identity.address;
  json["registered"] = day_json(view.person.registered);
  json["left"] = day_json(view.person.left);
  json["change"] = view.person.change;
  json["records"] = Json::array();
  for (const Record& record : view.records) json["records"].push_back(to_json(catalog.types[record.type], record));
  json["due"] = Json::array();
  for (const Due& one : due) json["due"].push_back(due_json(one, view.identity.name, catalog, tree));
  return json;
}

Kept<NewPerson> new_person_of(const Json& body) {
  NewPerson wanted;
  std::string sex, residency, birth;
  for (const auto& [key, into] : {std::pair("name", &wanted.identity.name), std::pair("id_number", &wanted.identity.id_number), std::pair("phone", &wanted.identity.phone),
                                  std::pair("address", &wanted.identity.address), std::pair("unit", &wanted.person.unit), std::pair("sex", &sex),
                                  std::pair("residency", &residency), std::pair("birth_day", &birth)}) {
    auto text = text_of(body, key);
    if (!text) return Refusal(text.error(), {{key, text.error().what}});
    *into = std::string(trimmed(*text));
  }
  wanted.person.sex = sex_of(sex).value_or(Sex::unknown);
  wanted.person.residency = residency_of(residency).value_or(Residency::unknown);
  if (!residency.empty() && !residency_of(residency)) {
    const Error error = invalid("没有这种居住状况", "there is no such residency");
    return Refusal(error, {{"residency", error.what}});
  }
  if (!birth.empty()) {
    wanted.person.birth_day = Day::parse(birth);
    if (!wanted.person.birth_day) {
      const Error error = invalid("出生日期应写作 1995-06-15", "a birthday is written 1995-06-15");
      return Refusal(error, {{"birth_day", error.what}});
    }
  }
  return wanted;
}

}  // namespace

void add_persons(Routes& routes, CollectStage& collect, const DeliverStage& deliver, const Catalog& catalog, const UnitTree& tree) {
  routes.add("GET", "/api/persons", Needs::of(Right::see_people), [&](const Request& request, const PathValues&, const Actor& actor) {
    const auto limit = limit_of(request, 50, 200);
    if (!limit) return error_reply(limit.error());
    const auto text = request.parameter("q"), unit = request.parameter("unit");
    if (!text && !unit) return error_reply(invalid("请给出 q(姓名、电话、证件号)或 unit", "give q (name, phone, identity number) or unit"));
    const auto found = text ? collect.find(actor, std::string(*text), *limit + 1) : collect.of_unit(actor, std::string(*unit), *limit + 1);
    if (!found) return error_reply(found.error());
    Json json;
    json["persons"] = Json::array();
    for (std::size_t i = 0; i < std::min(found->size(), *limit); ++i) json["persons"].push_back(row_json((*found)[i].person, (*found)[i].identity));
    json["more"] = found->size() > *limit;
    return json_reply(json);
  });
  routes.add("POST", "/api/persons", Needs::of(Right::enter), [&](const Request& request, const PathValues&, const Actor& actor) {
    const auto body = object_of(request);
    if (!body) return error_reply(body.error());
    const auto wanted = new_person_of(*body);
    if (const auto* refusal = std::get_if<Refusal>(&wanted)) return refusal_reply(*refusal);
    const auto kept = collect.register_person(actor, std::get<NewPerson>(wanted));
    if (const auto* refusal = std::get_if<Refusal>(&kept)) return refusal_reply(*refusal);
    return json_reply(person_json(std::get<PersonView>(kept), {}, catalog, tree), 201);
  });
  routes.add("GET", "/api/persons/{id}", Needs::of(Right::see_people), [&](const Request&, const PathValues& values, const Actor& actor) {
    const auto id = whole_number(values["id"]);
    if (!id) return error_reply(not_found("没有这个服务对象", "there is no such person"));
    const auto view = collect.person(actor, *id);
    if (!view) return error_reply(view.error());
    return json_reply(person_json(*view, deliver.of_person(*id), catalog, tree));
  });
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
