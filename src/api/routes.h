// The one place where every request is asked: who are you, may you, and did it come from our own pages.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "api/sessions.h"
#include "model/actor.h"
#include "net/message.h"
#include "net/router.h"

namespace anyu {

/// What a route asks of the one who calls it. A route cannot be added without saying it.
struct Needs {
  std::optional<Right> right;  ///< nothing: any one who is logged in

  static Needs login() { return {}; }
  static Needs of(Right right) { return {right}; }
};

/// Routes that know who is asking. Every write needs the header `X-Anyu`, which no other site can send.
class Routes {
 public:
  using Handler = std::function<Reply(const Request&, const PathValues&, const Actor&)>;

  Routes(Router& router, Sessions& sessions) : router_(router), sessions_(sessions) {}

  void add(std::string method, std::string pattern, Needs needs, Handler handler);
  /// For logging in and for the pages themselves: asks for nothing but the header on writes.
  void add_open(std::string method, std::string pattern, Router::Handler handler);

 private:
  Router& router_;
  Sessions& sessions_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
