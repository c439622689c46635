// Chance for the property test: the same seed, the same round, on every machine.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace anyu::engines {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : bits_(seed * 0x9E3779B97F4A7C15u + 1) {}

  /// least … most, both of them possible.
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(bits_() % static_cast<std::uint64_t>(most - least + 1));
  }
  bool percent(int of_hundred) { return between(0, 99) < of_hundred; }
  template <class T>
  const T& one_of(const std::vector<T>& all) {
    return all[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(all.size()) - 1))];
  }

 private:
  std::mt19937_64 bits_;
};

}  // namespace anyu::engines

// SPDX-License-Identifier: Apache-2.0
