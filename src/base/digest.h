// SHA-256, fed piece by piece: what the change chain is linked with.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace anyu {

using Hash = std::array<unsigned char, 32>;

class Digest {
 public:
  Digest();
  ~Digest();
  Digest& add(std::string_view bytes);
  /// The hash of all that was added; the digest begins anew.
  Hash finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

Hash sha256(std::string_view bytes);
std::string hex(const Hash& hash);
std::string hex(std::string_view bytes);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
