// Bytes to and from one client, in the clear or under TLS. The kind of socket is hidden here, so that the HTTP
// above is compiled once and not for each.
#pragma once

#include <array>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstddef>
#include <memory>
#include <utility>

#include "base/result.h"

namespace boost::asio::ssl {
class context;
}

namespace anyu {

struct ServerOptions;

/// A stream as Asio and Beast want it, over four calls whose handlers have fixed types.
///
/// Threads  one at a time; a handler is never called before the call that takes it has returned.
class Transport {
 public:
  using executor_type = boost::asio::ip::tcp::socket::executor_type;
  virtual ~Transport() = default;

  virtual bool secure() const = 0;
  virtual boost::asio::ip::tcp::socket& socket() = 0;
  executor_type get_executor() { return socket().get_executor(); }

  template <class Token>
  auto async_handshake(Token&& token) {
    const auto start = [this](OnDone done) { handshake(std::move(done)); };
    return boost::asio::async_initiate<Token, void(boost::system::error_code)>(start, token);
  }

  /// Says goodbye; the socket stays open.
  template <class Token>
  auto async_shutdown(Token&& token) {
    const auto start = [this](OnDone done) { shutdown(std::move(done)); };
    return boost::asio::async_initiate<Token, void(boost::system::error_code)>(start, token);
  }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& rooms, Token&& token) {
    const boost::asio::mutable_buffer room = *boost::asio::buffer_sequence_begin(rooms);
    const auto start = [this, room](OnBytes done) { read_some(room, std::move(done)); };
    return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(start, token);
  }

  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    const auto start = [this, bytes = gathered(buffers)](OnBytes done) { write_some(bytes, std::move(done)); };
    return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(start, token);
  }

 protected:
  using OnDone = boost::asio::any_completion_handler<void(boost::system::error_code)>;
  using OnBytes = boost::asio::any_completion_handler<void(boost::system::error_code, std::size_t)>;
  using Bytes = std::array<boost::asio::const_buffer, 8>;  ///< Beast hands over four; empty ones count nothing

  virtual void handshake(OnDone done) = 0;
  virtual void shutdown(OnDone done) = 0;
  virtual void read_some(boost::asio::mutable_buffer room, OnBytes done) = 0;
  virtual void write_some(const Bytes& bytes, OnBytes done) = 0;

 private:
  /// The first pieces; whoever writes some comes back with those that are left.
  template <class Buffers>
  static Bytes gathered(const Buffers& buffers) {
    Bytes bytes;
    std::size_t taken = 0;
    const auto end = boost::asio::buffer_sequence_end(buffers);
    for (auto piece = boost::asio::buffer_sequence_begin(buffers); piece != end && taken < bytes.size(); ++piece) {
      const boost::asio::const_buffer one = *piece;
      if (one.size() > 0) bytes[taken++] = one;
    }
    return bytes;
  }
};

std::unique_ptr<Transport> plain_transport(boost::asio::ip::tcp::socket socket);

/// The context must outlive the transport.
std::unique_ptr<Transport> tls_transport(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context& context);

/// TLS 1.2 and 1.3 with the certificate and key of the options.
/// Errors   invalid (one of the two files is not set, or cannot be used).
Result<std::shared_ptr<boost::asio::ssl::context>> tls_context(const ServerOptions& options);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
