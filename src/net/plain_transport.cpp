// HTTP in the clear: the socket itself.
#include <boost/asio/post.hpp>

#include "net/transport.h"

namespace anyu {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

class PlainTransport final : public Transport {
 public:
  explicit PlainTransport(tcp::socket socket) : socket_(std::move(socket)) {}

  bool secure() const override { return false; }
  tcp::socket& socket() override { return socket_; }

 private:
  void handshake(OnDone done) override { nothing_to_do(std::move(done)); }
  void shutdown(OnDone done) override { nothing_to_do(std::move(done)); }
  void read_some(asio::mutable_buffer room, OnBytes done) override {
    socket_.async_read_some(room, std::move(done));
  }
  void write_some(const Bytes& bytes, OnBytes done) override { socket_.async_write_some(bytes, std::move(done)); }

  void nothing_to_do(OnDone done) {
    asio::post(socket_.get_executor(),
               [done = std::move(done)]() mutable { std::move(done)(boost::system::error_code()); });
  }

  tcp::socket socket_;
};

}  // namespace

std::unique_ptr<Transport> plain_transport(tcp::socket socket) {
  return std::make_unique<PlainTransport>(std::move(socket));
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
