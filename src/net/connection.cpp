// The connection loop: Asio coroutines on one thread. The only file that has any.
//
// GCC 12 destroys lambdas with captures and aggregates twice when they are made in the same full expression as a
// co_await. So in every coroutine here: name it first, then wait.
#include "net/connection.h"

#include <spdlog/spdlog.h>

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

#include "base/text.h"
#include "net/event_stream.h"
#include "net/http_codec.h"

namespace anyu {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

constexpr milliseconds goodbye_deadline = std::chrono::seconds(2);

/// A request on its way to a worker and back.
struct Errand {
  explicit Errand(asio::io_context& io) : back(io, asio::steady_timer::time_point::max()) {}
  Request request;
  Reply reply;
  bool done = false;        ///< seen by the door's thread only
  asio::steady_timer back;  ///< never rings; cancelled when the reply is here
};

/// Takes a connection's ear off a source, however the coroutine ends.
class Listening {
 public:
  explicit Listening(EventSource& source) : source_(source) {}
  ~Listening() {
    source_.on_change({});
    source_.close();
  }
  Listening(const Listening&) = delete;
  Listening& operator=(const Listening&) = delete;

 private:
  EventSource& source_;
};

class Connection final : public Peer, public std::enable_shared_from_this<Connection> {
 public:
  Connection(Hall& hall, std::unique_ptr<Transport> transport)
      : hall_(hall),
        transport_(std::move(transport)),
        deadline_(hall.io),
        wake_(hall.io),
        buffer_(hall.options.max_header_bytes + 64 * 1024) {
    hall_.peers.insert(this);
  }

  ~Connection() override {
    hall_.peers.erase(this);
    if (hall_.peers.empty() && hall_.on_empty) hall_.on_empty();
  }

  void begin() {
    auto life = live(shared_from_this());
    asio::co_spawn(hall_.io, std::move(life), [](std::exception_ptr thrown) {
      if (thrown) spdlog::error("a connection ended with an exception");  // out of memory, most likely
    });
  }

  void wind_down() override {
    if (source_) source_->close();
    if (!answering_) cut();
  }

  void cut() override {
    error_code ignored;
    socket().close(ignored);
  }

 private:
  tcp::socket& socket() { return transport_->socket(); }

  /// From now on until the next call, or `lift_deadline`. First what is under way is given up, so that a reply can
  /// still be written; if that does not help, the connection.
  void set_deadline(milliseconds from_now) {
    late_ = false;
    wait_for_deadline(from_now, ++deadline_turn_);
  }

  void wait_for_deadline(milliseconds from_now, std::uint64_t turn) {
    deadline_.expires_after(from_now);
    deadline_.async_wait([self = shared_from_this(), turn](const error_code&) { self->miss_deadline(turn); });
  }

  void miss_deadline(std::uint64_t turn) {
    if (turn != deadline_turn_) return;
    error_code ignored;
    if (late_) {
      socket().close(ignored);
      return;
    }
    late_ = true;
    socket().cancel(ignored);
    wait_for_deadline(std::chrono::seconds(1), turn);
  }

  void lift_deadline() {
    ++deadline_turn_;
    deadline_.cancel();
  }

  asio::awaitable<void> live(std::shared_ptr<Connection> self) {
    set_deadline(hall_.options.header_deadline);
    error_code failed;
    co_await transport_->async_handshake(asio::redirect_error(asio::use_awaitable, failed));
    bool again = !failed;
    while (again) again = co_await serve_one();
    co_await leave();
    self.reset();
  }

  /// Reads one request and answers it. Whether another may follow.
  asio::awaitable<bool> serve_one() {
    error_code failed;
    if (buffer_.size() == 0) {
      set_deadline(served_before_ ? hall_.options.idle_deadline : hall_.options.header_deadline);
      const auto room = buffer_.prepare(4096);
      const std::size_t n =
          co_await transport_->async_read_some(room, asio::redirect_error(asio::use_awaitable, failed));
      if (failed) co_return false;
      buffer_.commit(n);
    }
    if (served_before_) set_deadline(hall_.options.header_deadline);  // else it runs since the client came

    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(hall_.options.max_header_bytes));
    parser.body_limit(boost::none);  // depends on the path
    co_await http::async_read_header(*transport_, buffer_, parser,
                                     asio::redirect_error(asio::use_awaitable, failed));
    if (failed) {
      co_await refuse(late_ ? std::optional(408) : status_of_failure(failed, parser, buffer_));
      co_return false;
    }

    const auto errand = std::make_shared<Errand>(hall_.io);
    Promise promise(hall_);
    std::optional<int> refused = read_head(parser, errand->request);
    if (!refused) refused = prepare_for_body(parser, errand->request.path, promise);
    if (refused) {
      co_await refuse(refused);
      co_return false;
    }
    const auto expected = errand->request.header("Expect");
    if (expected && same_name(*expected, "100-continue") && !parser.is_done()) {
      static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
      const auto bytes = asio::buffer(go_on.data(), go_on.size());
      co_await asio::async_write(*transport_, bytes, asio::redirect_error(asio::use_awaitable, failed));
      if (failed) co_return false;
    }
    if (!parser.is_done()) {
      co_await http::async_read(*transport_, buffer_, parser, asio::redirect_error(asio::use_awaitable, failed));
      if (failed) {
        co_await refuse(late_ ? std::optional(408) : status_of_failure(failed, parser, buffer_));
        co_return false;
      }
    }
    lift_deadline();
    errand->request.body = std::move(parser.get().body());
    tell_who_asks(errand->request);

    answering_ = true;
    if (send_to_worker(errand)) {
      while (!errand->done) co_await errand->back.async_wait(asio::redirect_error(asio::use_awaitable, failed));
    } else {
      errand->reply = refusal(503);
    }

    const bool head = errand->request.method == "HEAD";
    const auto source = head ? nullptr : errand->reply.events;
    const bool crowded = hall_.peers.size() * 4 > hall_.options.max_connections * 3;
    const bool keep = parser.get().version() == 11 && parser.get().keep_alive() && !crowded && !hall_.stopping &&
                      !errand->reply.events;
    Answer answer = answer_of(std::move(errand->reply), head, keep);
    const bool written = co_await write(answer);
    if (written && source) co_await stream_events(source);
    answering_ = false;
    served_before_ = true;
    polite_ = written && !source;
    co_return written&& keep && !hall_.stopping;
  }

  /// Sets limit and deadline of the body; or the status the request is refused with.
  std::optional<int> prepare_for_body(Parser& parser, std::string_view path, Promise& promise) {
    if (parser.is_done()) return std::nullopt;
    std::uint64_t limit = hall_.options.max_body_bytes;
    milliseconds time = hall_.options.body_deadline;
    for (const BodyLimit& other : hall_.options.body_limits) {
      if (path.substr(0, other.path_prefix.size()) != other.path_prefix) continue;
      limit = other.max_bytes;
      time = other.deadline;
      break;
    }
    const auto length = parser.content_length();
    if (length && *length > limit) return 413;
    if (!promise.ask(length ? *length : limit)) return 503;
    parser.body_limit(limit);
    set_deadline(time);
    return std::nullopt;
  }

  void tell_who_asks(Request& request) {
    request.secure = transport_->secure();
    error_code ignored;
    request.remote = socket().remote_endpoint(ignored).address().to_string();
    if (!hall_.options.behind_proxy) return;
    if (const auto scheme = request.header("X-Forwarded-Proto")) request.secure = *scheme == "https";
    // The last address is the one our own proxy saw; those before it anyone can make up.
    if (const auto via = request.header("X-Forwarded-For")) request.remote = trimmed(split(*via, ',').back());
  }

  bool send_to_worker(const std::shared_ptr<Errand>& errand) {
    Hall& hall = hall_;
    return hall_.pool->submit([errand, &hall]() mutable {
      errand->reply = hall.ask(errand->request);
      asio::post(hall.io, [errand = std::move(errand)] {
        errand->done = true;
        errand->back.cancel();
      });
    });
  }

  asio::awaitable<bool> write(Answer& answer) {
    set_deadline(hall_.options.write_deadline + std::chrono::seconds(answer.body().size() / (64 * 1024)));
    error_code failed;
    co_await http::async_write(*transport_, answer, asio::redirect_error(asio::use_awaitable, failed));
    lift_deadline();
    co_return !failed;
  }

  asio::awaitable<void> refuse(std::optional<int> status) {
    if (!status) co_return;
    Answer answer = answer_of(refusal(*status), false, false);
    polite_ = co_await write(answer);
    linger_ = polite_;
  }

  /// Writes events until the source closes or the client leaves.
  asio::awaitable<void> stream_events(std::shared_ptr<EventSource> source) {
    source_ = source;
    const Listening listening(*source);
    watch(*source);
    watch_for_end();
    std::string text = "retry: 3000\n\n";
    if (hall_.stopping) source->close();
    for (;;) {
      if (!text.empty()) {
        set_deadline(hall_.options.write_deadline);
        error_code failed;
        const auto bytes = asio::buffer(text);
        co_await asio::async_write(*transport_, bytes, asio::redirect_error(asio::use_awaitable, failed));
        lift_deadline();
        if (failed) break;
      }
      text = source->take();
      if (!text.empty()) continue;
      if (source->closed() || client_left_) break;

      error_code woken;
      wake_.expires_after(hall_.options.heartbeat);
      co_await wake_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
      if (!woken) text = ": still here\n\n";
    }
    source_.reset();
  }

  void watch(EventSource& source) {
    source.on_change([weak = weak_from_this(), &io = hall_.io] {
      asio::post(io, [weak] {
        if (const auto self = weak.lock()) self->wake_.cancel();
      });
    });
  }

  /// A page that listens says nothing more, so whatever ends a read is the client leaving.
  void watch_for_end() {
    const auto room = asio::buffer(heard_);
    transport_->async_read_some(room, [self = shared_from_this()](const error_code& failed, std::size_t) {
      if (!failed) return self->watch_for_end();
      self->client_left_ = true;
      self->wake_.cancel();
    });
  }

  /// Closes so that the client can still read what was written last: a close with unread bytes would be a reset.
  asio::awaitable<void> leave() {
    error_code failed;
    if (polite_) {
      set_deadline(goodbye_deadline);
      co_await transport_->async_shutdown(asio::redirect_error(asio::use_awaitable, failed));
      socket().shutdown(tcp::socket::shutdown_send, failed);
      while (!failed && !late_ && (linger_ || buffer_.size() > 0)) {
        const auto room = asio::buffer(heard_);
        co_await socket().async_read_some(room, asio::redirect_error(asio::use_awaitable, failed));
      }
    }
    lift_deadline();
    cut();
  }

  Hall& hall_;
  const std::unique_ptr<Transport> transport_;
  asio::steady_timer deadline_;
  std::uint64_t deadline_turn_ = 0;
  bool late_ = false;  ///< the deadline has passed
  asio::steady_timer wake_;
  boost::beast::flat_buffer buffer_;
  std::array<char, 4096> heard_;
  std::shared_ptr<EventSource> source_;  ///< while its events are written
  bool served_before_ = false;
  bool answering_ = false;  ///< from the whole request to the whole reply
  bool polite_ = false;     ///< the last reply was written whole, so a goodbye is in place
  bool linger_ = false;     ///< the client may still be sending
  bool client_left_ = false;
};

}  // namespace

void serve(Hall& hall, std::unique_ptr<Transport> transport) {
  std::make_shared<Connection>(hall, std::move(transport))->begin();
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
