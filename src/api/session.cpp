// /api/session: logging in and out, and who one is.
#include <fmt/format.h>

#include "api/json.h"
#include "api/resources.h"
#include "net/error_reply.h"

namespace anyu {

namespace {

Json session_json(const User& user, const UnitTree& tree, const Clock& clock) {
  Json json = {{"user", user.id}, {"name", to_json(user.name)}, {"role", id_of(user.role)}};
  if (const auto unit = tree.find(user.unit)) json["unit"] = to_json(tree.at(*unit));
  json["today"] = day_of(clock.now()).text();
  json["may"] = Json::array();
  for (const Right right : {Right::see_people, Right::enter, Right::see_figures, Right::assess, Right::administer, Right::define})
    if (role_may(user.role, right)) json["may"].push_back(id_of(right));
  return json;
}

/// Not readable by scripts, not sent from other sites; over TLS only, except where the server itself speaks plainly on loopback.
std::string cookie(std::string_view token, bool secure, int seconds) {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{}", session_cookie, token, seconds, secure ? "; Secure" : "");
}

}  // namespace

void add_session(Routes& routes, Sessions& sessions, const UnitTree& tree, const Clock& clock) {
  routes.add("GET", "/api/session", Needs::login(), [&](const Request&, const PathValues&, const Actor& actor) {
    const auto user = sessions.user(actor.user);
    return user ? json_reply(session_json(*user, tree, clock)) : unauthenticated_reply();
  });
  routes.add_open("POST", "/api/session", [&](const Request& request, const PathValues&) {
    const auto body = object_of(request);
    if (!body) return error_reply(body.error());
    const auto user = text_of(*body, "user"), password = text_of(*body, "password");
    if (!user) return error_reply(user.error());
    if (!password) return error_reply(password.error());
    const auto login = sessions.log_in(user->substr(0, 100), *password, request.remote);
    if (!login) return error_reply(login.error(), login.error().kind == ErrorKind::forbidden ? 401 : login.error().kind == ErrorKind::conflict ? 423 : 503);
    return json_reply(session_json(login->user, tree, clock)).with("Set-Cookie", cookie(login->token, request.secure, 12 * 3600));
  });
  routes.add_open("DELETE", "/api/session", [&](const Request& request, const PathValues&) {
    sessions.log_out(request.cookie(session_cookie).value_or(""));
    Reply reply;
    reply.status = 204;
    return reply.with("Set-Cookie", cookie("", request.secure, 0));
  });
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
