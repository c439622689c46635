// The listener: opens the door, takes clients in, and closes it again.
#include "net/server.h"

#include <spdlog/spdlog.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cassert>
#include <thread>

#include "net/connection.h"
#include "net/hall.h"
#include "net/transport.h"

namespace anyu {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

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
    pause_.expires_after(std::chrono::milliseconds(50));
    pause_.async_wait([this](const error_code&) {
      if (!hall_.stopping) accept_next();
    });
  }

  void welcome(tcp::socket socket) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    try {
      serve(hall_, tls_ ? tls_transport(std::move(socket), *tls_) : plain_transport(std::move(socket)));
    } catch (const std::exception& thrown) {  // no memory for one more; those who are here stay
      spdlog::error("a connection could not be taken: {}", type_name(thrown));
    }
  }

  std::shared_ptr<asio::ssl::context> tls_;
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
