// Matching paths against patterns.
#include "net/router.h"

#include <algorithm>
#include <cassert>

#include "base/text.h"
#include "net/error_reply.h"

namespace anyu {

const std::string& PathValues::operator[](std::string_view name) const {
  for (const auto& [known, value] : values_)
    if (known == name) return value;
  assert(false && "the pattern of this route has no such name");
  static const std::string none;
  return none;
}

void Router::add(std::string_view method, std::string_view pattern, Handler handler) {
  assert(!pattern.empty() && pattern.front() == '/' && "a pattern begins with '/'");
  Route route;
  for (const std::string_view step : split(pattern.substr(1), '/')) {
    assert(!route.has_rest() && "{rest...} is the last step of a pattern");
    if (step.size() > 2 && step.front() == '{' && step.back() == '}') {
      std::string_view name = step.substr(1, step.size() - 2);
      const bool rest = name.size() > 3 && name.substr(name.size() - 3) == "...";
      if (rest) name.remove_suffix(3);
      route.steps.push_back({rest ? StepKind::rest : StepKind::value, std::string(name)});
    } else {
      route.steps.push_back({StepKind::word, std::string(step)});
    }
  }

  auto place = std::find_if(routes_.begin(), routes_.end(), [&](const Route& r) { return r.steps == route.steps; });
  if (place == routes_.end()) {
    place = routes_.insert(std::upper_bound(routes_.begin(), routes_.end(), route, more_exact), std::move(route));
  }
  [[maybe_unused]] const bool added = place->handlers.emplace(std::string(method), std::move(handler)).second;
  assert(added && "this method and pattern have a handler already");
}

Reply Router::answer(const Request& request) const {
  const auto path = split(std::string_view(request.path).substr(request.path.empty() ? 0 : 1), '/');
  std::map<std::string, bool, std::less<>> allowed;
  for (const Route& route : routes_) {
    if (route.has_rest() && !allowed.empty()) break;  // they stand last
    if (!matches(route, path)) continue;

    auto found = route.handlers.find(request.method);
    if (found == route.handlers.end() && request.method == "HEAD") found = route.handlers.find("GET");
    if (found != route.handlers.end()) return found->second(request, values_of(route, path));

    for (const auto& [method, handler] : route.handlers) allowed[method] = true;
    if (allowed.count("GET")) allowed["HEAD"] = true;
  }
  if (allowed.empty()) return error_reply(not_found("这个地址下没有内容", "there is nothing at this address"));

  std::string list;
  for (const auto& [method, yes] : allowed) list += (list.empty() ? "" : ", ") + method;
  Reply reply = error_reply(unsupported("这个地址只支持 {}", "this address answers {} only", list), 405);
  reply.with("Allow", list);
  return reply;
}

bool Router::more_exact(const Route& a, const Route& b) {
  if (a.has_rest() != b.has_rest()) return b.has_rest();
  const auto step = [](const Step& x, const Step& y) { return x.kind < y.kind; };
  return std::lexicographical_compare(a.steps.begin(), a.steps.end(), b.steps.begin(), b.steps.end(), step);
}

bool Router::matches(const Route& route, const std::vector<std::string_view>& path) {
  for (std::size_t i = 0; i < route.steps.size(); ++i) {
    const Step& step = route.steps[i];
    if (step.kind == StepKind::rest) return i <= path.size();
    if (i >= path.size()) return false;
    if (step.kind == StepKind::word ? path[i] != step.text : path[i].empty()) return false;
  }
  return path.size() == route.steps.size();
}

PathValues Router::values_of(const Route& route, const std::vector<std::string_view>& path) {
  PathValues values;
  for (std::size_t i = 0; i < route.steps.size(); ++i) {
    const Step& step = route.steps[i];
    if (step.kind == StepKind::value) values.values_.emplace_back(step.text, path[i]);
    if (step.kind == StepKind::rest) {
      std::string rest;
      for (std::size_t k = i; k < path.size(); ++k) {
        if (k > i) rest += '/';
        rest += path[k];
      }
      values.values_.emplace_back(step.text, std::move(rest));
    }
  }
  return values;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
