// Errors as replies.
#include "net/error_reply.h"

#include "base/text.h"

namespace anyu {

std::string_view name_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid:
      return "invalid";
    case ErrorKind::not_found:
      return "not_found";
    case ErrorKind::conflict:
      return "conflict";
    case ErrorKind::forbidden:
      return "forbidden";
    case ErrorKind::unsupported:
      return "unsupported";
    case ErrorKind::unavailable:
      return "unavailable";
  }
  return "unavailable";
}

int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid:
      return 400;
    case ErrorKind::not_found:
      return 404;
    case ErrorKind::conflict:
      return 409;
    case ErrorKind::forbidden:
      return 403;
    case ErrorKind::unsupported:
      return 501;
    case ErrorKind::unavailable:
      return 503;
  }
  return 503;
}

std::string error_json(const Error& error) {
  return fmt::format(R"({{"error":{{"kind":"{}","zh":{},"en":{}}}}})", name_of(error.kind),
                     json_quoted(error.what.zh), json_quoted(error.what.en));
}

Reply error_reply(const Error& error) { return error_reply(error, status_of(error.kind)); }

Reply error_reply(const Error& error, int status) { return Reply::json(error_json(error), status); }

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
