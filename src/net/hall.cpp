// How a handler is asked, and what the log may hear of it.
#include "net/hall.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/core/demangle.hpp>
#include <typeinfo>

#include "base/text.h"
#include "net/http_codec.h"

namespace anyu {
namespace {

/// Where a request went, for the log: the first two steps of its path. Paths carry ids of people, so a step that is
/// not plain lower-case letters is left out; and so are the messages of exceptions, which carry values.
std::string area_of(std::string_view path) {
  std::string area;
  const auto steps = split(path.substr(std::min<std::size_t>(1, path.size())), '/');
  for (std::size_t i = 0; i < steps.size() && i < 2; ++i) {
    const bool plain =
        std::all_of(steps[i].begin(), steps[i].end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
    area += '/';
    area += plain ? steps[i] : "…";
  }
  return area;
}

}  // namespace

Hall::Hall(ServerOptions the_options, Server::Handler the_handler)
    : options(std::move(the_options)), handler(std::move(the_handler)) {}

Reply Hall::ask(const Request& request) const {
  try {
    return handler(request);
  } catch (const std::exception& thrown) {
    spdlog::error("{} {} ended with {}", request.method, area_of(request.path), type_name(thrown));
  } catch (...) {
    spdlog::error("{} {} ended with something that is no std::exception", request.method, area_of(request.path));
  }
  return refusal(500);
}

std::string type_name(const std::exception& thrown) { return boost::core::demangle(typeid(thrown).name()); }

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
