// The server, asked over real sockets on loopback.
#include "net/server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <future>
#include <stdexcept>
#include <thread>

#include "base/text.h"
#include "net/event_stream.h"
#include "net/router.h"

namespace anyu {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using namespace std::chrono_literals;

/// A client that writes what it is told and reads what comes. Waits at most a minute, long beyond every deadline
/// set in these tests.
class Caller {
 public:
  explicit Caller(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{60, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const int connected = ::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to);
    EXPECT_EQ(connected, 0);
  }
  ~Caller() { ::close(socket_); }
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;

  int socket() const { return socket_; }

  Caller& say(std::string_view text) {
    while (!text.empty()) {
      const auto n = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (n <= 0) {
        cut_off_ = true;
        break;
      }
      text.remove_prefix(static_cast<std::size_t>(n));
    }
    return *this;
  }

  Caller& get(std::string_view target) { return say(fmt::format("GET {} HTTP/1.1\r\nHost: here\r\n\r\n", target)); }

  /// One reply with a Content-Length, header and body.
  std::string reply() {
    const std::string head = until("\r\n\r\n");
    const auto at = head.find("Content-Length: ");
    std::size_t length = 0;
    if (at != std::string::npos) length = std::stoul(head.substr(at + 16));
    while (read_.size() < length && more()) {
    }
    const std::string body = read_.substr(0, length);
    read_.erase(0, body.size());
    return head + body;
  }

  /// All up to and with `mark`; all there is where the other side closes before.
  std::string until(std::string_view mark) {
    for (;;) {
      const auto at = read_.find(mark);
      const auto end = at == std::string::npos ? std::string::npos : at + mark.size();
      if (end != std::string::npos || !more()) {
        const std::string text = read_.substr(0, end);
        read_.erase(0, text.size());
        return text;
      }
    }
  }

  std::string rest() {
    while (more()) {
    }
    return std::exchange(read_, "");
  }

  /// Whether the other side would not hear all that was said.
  bool was_cut_off() const { return cut_off_; }
  /// Whether the other side has closed, and not merely kept us waiting.
  bool was_closed() const { return closed_; }

 private:
  bool more() {
    char bytes[4096];
    const auto n = ::recv(socket_, bytes, sizeof bytes, 0);
    if (n > 0) read_.append(bytes, static_cast<std::size_t>(n));
    closed_ = n == 0 || (n < 0 && errno == ECONNRESET);
    return n > 0;
  }

  int socket_;
  bool cut_off_ = false;
  bool closed_ = false;
  std::string read_;
};

Reply echo(const Request& request) {
  return Reply::json(fmt::format("{} {} {}", request.method, request.path, request.body));
}

std::unique_ptr<Server> started(Server::Handler handler, ServerOptions options = {}) {
  auto server = std::make_unique<Server>(std::move(options), std::move(handler));
  const auto done = server->start();
  EXPECT_TRUE(done) << (done ? "" : done.error().what.en);
  return server;
}

TEST(Server, a_request_is_answered_with_the_headers_every_reply_has) {
  const auto server = started(echo);
  const std::string reply = Caller(server->port()).get("/hello").reply();
  EXPECT_THAT(reply, StartsWith("HTTP/1.1 200 OK\r\n"));
  for (const char* line :
       {"Content-Type: application/json\r\n", "Cache-Control: no-store\r\n", "X-Content-Type-Options: nosniff\r\n",
        "Referrer-Policy: no-referrer\r\n", "X-Frame-Options: DENY\r\n",
        "Content-Security-Policy: default-src 'self'; style-src", "Date: "})
    EXPECT_THAT(reply, HasSubstr(line));
  EXPECT_THAT(reply, EndsWith("GET /hello "));
}

TEST(Server, a_header_set_by_the_handler_goes_before_the_servers_own_and_cannot_hold_a_second) {
  const auto server = started([](const Request&) {
    return Reply{}
        .with("cache-control", "max-age=60")
        .with("Set-Cookie", "a=1")
        .with("Set-Cookie", "b=2\r\nEvil: yes");
  });
  const std::string reply = Caller(server->port()).get("/").reply();
  EXPECT_THAT(reply, HasSubstr("cache-control: max-age=60\r\n"));
  EXPECT_THAT(reply, Not(HasSubstr("no-store")));
  EXPECT_THAT(reply, HasSubstr("Set-Cookie: a=1\r\n"));
  EXPECT_THAT(reply, HasSubstr("Set-Cookie: b=2Evil: yes\r\n"));
}

TEST(Server, one_connection_carries_many_requests_even_when_sent_at_once) {
  const auto server = started(echo);
  Caller caller(server->port());
  for (int i = 0; i < 20; ++i)
    EXPECT_THAT(caller.get(fmt::format("/{}", i)).reply(), EndsWith(fmt::format("GET /{} ", i)));
  caller.get("/a").get("/b");
  EXPECT_THAT(caller.reply(), EndsWith("/a "));
  EXPECT_THAT(caller.reply(), EndsWith("/b "));
  caller.say("GET /last HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(caller.rest(), EndsWith("/last "));
  EXPECT_TRUE(caller.was_closed());
}

TEST(Server, a_handler_sees_the_request_decoded) {
  std::promise<Request> seen;
  const auto server = started([&](const Request& request) {
    seen.set_value(request);
    return Reply{};
  });
  Caller caller(server->port());
  caller.say(
      "POST /persons/%E6%9D%8E?unit=%E7%99%BD%E5%A1%98 HTTP/1.1\r\nHost: here\r\nCookie: session=x\r\n"
      "Accept-Language: zh-CN\r\nX-Forwarded-For: 9.9.9.9\r\nContent-Length: 4\r\n\r\nbody");
  caller.reply();
  const Request request = seen.get_future().get();
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.path, "/persons/李");
  EXPECT_EQ(request.parameter("unit"), "白塘");
  EXPECT_EQ(request.cookie("session"), "x");
  EXPECT_EQ(request.body, "body");
  EXPECT_EQ(request.language, Language::zh);
  EXPECT_EQ(request.remote, "127.0.0.1");  // no proxy is believed unless told so
  EXPECT_FALSE(request.secure);
}

TEST(Server, a_proxy_that_is_believed_tells_who_asks) {
  ServerOptions options;
  options.behind_proxy = true;
  const auto server =
      started([](const Request& r) { return Reply::json(fmt::format("{} {}", r.remote, r.secure)); }, options);
  Caller caller(server->port());
  caller.say(
      "GET / HTTP/1.1\r\nHost: here\r\nX-Forwarded-For: 9.9.9.9, 10.0.0.7\r\nX-Forwarded-Proto: https\r\n\r\n");
  EXPECT_THAT(caller.reply(), EndsWith("10.0.0.7 true"));
}

TEST(Server, a_router_behind_it_answers_404_and_405_in_both_languages) {
  Router router;
  router.add("GET", "/api/persons/{id}",
             [](const Request&, const PathValues& in) { return Reply::json(in["id"]); });
  const auto server = started([&](const Request& request) { return router.answer(request); });
  Caller caller(server->port());
  EXPECT_THAT(caller.get("/api/persons/%E6%9D%8E").reply(), EndsWith("\r\n\r\n李"));
  const std::string unknown = caller.get("/nowhere").reply();
  EXPECT_THAT(unknown, StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(unknown, HasSubstr(R"({"error":{"kind":"not_found","zh":")"));
  EXPECT_THAT(unknown, HasSubstr(R"("en":")"));
  const std::string other =
      caller.say("PUT /api/persons/7 HTTP/1.1\r\nHost: here\r\nContent-Length: 0\r\n\r\n").reply();
  EXPECT_THAT(other, StartsWith("HTTP/1.1 405"));
  EXPECT_THAT(other, HasSubstr("Allow: GET, HEAD\r\n"));
  EXPECT_THAT(other, HasSubstr(R"("kind":"unsupported")"));
}

TEST(Server, head_has_the_length_of_the_body_and_no_body) {
  const auto server = started([](const Request&) { return Reply::json("0123456789"); });
  Caller caller(server->port());
  const std::string reply = caller.say("HEAD / HTTP/1.1\r\nHost: here\r\n\r\n").until("\r\n\r\n");
  EXPECT_THAT(reply, HasSubstr("Content-Length: 10\r\n"));
  EXPECT_THAT(caller.get("/").reply(), StartsWith("HTTP/1.1 200"));  // nothing lay in between
}

TEST(Server, a_status_without_a_body_has_none) {
  const auto server = started([](const Request&) { return Reply::json("left out", 304); });
  Caller caller(server->port());
  EXPECT_THAT(caller.get("/").until("\r\n\r\n"), Not(HasSubstr("Content-Length")));
  EXPECT_THAT(caller.get("/").reply(), StartsWith("HTTP/1.1 304"));
}

TEST(Server, what_is_not_http_is_refused_and_never_reaches_the_handler) {
  std::atomic<int> asked = 0;
  const auto server = started([&](const Request&) {
    ++asked;
    return Reply{};
  });
  struct Row {
    const char* request;
    const char* status;
  };
  const Row rows[] = {
      {"nonsense\r\n\r\n", "400"},
      {"GET / HTTP/2.0\r\n\r\n", "400"},
      {"GET /%zz HTTP/1.1\r\nHost: here\r\n\r\n", "400"},
      {"GET /%ff HTTP/1.1\r\nHost: here\r\n\r\n", "400"},
      {"GET /a/../b HTTP/1.1\r\nHost: here\r\n\r\n", "400"},
      {"GET / HTTP/1.1\r\n\r\n", "400"},
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400"},
      {"GET / HTTP/1.1\r\nHost: a\r\nBad Header: b\r\n\r\n", "400"},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ten\r\n\r\n", "400"},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "400"},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", "400"},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", "400"},
  };
  for (const Row& row : rows) {
    Caller caller(server->port());
    const std::string reply = caller.say(row.request).reply();
    EXPECT_THAT(reply, StartsWith(std::string("HTTP/1.1 ") + row.status)) << row.request;
    EXPECT_THAT(reply, HasSubstr(R"("kind":"invalid")")) << row.request;
    caller.rest();
    EXPECT_TRUE(caller.was_closed()) << row.request;
  }
  EXPECT_EQ(asked, 0);
}

TEST(Server, a_body_beyond_its_limit_is_413_before_it_is_read) {
  ServerOptions options;
  options.max_body_bytes = 10;
  options.body_limits = {{"/imports/", 1000, 30s}};
  const auto server = started(echo, options);
  const auto post = [&](std::string_view path, std::size_t size) {
    Caller caller(server->port());
    caller.say(fmt::format("POST {} HTTP/1.1\r\nHost: here\r\nContent-Length: {}\r\n\r\n", path, size));
    caller.say(std::string(size, 'x'));
    EXPECT_FALSE(caller.was_cut_off());  // many clients look for a status only after they have said all
    return caller.reply();
  };
  EXPECT_THAT(post("/a", 10), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(post("/a", 11), StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(post("/imports/csv", 1000), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(post("/imports/csv", 1001), StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(post("/a", 5'000'000), StartsWith("HTTP/1.1 413"));
}

TEST(Server, a_body_in_chunks_is_put_together_and_has_the_same_limit) {
  ServerOptions options;
  options.max_body_bytes = 10;
  const auto server = started(echo, options);
  const std::string head = "POST /a HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_THAT(Caller(server->port()).say(head + "5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n").reply(),
              EndsWith("helloworld"));
  EXPECT_THAT(Caller(server->port()).say(head + "5\r\nhello\r\n6\r\nworlds\r\n0\r\n\r\n").reply(),
              StartsWith("HTTP/1.1 413"));
}

TEST(Server, bodies_beyond_what_all_may_take_together_are_503) {
  ServerOptions options;
  options.max_bodies_bytes = 100;
  const auto server = started(echo, options);
  Caller first(server->port());
  first.say("POST / HTTP/1.1\r\nHost: here\r\nExpect: 100-continue\r\nContent-Length: 90\r\n\r\n");
  EXPECT_EQ(first.until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  Caller second(server->port());
  second.say("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 11\r\n\r\n0123456789A");
  EXPECT_THAT(second.reply(), StartsWith("HTTP/1.1 503"));
  first.say(std::string(90, 'x'));
  EXPECT_THAT(first.reply(), StartsWith("HTTP/1.1 200"));
}

TEST(Server, a_header_beyond_its_limit_is_431_and_an_address_beyond_its_own_414) {
  const auto server = started(echo);
  const std::string many(20'000, 'x');
  EXPECT_THAT(Caller(server->port()).say("GET / HTTP/1.1\r\nHost: here\r\nX: " + many + "\r\n\r\n").reply(),
              StartsWith("HTTP/1.1 431"));
  EXPECT_THAT(Caller(server->port()).get("/" + many).reply(), StartsWith("HTTP/1.1 414"));
  EXPECT_THAT(Caller(server->port()).get("/" + many.substr(0, 9000)).reply(), StartsWith("HTTP/1.1 414"));
  EXPECT_THAT(Caller(server->port()).get("/" + many.substr(0, 8000)).reply(), StartsWith("HTTP/1.1 200"));
}

TEST(Server, a_header_that_drips_is_cut_with_408_and_a_silent_caller_without) {
  ServerOptions options;
  options.idle_deadline = 10min;
  options.header_deadline = 1s;  // long enough for the first bytes to come before it on a busy machine
  const auto server = started(echo, options);
  Caller silent(server->port());
  Caller dripping(server->port());
  std::atomic<bool> stop = false;
  dripping.say("GET / HTTP/1.1\r\nHost: here\r\n");
  std::thread tap([&] {
    while (!stop) {
      dripping.say("X");
      std::this_thread::sleep_for(20ms);
    }
  });
  const std::string reply = dripping.rest();
  EXPECT_TRUE(dripping.was_closed());
  stop = true;
  tap.join();
  EXPECT_THAT(reply, StartsWith("HTTP/1.1 408"));
  EXPECT_EQ(silent.rest(), "");
  EXPECT_TRUE(silent.was_closed());

  Caller again(server->port());  // the second request has no more time than the first
  again.get("/").reply();
  EXPECT_THAT(again.say("GET / HT").rest(), StartsWith("HTTP/1.1 408"));
}

TEST(Server, a_body_that_does_not_come_is_cut_with_408) {
  ServerOptions options;
  options.body_deadline = 300ms;
  const auto server = started(echo, options);
  Caller caller(server->port());
  EXPECT_THAT(caller.say("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\n\r\nhel").reply(),
              StartsWith("HTTP/1.1 408"));
}

TEST(Server, an_idle_connection_is_closed_in_the_end) {
  ServerOptions options;
  options.idle_deadline = 200ms;
  const auto server = started(echo, options);
  Caller caller(server->port());
  EXPECT_THAT(caller.get("/").reply(), StartsWith("HTTP/1.1 200"));
  EXPECT_EQ(caller.rest(), "");
  EXPECT_TRUE(caller.was_closed());
}

TEST(Server, connections_beyond_the_limit_wait_until_one_leaves) {
  ServerOptions options;
  options.max_connections = 2;
  const auto server = started(echo, options);
  auto first = std::make_unique<Caller>(server->port());
  const Caller second(server->port());
  Caller third(server->port());
  third.get("/third");
  first.reset();
  EXPECT_THAT(third.reply(), EndsWith("/third "));
}

TEST(Server, an_exception_in_a_handler_is_500_and_the_next_request_is_answered) {
  const auto server = started([](const Request& request) -> Reply {
    if (request.path == "/bad") throw std::runtime_error("secret of 李");
    if (request.path == "/worse") throw 7;
    return Reply::json("well");
  });
  Caller caller(server->port());
  for (const char* path : {"/bad", "/worse"}) {
    const std::string reply = caller.get(path).reply();
    EXPECT_THAT(reply, StartsWith("HTTP/1.1 500"));
    EXPECT_THAT(reply, HasSubstr(R"("kind":"unavailable")"));
    EXPECT_THAT(reply, Not(HasSubstr("secret")));
  }
  EXPECT_THAT(caller.get("/good").reply(), EndsWith("well"));
}

TEST(Server, requests_beyond_the_queue_are_503_with_retry_after) {
  ServerOptions options;
  options.worker_threads = 1;
  options.queue_length = 1;
  std::promise<void> go;
  const std::shared_future<void> may_go = go.get_future().share();
  const auto server = started(
      [&](const Request&) {
        may_go.wait();
        return Reply::json("done");
      },
      options);
  // One is worked on and one waits; whichever is third is turned away, in whatever order they arrive.
  Caller callers[] = {Caller(server->port()), Caller(server->port()), Caller(server->port()),
                      Caller(server->port())};
  for (Caller& caller : callers) caller.get("/");
  std::atomic<int> done = 0;
  std::atomic<int> turned_away = 0;
  std::vector<std::thread> readers;
  for (Caller& caller : callers) {
    readers.emplace_back([&] {
      const std::string reply = caller.reply();
      if (reply.find("HTTP/1.1 200") == 0) ++done;
      if (reply.find("HTTP/1.1 503") == 0 && reply.find("Retry-After: ") != std::string::npos) ++turned_away;
    });
  }
  while (turned_away == 0) std::this_thread::sleep_for(1ms);
  go.set_value();
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(done + turned_away, 4);
  EXPECT_GE(done, 1);
}

Server::Handler listens_to(EventHub& hub, EventFilter filter = {}) {
  return [&hub, filter](const Request&) {
    auto source = hub.open(filter);
    return source ? Reply::stream(*source) : Reply::json("full", 503);
  };
}

TEST(Server, a_stream_delivers_what_its_filter_lets_through) {
  EventHub hub;
  const auto server = started(listens_to(hub, [](const Event& event) -> std::optional<std::string> {
    if (event.name == "secret") return std::nullopt;
    return event.data + "!";
  }));
  Caller caller(server->port());
  caller.get("/events");
  const std::string head = caller.until("\r\n\r\n");
  EXPECT_THAT(head, HasSubstr("Content-Type: text/event-stream\r\n"));
  EXPECT_THAT(head, Not(HasSubstr("Content-Length")));
  EXPECT_EQ(caller.until("\n\n"), "retry: 3000\n\n");
  hub.publish("secret", "1");
  hub.publish("change", "2");
  EXPECT_EQ(caller.until("\n\n"), "event: change\ndata: 2!\n\n");
}

TEST(Server, a_silent_stream_has_a_heartbeat) {
  EventHub hub;
  ServerOptions options;
  options.heartbeat = 50ms;
  const auto server = started(listens_to(hub), options);
  Caller caller(server->port());
  caller.get("/events").until("retry: 3000\n\n");
  EXPECT_EQ(caller.until("\n\n"), ": still here\n\n");
  EXPECT_EQ(caller.until("\n\n"), ": still here\n\n");
}

TEST(Server, a_client_that_leaves_frees_its_stream) {
  EventHub hub;
  const auto server = started(listens_to(hub));
  auto caller = std::make_unique<Caller>(server->port());
  caller->get("/events").until("retry: 3000\n\n");
  EXPECT_EQ(hub.open_streams(), 1u);
  caller.reset();
  while (hub.open_streams() > 0) std::this_thread::sleep_for(1ms);  // without anything published
}

TEST(Server, a_client_that_does_not_read_is_let_go_and_others_still_hear) {
  EventHub hub(8, 16);
  const auto server = started(listens_to(hub));
  Caller slow(server->port());
  slow.get("/events").until("retry: 3000\n\n");
  const std::string much(1'000'000, 'x');
  while (hub.open_streams() > 0) {
    hub.publish("big", much);
    std::this_thread::sleep_for(1ms);
  }
  Caller quick(server->port());
  quick.get("/events").until("retry: 3000\n\n");
  hub.publish("small", "1");
  EXPECT_EQ(quick.until("\n\n"), "event: small\ndata: 1\n\n");
}

TEST(Server, stop_ends_open_streams_and_idle_connections_and_answers_what_is_under_way) {
  EventHub hub;
  std::promise<void> begun;
  Router router;
  router.add("GET", "/events", [&](const Request&, const PathValues&) { return Reply::stream(*hub.open({})); });
  router.add("GET", "/work", [&](const Request&, const PathValues&) {
    begun.set_value();
    std::this_thread::sleep_for(100ms);
    return Reply::json("done");
  });
  const auto server = started([&](const Request& request) { return router.answer(request); });
  Caller idle(server->port());
  Caller half(server->port());
  half.say("GET /wo");
  Caller listening(server->port());
  listening.get("/events").until("retry: 3000\n\n");
  Caller working(server->port());
  working.get("/work");
  begun.get_future().wait();

  server->stop();
  EXPECT_THAT(working.rest(), EndsWith("done"));
  EXPECT_EQ(listening.rest(), "");
  EXPECT_TRUE(listening.was_closed());
  EXPECT_EQ(idle.rest(), "");
  EXPECT_EQ(half.rest(), "");
  EXPECT_EQ(hub.open_streams(), 0u);
  hub.publish("change", "to nobody");
  server->stop();  // twice is once
}

TEST(Server, stop_does_not_wait_for_a_client_that_never_reads) {
  ServerOptions options;
  options.stop_grace = 100ms;
  const auto server = started([](const Request&) { return Reply::json(std::string(50'000'000, 'x')); }, options);
  Caller caller(server->port());
  caller.get("/").until("\r\n\r\n");
  server->stop();  // the test's own time limit tells
}

TEST(Server, an_address_that_is_taken_or_wrong_is_named_with_what_to_do) {
  const auto first = started(echo);
  const auto why_not = [](ServerOptions options) {
    Server server(std::move(options), echo);
    const auto done = server.start();
    return done ? Error{ErrorKind::conflict, {"", "it started"}} : done.error();
  };
  ServerOptions taken;
  taken.port = first->port();
  const Error error = why_not(taken);
  EXPECT_EQ(error.kind, ErrorKind::unavailable);
  EXPECT_THAT(error.what.en, HasSubstr(fmt::format("127.0.0.1:{} is taken by another program", first->port())));
  EXPECT_THAT(error.what.zh, HasSubstr(fmt::format("127.0.0.1:{}", first->port())));

  ServerOptions foreign;
  foreign.address = "192.0.2.1";  // kept for documentation, nobody's
  EXPECT_THAT(why_not(foreign).what.en, HasSubstr("192.0.2.1 (port 0) is not one of this machine"));
  ServerOptions word;
  word.address = "county";
  EXPECT_EQ(why_not(word).kind, ErrorKind::invalid);
  ServerOptions half;
  half.certificate = "county.pem";
  EXPECT_THAT(why_not(half).what.en, HasSubstr("set together"));
  half.key = "no-such-key.pem";
  EXPECT_THAT(why_not(half).what.en, HasSubstr("the certificate county.pem cannot be used"));
}

/// A key and a certificate it signed itself, in a folder that goes away.
class Papers {
 public:
  Papers() : folder_(std::filesystem::temp_directory_path() / fmt::format("anyu-net-{}", ::getpid())) {
    std::filesystem::create_directories(folder_);
    EVP_PKEY* pair = EVP_EC_gen("P-256");
    X509* paper = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(paper), 1);
    X509_gmtime_adj(X509_getm_notBefore(paper), -3600);
    X509_gmtime_adj(X509_getm_notAfter(paper), 3600);
    X509_set_pubkey(paper, pair);
    X509_sign(paper, pair, EVP_sha256());
    std::FILE* file = std::fopen(certificate().c_str(), "w");
    PEM_write_X509(file, paper);
    std::fclose(file);
    file = std::fopen(key().c_str(), "w");
    PEM_write_PrivateKey(file, pair, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    X509_free(paper);
    EVP_PKEY_free(pair);
  }
  ~Papers() { std::filesystem::remove_all(folder_); }

  std::string certificate() const { return folder_ / "county.pem"; }
  std::string key() const { return folder_ / "county.key"; }

 private:
  std::filesystem::path folder_;
};

/// A caller that speaks TLS, at most of the given version.
class SecretCaller {
 public:
  SecretCaller(std::uint16_t port, int newest) : caller_(port), context_(SSL_CTX_new(TLS_client_method())) {
    SSL_CTX_set_min_proto_version(context_, TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context_, newest);
    SSL_CTX_set_security_level(context_, 0);
    ssl_ = SSL_new(context_);
    SSL_set_fd(ssl_, caller_.socket());
    connected_ = SSL_connect(ssl_) == 1;
  }
  ~SecretCaller() {
    SSL_free(ssl_);
    SSL_CTX_free(context_);
  }
  SecretCaller(const SecretCaller&) = delete;
  SecretCaller& operator=(const SecretCaller&) = delete;

  bool connected() const { return connected_; }
  void say(std::string_view text) { SSL_write(ssl_, text.data(), static_cast<int>(text.size())); }
  std::string until(std::string_view mark) {
    std::string text;
    char c = 0;
    while (text.find(mark) == std::string::npos && SSL_read(ssl_, &c, 1) == 1) text += c;
    return text;
  }
  /// Whether the other side said goodbye, so that nothing can have been cut off.
  bool ended_well() {
    char c = 0;
    const int n = SSL_read(ssl_, &c, 1);
    return n == 0 && SSL_get_error(ssl_, n) == SSL_ERROR_ZERO_RETURN;
  }

 private:
  Caller caller_;
  SSL_CTX* context_;
  SSL* ssl_ = nullptr;
  bool connected_ = false;
};

TEST(Server, over_tls_all_is_the_same_and_old_versions_are_refused) {
  const Papers papers;
  EventHub hub;
  ServerOptions options;
  options.certificate = papers.certificate();
  options.key = papers.key();
  options.max_body_bytes = 10;
  Router router;
  router.add("GET", "/events", [&](const Request&, const PathValues&) { return Reply::stream(*hub.open({})); });
  router.add("GET", "/",
             [&](const Request& r, const PathValues&) { return Reply::json(r.secure ? "safe|" : "open|"); });
  const auto server = started([&](const Request& request) { return router.answer(request); }, options);

  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    SecretCaller caller(server->port(), version);
    ASSERT_TRUE(caller.connected());
    for (int i = 0; i < 2; ++i) {
      caller.say("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
      EXPECT_THAT(caller.until("|"), EndsWith("safe|"));
    }
    caller.say("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 11\r\n\r\n0123456789A");
    EXPECT_THAT(caller.until("}}"), StartsWith("HTTP/1.1 413"));
    EXPECT_TRUE(caller.ended_well());
  }
  EXPECT_FALSE(SecretCaller(server->port(), TLS1_1_VERSION).connected());

  SecretCaller listening(server->port(), TLS1_3_VERSION);
  listening.say("GET /events HTTP/1.1\r\nHost: here\r\n\r\n");
  listening.until("retry: 3000\n\n");
  hub.publish("change", "1");
  EXPECT_EQ(listening.until("\n\n"), "event: change\ndata: 1\n\n");
  Caller plain(server->port());  // a browser at the wrong door
  plain.get("/").rest();
  EXPECT_TRUE(plain.was_closed());
  server->stop();
}

TEST(Server, many_callers_at_once_are_all_answered) {
  std::atomic<int> asked = 0;
  ServerOptions options;
  options.worker_threads = 2;
  options.queue_length = 64;
  const auto server = started(
      [&](const Request& request) {
        ++asked;
        return echo(request);
      },
      options);
  std::atomic<int> answered = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < 8; ++i) {
    callers.emplace_back([&] {
      Caller caller(server->port());
      for (int k = 0; k < 100; ++k)
        if (caller.get("/x").reply().find("HTTP/1.1 200") == 0) ++answered;
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(answered, 800);
  EXPECT_EQ(asked, 800);
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
