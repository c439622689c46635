// Which handler answers: by method and by a pattern of the path.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/message.h"

namespace anyu {

/// What the names in a pattern stood for: "/api/persons/{id}" with "/api/persons/7" gives id = "7".
class PathValues {
 public:
  /// REQUIRES the pattern has that name.
  const std::string& operator[](std::string_view name) const;

 private:
  friend class Router;
  std::vector<std::pair<std::string, std::string>> values_;
};

/// Finds the handler for a request. Patterns are steps between slashes: a word stands for itself, "{id}" for any
/// one step that is not empty, and "{rest...}" as the last for all that follows, nothing included.
///
/// The more exact pattern is asked first: a word before "{id}". "{rest...}" is asked only where no other pattern
/// knows the path. HEAD is answered by GET's handler.
///
/// Errors   an unknown path gets 404; a known path with another method 405 and the header Allow.
/// Threads  add everything first; `answer` may then be called from any.
class Router {
 public:
  using Handler = std::function<Reply(const Request&, const PathValues&)>;

  /// REQUIRES a pattern that begins with '/', and no other handler for the same method and pattern.
  void add(std::string_view method, std::string_view pattern, Handler handler);

  Reply answer(const Request& request) const;

 private:
  enum class StepKind { word, value, rest };
  struct Step {
    StepKind kind;
    std::string text;  ///< the word, or the name
    bool operator==(const Step&) const = default;
  };
  struct Route {
    std::vector<Step> steps;
    std::map<std::string, Handler, std::less<>> handlers;  ///< by method
    bool has_rest() const { return !steps.empty() && steps.back().kind == StepKind::rest; }
  };

  static bool more_exact(const Route& a, const Route& b);
  static bool matches(const Route& route, const std::vector<std::string_view>& path);
  static PathValues values_of(const Route& route, const std::vector<std::string_view>& path);

  std::vector<Route> routes_;  ///< the more exact before the less
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
