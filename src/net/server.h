// The door: an HTTP/1.1 server that reads requests whole, in time and within limits, and hands them to a worker.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "net/message.h"

namespace anyu {

/// A longer body for the paths that begin with `path_prefix`, such as imports, and the time it may take.
struct BodyLimit {
  std::string path_prefix;
  std::uint64_t max_bytes;
  std::chrono::milliseconds deadline;
};

/// All deadlines are totals: who sends one byte a second is cut as if it had sent none.
struct ServerOptions {
  std::string address = "127.0.0.1";  ///< a number, "localhost", or "::" and "0.0.0.0" for all
  std::uint16_t port = 0;             ///< 0: the system picks one, `Server::port` tells which

  std::string certificate;    ///< PEM file with its chain; with `key`, the server speaks TLS 1.2 and 1.3 only
  std::string key;            ///< PEM file, without a password
  bool behind_proxy = false;  ///< believe X-Forwarded-For (its last address) and X-Forwarded-Proto

  std::size_t max_header_bytes = 16 * 1024;
  std::uint64_t max_body_bytes = 1024 * 1024;
  std::vector<BodyLimit> body_limits;                     ///< the first that fits counts
  std::uint64_t max_bodies_bytes = 512ull * 1024 * 1024;  ///< of all requests at one time; beyond it 503
  std::chrono::milliseconds header_deadline = std::chrono::seconds(10);  ///< also for the TLS handshake
  std::chrono::milliseconds body_deadline = std::chrono::seconds(30);
  std::chrono::milliseconds write_deadline = std::chrono::seconds(30);  ///< and a second more for each 64 KiB
  std::chrono::milliseconds idle_deadline = std::chrono::seconds(60);   ///< between two requests
  std::chrono::milliseconds heartbeat = std::chrono::seconds(15);       ///< a comment on a silent stream of events
  std::chrono::milliseconds stop_grace = std::chrono::seconds(3);       ///< to write the last replies when stopping

  std::size_t max_connections = 2048;  ///< further ones wait; past three quarters none is kept alive
  std::size_t worker_threads = 4;
  std::size_t queue_length = 256;  ///< requests that wait for a worker; beyond it 503 with Retry-After
};

/// Answers HTTP on one address.
///
/// What never reaches the handler is answered here, as JSON like any other error: 400, 408, 413, 414, 431 and 503.
/// A handler that throws is a 500, logged without what was asked or sent.
///
/// Threads  one for all connections, and `worker_threads` that call the handler, several at a time. The owner calls
///          `start` and `stop`, never a handler.
class Server {
 public:
  using Handler = std::function<Reply(const Request&)>;

  Server(ServerOptions options, Handler handler);
  /// Stops.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Listens and begins to answer.
  /// Errors   invalid (an address that is none, a certificate or key that cannot be used), unavailable (the address
  ///          is taken or not this machine's, the port needs a right). The words name it and what to do.
  /// REQUIRES that it was not called before.
  Result<void> start();

  /// The port listened on, once started.
  std::uint16_t port() const;

  /// Takes no more, answers what is under way, ends the streams of events, and returns when all threads have ended.
  void stop();

 private:
  class Door;
  std::unique_ptr<Door> door_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
