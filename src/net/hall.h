// What all connections of a server share.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <unordered_set>

#include "net/server.h"
#include "net/worker_pool.h"

namespace anyu {

/// A connection, as the door sees it. All calls come on the door's thread.
class Peer {
 public:
  virtual ~Peer() = default;
  /// Leaves as soon as what is under way has been answered.
  virtual void wind_down() = 0;
  virtual void cut() = 0;
};

/// Threads  the door's only, but for `options`, `ask` and posting to `io`.
struct Hall {
  Hall(ServerOptions the_options, Server::Handler the_handler);

  const ServerOptions options;
  const Server::Handler handler;
  std::unordered_set<Peer*> peers;
  bool stopping = false;
  std::uint64_t bodies_bytes = 0;       ///< promised to requests that are read or answered now
  std::function<void()> on_empty = {};  ///< when stopping, and the last has left
  boost::asio::io_context io{1};
  std::optional<WorkerPool> pool;

  /// The handler's reply, whatever it throws.
  Reply ask(const Request& request) const;
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

/// An exception for the log: its type. Its message may carry what was asked or sent.
std::string type_name(const std::exception& thrown);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
