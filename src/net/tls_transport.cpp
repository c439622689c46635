// HTTPS: a socket under TLS, and the context made from the county's certificate and key.
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "net/server.h"
#include "net/transport.h"

namespace anyu {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

class TlsTransport final : public Transport {
 public:
  TlsTransport(tcp::socket socket, asio::ssl::context& context) : stream_(std::move(socket), context) {}

  bool secure() const override { return true; }
  tcp::socket& socket() override { return stream_.next_layer(); }

 private:
  void handshake(OnDone done) override { stream_.async_handshake(asio::ssl::stream_base::server, std::move(done)); }
  void shutdown(OnDone done) override { stream_.async_shutdown(std::move(done)); }
  void read_some(asio::mutable_buffer room, OnBytes done) override {
    stream_.async_read_some(room, std::move(done));
  }
  void write_some(const Bytes& bytes, OnBytes done) override { stream_.async_write_some(bytes, std::move(done)); }

  asio::ssl::stream<tcp::socket> stream_;
};

}  // namespace

std::unique_ptr<Transport> tls_transport(tcp::socket socket, asio::ssl::context& context) {
  return std::make_unique<TlsTransport>(std::move(socket), context);
}

Result<std::shared_ptr<asio::ssl::context>> tls_context(const ServerOptions& options) {
  if (options.certificate.empty() || options.key.empty())
    return invalid("证书和私钥两个文件须同时设置", "a certificate and its key are set together, or neither is");

  auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
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

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
