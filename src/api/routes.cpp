// Asking before answering.
#include "api/routes.h"

#include "net/error_reply.h"

namespace anyu {

namespace {

std::optional<Reply> from_elsewhere(const Request& request) {
  const bool writes = request.method != "GET" && request.method != "HEAD";
  if (!writes || request.header("x-anyu")) return std::nullopt;
  return error_reply(forbidden("写入请求缺少 X-Anyu 头", "a writing request needs the header X-Anyu"));
}

}  // namespace

void Routes::add(std::string method, std::string pattern, Needs needs, Handler handler) {
  router_.add(std::move(method), std::move(pattern), [this, needs, handler = std::move(handler)](const Request& request, const PathValues& values) {
    if (auto refused = from_elsewhere(request)) return std::move(*refused);
    const auto actor = sessions_.actor(request.cookie(session_cookie).value_or(""));
    if (!actor) return unauthenticated_reply();
    if (needs.right && !actor->may(*needs.right)) return error_reply(forbidden("您的角色没有这项权限", "your role does not have this right"));
    return handler(request, values, *actor);
  });
}

void Routes::add_open(std::string method, std::string pattern, Router::Handler handler) {
  router_.add(std::move(method), std::move(pattern), [handler = std::move(handler)](const Request& request, const PathValues& values) {
    if (auto refused = from_elsewhere(request)) return std::move(*refused);
    return handler(request, values);
  });
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
