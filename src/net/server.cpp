// The connection loop: Asio coroutines on one thread. The only file that sees Boost.
//
// GCC 12 destroys lambdas with captures and aggregates twice when they are made in the same full expression as a
// co_await. So in every coroutine here: name it first, then wait.
#include "net/server.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/core/demangle.hpp>
#include <cassert>
#include <optional>
#include <thread>
#include <typeinfo>
#include <unordered_set>

#include "base/text.h"
#include "net/error_reply.h"
#include "net/event_stream.h"
#include "net/target.h"
#include "net/worker_pool.h"

namespace anyu {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

constexpr std::size_t max_target_bytes = 8 * 1024;
constexpr milliseconds goodbye_deadline = std::chrono::seconds(2);

using Parser = http::request_parser<http::string_body>;
using Answer = http::response<http::string_body>;

/// Said by the door itself, before any handler is asked.
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

/// A reply as it goes over the wire. `head` keeps the length and leaves the body out.
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

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

/// The request as handlers see it, still without its body; or the status it is refused with.
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

/// What went wrong while reading, as a status; nothing where the client has left.
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

std::string type_name(const std::exception& thrown) { return boost::core::demangle(typeid(thrown).name()); }

/// A connection, as the door sees it. All calls come on the door's thread.
class Peer {
 public:
  virtual ~Peer() = default;
  /// Leaves as soon as what is under way has been answered.
  virtual void wind_down() = 0;
  virtual void cut() = 0;
};

/// What all connections share.
struct Hall {
  Hall(ServerOptions the_options, Server::Handler the_handler)
      : options(std::move(the_options)), handler(std::move(the_handler)) {}

  const ServerOptions options;
  const Server::Handler handler;
  std::unordered_set<Peer*> peers;
  bool stopping = false;
  std::uint64_t bodies_bytes = 0;       ///< promised to requests that are read or answered now
  std::function<void()> on_empty = {};  ///< when stopping, and the last has left
  asio::io_context io{1};
  std::optional<WorkerPool> pool;

  /// The handler's reply, whatever it throws.
  Reply ask(const Request& request) const {
    try {
      return handler(request);
    } catch (const std::exception& thrown) {
      spdlog::error("{} {} ended with {}", request.method, area_of(request.path), type_name(thrown));
    } catch (...) {
      spdlog::error("{} {} ended with something that is no std::exception", request.method, area_of(request.path));
    }
    return refusal(500);
  }
};

/// A request on its way to a worker and back.
struct Errand {
  explicit Errand(asio::io_context& io) : back(io, asio::steady_timer::time_point::max()) {}
  Request request;
  Reply reply;
  bool done = false;        ///< seen by the door's thread only
  asio::steady_timer back;  ///< never rings; cancelled when the reply is here
};

/// Bytes promised to one request's body, given back when it is over.
class Promise {
 public:
  explicit Promise(Hall& hall) : hall_(hall) {}
  ~Promise() { hall_.bodies_bytes -= bytes_; }
  Promise(const Promise&) = delete;
  Promise& operator=(const Promise&) = delete;

  bool ask(std::uint64_t bytes) {
    if (bytes > hall_.options.max_bodies_bytes - hall_.bodies_bytes) return false;
    hall_.bodies_bytes += bytes;
    bytes_ += bytes;
    return true;
  }

 private:
  Hall& hall_;
  std::uint64_t bytes_ = 0;
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

template <class Stream>
class Connection final : public Peer, public std::enable_shared_from_this<Connection<Stream>> {
 public:
  template <class... Args>
  explicit Connection(Hall& hall, Args&&... args)
      : hall_(hall),
        stream_(std::forward<Args>(args)...),
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
    auto life = live(this->shared_from_this());
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
  static constexpr bool is_tls = !std::is_same_v<Stream, tcp::socket>;

  tcp::socket& socket() {
    if constexpr (is_tls) {
      return stream_.next_layer();
    } else {
      return stream_;
    }
  }

  /// From now on until the next call, or `lift_deadline`. First what is under way is given up, so that a reply can
  /// still be written; if that does not help, the connection.
  void set_deadline(milliseconds from_now) {
    late_ = false;
    wait_for_deadline(from_now, ++deadline_turn_);
  }

  void wait_for_deadline(milliseconds from_now, std::uint64_t turn) {
    deadline_.expires_after(from_now);
    deadline_.async_wait([self = this->shared_from_this(), turn](const error_code&) { self->miss_deadline(turn); });
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
    bool again = true;
    if constexpr (is_tls) {
      set_deadline(hall_.options.header_deadline);
      error_code failed;
      co_await stream_.async_handshake(asio::ssl::stream_base::server,
                                       asio::redirect_error(asio::use_awaitable, failed));
      again = !failed;
    }
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
          co_await stream_.async_read_some(room, asio::redirect_error(asio::use_awaitable, failed));
      if (failed) co_return false;
      buffer_.commit(n);
    }
    if (served_before_) set_deadline(hall_.options.header_deadline);  // else it runs since the client came

    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(hall_.options.max_header_bytes));
    parser.body_limit(boost::none);  // depends on the path
    co_await http::async_read_header(stream_, buffer_, parser, asio::redirect_error(asio::use_awaitable, failed));
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
      co_await asio::async_write(stream_, bytes, asio::redirect_error(asio::use_awaitable, failed));
      if (failed) co_return false;
    }
    if (!parser.is_done()) {
      co_await http::async_read(stream_, buffer_, parser, asio::redirect_error(asio::use_awaitable, failed));
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
    request.secure = is_tls;
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
    co_await http::async_write(stream_, answer, asio::redirect_error(asio::use_awaitable, failed));
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
        co_await asio::async_write(stream_, bytes, asio::redirect_error(asio::use_awaitable, failed));
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
    source.on_change([weak = this->weak_from_this(), &io = hall_.io] {
      asio::post(io, [weak] {
        if (const auto self = weak.lock()) self->wake_.cancel();
      });
    });
  }

  /// A page that listens says nothing more, so whatever ends a read is the client leaving.
  void watch_for_end() {
    const auto room = asio::buffer(heard_);
    stream_.async_read_some(room, [self = this->shared_from_this()](const error_code& failed, std::size_t) {
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
      if constexpr (is_tls) {
        co_await stream_.async_shutdown(asio::redirect_error(asio::use_awaitable, failed));
      }
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
  Stream stream_;
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

using PlainConnection = Connection<tcp::socket>;
using TlsConnection = Connection<asio::ssl::stream<tcp::socket>>;

Result<std::unique_ptr<asio::ssl::context>> tls_context(const ServerOptions& options) {
  if (options.certificate.empty() || options.key.empty())
    return invalid("证书和私钥两个文件须同时设置", "a certificate and its key are set together, or neither is");

  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  error_code failed;
  context->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                           asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                           asio::ssl::context::no_tlsv1_1 | SSL_OP_NO_RENEGOTIATION,
                       failed);
  // Without this OpenSSL would stop and ask for the password on a terminal that nobody sits at.
  context->set_password_callback([](std::size_t, asio::ssl::context::password_purpose) { return std::string(); },
                                 failed);

  context->use_certificate_chain_file(options.certificate, failed);
  if (failed)
    return invalid("不能使用证书文件 {}（{}）：须为 PEM 格式且可读取",
                   "the certificate {} cannot be used ({}): a PEM file that this account may read is needed",
                   options.certificate, failed.message());
  context->use_private_key_file(options.key, asio::ssl::context::pem, failed);
  if (failed)
    return invalid(
        "不能使用私钥文件 {}（{}）：须为不带口令的 PEM 格式、可读取且与证书匹配",
        "the key {} cannot be used ({}): a PEM file without a password that this account may read and that "
        "belongs to the certificate is needed",
        options.key, failed.message());
  return context;
}

}  // namespace

class Server::Door {
 public:
  Door(ServerOptions options, Handler handler)
      : hall_(std::move(options), std::move(handler)), acceptor_(hall_.io), pause_(hall_.io), grace_(hall_.io) {}

  Result<void> start() {
    assert(!thread_.joinable() && !stopped_ && "a server is started once");
    const ServerOptions& options = hall_.options;
    if (!options.certificate.empty() || !options.key.empty()) {
      auto context = tls_context(options);
      if (!context) return context.error();
      tls_ = std::move(*context);
    }
    if (Result<void> listening = listen(); !listening) return listening;

    hall_.pool.emplace(options.worker_threads, options.queue_length);
    accept_next();
    thread_ = std::thread([this] { run(); });
    return {};
  }

  void stop() {
    if (!thread_.joinable()) return;
    asio::post(hall_.io, [this] {
      hall_.stopping = true;
      error_code ignored;
      acceptor_.close(ignored);
      pause_.cancel();
      const auto peers = hall_.peers;
      for (Peer* peer : peers) peer->wind_down();
    });
    hall_.pool->finish();
    asio::post(hall_.io, [this] {
      if (hall_.peers.empty()) return;
      hall_.on_empty = [this] { grace_.cancel(); };
      grace_.expires_after(hall_.options.stop_grace);
      grace_.async_wait([this](const error_code& cancelled) {
        if (cancelled) return;
        for (Peer* peer : hall_.peers) peer->cut();
      });
    });
    thread_.join();  // ends when nothing is left to wait for
    stopped_ = true;
  }

  std::uint16_t port() const { return port_; }

 private:
  Result<void> listen() {
    const ServerOptions& options = hall_.options;
    error_code failed;
    const auto address =
        asio::ip::make_address(options.address == "localhost" ? "127.0.0.1" : options.address, failed);
    if (failed)
      return invalid("监听地址 {} 不是 IP 地址，请写成 127.0.0.1 或 0.0.0.0 这样的形式",
                     "the address '{}' is no IP address; write it like 127.0.0.1 or 0.0.0.0", options.address);

    const tcp::endpoint endpoint(address, options.port);
    acceptor_.open(endpoint.protocol(), failed);
    if (!failed) acceptor_.set_option(tcp::acceptor::reuse_address(true), failed);
    if (!failed) acceptor_.bind(endpoint, failed);
    if (!failed) acceptor_.listen(4096, failed);
    if (failed) {
      error_code ignored;
      acceptor_.close(ignored);
      return cannot_listen(failed);
    }
    port_ = acceptor_.local_endpoint(failed).port();
    return {};
  }

  Error cannot_listen(const error_code& failed) const {
    const std::string& address = hall_.options.address;
    const std::uint16_t port = hall_.options.port;
    if (failed == asio::error::address_in_use)
      return unavailable("地址 {}:{} 已被其他程序占用：请停止该程序，或在配置中换一个端口",
                         "{}:{} is taken by another program: stop that one, or set another port", address, port);
    if (failed == asio::error::access_denied)
      return unavailable("没有权限监听 {}:{}：请换用 1024 以上的端口，或给服务授予 CAP_NET_BIND_SERVICE 权限",
                         "no right to listen on {}:{}: set a port from 1024 on, or give the service "
                         "CAP_NET_BIND_SERVICE",
                         address, port);
    if (failed == boost::system::errc::address_not_available)
      return unavailable("地址 {}（端口 {}）不属于本机：请改为本机的地址，或用 0.0.0.0 监听全部地址",
                         "the address {} (port {}) is not one of this machine: set one that is, or 0.0.0.0 for all",
                         address, port);
    return unavailable("无法监听 {}:{}：{}", "cannot listen on {}:{}: {}", address, port, failed.message());
  }

  void run() {
    for (;;) {
      try {
        hall_.io.run();
        return;
      } catch (const std::exception& thrown) {
        spdlog::error("the connection loop goes on after {}", type_name(thrown));
      }
    }
  }

  void accept_next() {
    if (hall_.peers.size() >= hall_.options.max_connections) return accept_later();
    acceptor_.async_accept([this](const error_code& failed, tcp::socket socket) {
      if (hall_.stopping || !acceptor_.is_open()) return;
      // Out of file descriptors: going straight on would spin.
      if (failed && failed != asio::error::connection_aborted) return accept_later();
      if (!failed) welcome(std::move(socket));
      accept_next();
    });
  }

  void accept_later() {
    pause_.expires_after(milliseconds(50));
    pause_.async_wait([this](const error_code&) {
      if (!hall_.stopping) accept_next();
    });
  }

  void welcome(tcp::socket socket) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    try {
      if (tls_) {
        std::make_shared<TlsConnection>(hall_, std::move(socket), *tls_)->begin();
      } else {
        std::make_shared<PlainConnection>(hall_, std::move(socket))->begin();
      }
    } catch (const std::exception& thrown) {  // no memory for one more; those who are here stay
      spdlog::error("a connection could not be taken: {}", type_name(thrown));
    }
  }

  std::unique_ptr<asio::ssl::context> tls_;
  Hall hall_;
  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  asio::steady_timer grace_;
  std::thread thread_;
  std::uint16_t port_ = 0;
  bool stopped_ = false;
};

Server::Server(ServerOptions options, Handler handler)
    : door_(std::make_unique<Door>(std::move(options), std::move(handler))) {}

Server::~Server() { stop(); }

Result<void> Server::start() { return door_->start(); }

std::uint16_t Server::port() const { return door_->port(); }

void Server::stop() { door_->stop(); }

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
