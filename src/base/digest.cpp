// SHA-256 by OpenSSL.
#include "base/digest.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <cassert>

namespace anyu {

struct Digest::Context {
  EVP_MD_CTX* openssl = EVP_MD_CTX_new();
  ~Context() { EVP_MD_CTX_free(openssl); }
  void begin() {
    [[maybe_unused]] const int done = EVP_DigestInit_ex(openssl, EVP_sha256(), nullptr);
    assert(done == 1 && "OpenSSL 3 always has SHA-256");
  }
};

Digest::Digest() : context_(std::make_unique<Context>()) { context_->begin(); }
Digest::~Digest() = default;

Digest& Digest::add(std::string_view bytes) {
  EVP_DigestUpdate(context_->openssl, bytes.data(), bytes.size());
  return *this;
}

Hash Digest::finish() {
  Hash hash{};
  EVP_DigestFinal_ex(context_->openssl, hash.data(), nullptr);
  context_->begin();
  return hash;
}

Hash sha256(std::string_view bytes) { return Digest().add(bytes).finish(); }

std::string hex(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char byte : bytes) fmt::format_to(std::back_inserter(text), "{:02x}", static_cast<unsigned char>(byte));
  return text;
}

std::string hex(const Hash& hash) { return hex({reinterpret_cast<const char*>(hash.data()), hash.size()}); }

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
