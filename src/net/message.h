// What comes in and what goes out: a request that has been read whole, and the reply to it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/words.h"

namespace anyu {

class EventSource;

/// One HTTP request, read whole before a handler sees it.
struct Request {
  std::string method;  ///< as sent, "GET"
  std::string path;    ///< percent-decoded, UTF-8, begins with '/', no "." or ".." in it
  std::multimap<std::string, std::string, std::less<>> query;  ///< decoded, UTF-8
  std::vector<std::pair<std::string, std::string>> headers;    ///< as sent
  std::string body;
  std::string remote;  ///< the client's address, without its port
  Language language = Language::en;
  bool secure = false;  ///< came over TLS

  /// The first header of that name, in any case.
  std::optional<std::string_view> header(std::string_view name) const;
  std::optional<std::string_view> cookie(std::string_view name) const;
  /// The first query parameter of that name.
  std::optional<std::string_view> parameter(std::string_view name) const;
};

/// One HTTP reply. The server adds the security headers, `Cache-Control: no-store`, `Date` and `Content-Length`;
/// a header of the same name set here goes before the server's.
struct Reply {
  int status = 200;
  std::string content_type;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::shared_ptr<EventSource> events;  ///< if set, the reply is this stream of events and has no body

  static Reply json(std::string body, int status = 200);
  /// The same connection carries events from now on, until the source closes or the client leaves.
  static Reply stream(std::shared_ptr<EventSource> events);
  Reply& with(std::string name, std::string value);
};

/// The language a reader prefers: "en;q=0.5, zh-CN" → zh. Neither of the two named → en.
Language preferred_language(std::string_view accept_language);

/// Header names are the same in upper and lower case.
bool same_name(std::string_view a, std::string_view b);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
