// SipHash by libsodium.
#include "exchange/key_table.h"

#include <sodium.h>

#include <cstring>

namespace anyu {

KeyHasher::KeyHasher() { randombytes_buf(secret_, sizeof secret_); }

KeyHash KeyHasher::of(std::string_view bytes) const {
  static_assert(crypto_shorthash_siphashx24_KEYBYTES == sizeof secret_ && crypto_shorthash_siphashx24_BYTES == sizeof(KeyHash));
  unsigned char out[sizeof(KeyHash)];
  crypto_shorthash_siphashx24(out, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), secret_);
  KeyHash hash;
  std::memcpy(&hash, out, sizeof hash);
  return hash;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
