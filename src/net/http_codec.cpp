// HTTP as Beast parses and writes it, turned into requests and replies.
#include "net/http_codec.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/beast/http/error.hpp>
#include <chrono>

#include "base/text.h"
#include "net/error_reply.h"
#include "net/target.h"

namespace anyu {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;

constexpr std::size_t max_target_bytes = 8 * 1024;

/// "Sun, 06 Nov 1994 08:49:37 GMT". Not strftime: that would follow the machine's language.
std::string http_date(std::chrono::system_clock::time_point at) {
  constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - day));
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[std::chrono::weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

Reply refusal(int status) {
  switch (status) {
    case 400:
      return error_reply(invalid("请求不符合 HTTP 的写法", "the request is not written as HTTP wants it"), 400);
    case 408:
      return error_reply(unavailable("请求未在规定时间内发完", "the request did not arrive in time"), 408);
    case 413:
      return error_reply(invalid("请求内容超过允许的大小", "the body of the request is too large"), 413);
    case 414:
      return error_reply(invalid("请求地址过长", "the address asked for is too long"), 414);
    case 431:
      return error_reply(invalid("请求头过大", "the header of the request is too large"), 431);
    case 500:
      return error_reply(
          unavailable("服务器内部出错，已记入日志", "something went wrong inside the server; it has been logged"),
          500);
    default:
      break;
  }
  Reply busy = error_reply(unavailable("服务器正忙，请稍后再试", "the server is busy; try again in a moment"), 503);
  busy.with("Retry-After", "2");
  return busy;
}

Answer answer_of(Reply reply, bool head, bool keep_alive) {
  Answer answer;
  answer.version(11);
  answer.result(static_cast<unsigned>(reply.status));
  for (const auto& [name, value] : reply.headers) {
    std::string clean = value;
    std::erase_if(clean,
                  [](char c) { return c == '\r' || c == '\n' || c == '\0'; });  // no second header in a value
    answer.insert(name, clean);
  }
  const auto unless_set = [&](const char* name, std::string_view value) {
    if (answer.find(name) == answer.end()) answer.set(name, boost::beast::string_view(value.data(), value.size()));
  };
  if (!reply.content_type.empty()) unless_set("Content-Type", reply.content_type);
  unless_set("Cache-Control", "no-store");
  unless_set("X-Content-Type-Options", "nosniff");
  unless_set("Referrer-Policy", "no-referrer");
  unless_set("X-Frame-Options", "DENY");
  unless_set("Content-Security-Policy",
             "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:");
  unless_set("Date", http_date(std::chrono::system_clock::now()));
  answer.keep_alive(keep_alive);

  if (reply.events) {
    unless_set("X-Accel-Buffering", "no");  // nginx would hold events back
    return answer;                          // ends where the connection ends
  }
  if (reply.status == 204 || reply.status == 304) return answer;
  answer.content_length(reply.body.size());
  if (!head) answer.body() = std::move(reply.body);
  return answer;
}

std::optional<int> read_head(const Parser& parser, Request& request) {
  const auto& message = parser.get();
  request.method = view(message.method_string());
  for (const auto& field : message) request.headers.emplace_back(view(field.name_string()), view(field.value()));

  if (message.target().size() > max_target_bytes) return 414;
  if (!read_target(view(message.target()), request)) return 400;
  const auto hosts = message.count(http::field::host);
  if (hosts > 1 || (hosts == 0 && message.version() == 11)) return 400;
  // A body coded in a way we do not read would be taken for the next request.
  const auto coding = request.header("Transfer-Encoding");
  if (coding && !same_name(trimmed(*coding), "chunked")) return 400;
  if (const auto wanted = request.header("Accept-Language")) request.language = preferred_language(*wanted);
  return std::nullopt;
}

std::optional<int> status_of_failure(const error_code& failed, const Parser& parser,
                                     const boost::beast::flat_buffer& buffer) {
  if (failed == http::error::end_of_stream || failed == http::error::partial_message) return std::nullopt;
  if (failed == http::error::body_limit) return 413;
  if (failed == http::error::header_limit || failed == http::error::buffer_overflow) {
    if (!parser.get().target().empty()) return 431;
    const std::string_view read(static_cast<const char*>(buffer.data().data()), buffer.size());
    return read.find('\n') == std::string_view::npos ? 414 : 431;  // not even the first line came to its end
  }
  if (failed.category() == make_error_code(http::error::bad_method).category()) return 400;
  return std::nullopt;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
