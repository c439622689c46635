// Chance that falls the same way on every machine: the same seed, the same county.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "model/day.h"

namespace anyu {

/// SplitMix64 with mappings of its own, since the standard library's differ from one to the next.
class Random {
 public:
  /// A stream of numbers of its own for everyone and everything, so that one more person changes nobody else.
  Random(std::uint64_t seed, std::uint64_t stream) : state_(mixed(seed) ^ mixed(stream * 0x9E3779B97F4A7C15u + 1)) {}

  std::uint64_t next() { return mixed(state_ += 0x9E3779B97F4A7C15u); }
  /// 0 … n - 1.
  std::uint64_t below(std::uint64_t n) {
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint64_t>(Wide(next()) * n >> 64);
  }
  int between(int least, int most) {
    return most <= least ? least : least + static_cast<int>(below(static_cast<std::uint64_t>(most - least) + 1));
  }
  Day between(Day first, Day last) { return {between(first.number, last.number)}; }
  bool chance(int permille) { return static_cast<int>(below(1000)) < permille; }
  /// The place of one of the weights.
  std::size_t pick(std::initializer_list<int> weights) {
    int sum = 0;
    for (const int weight : weights) sum += weight;
    int at = static_cast<int>(below(static_cast<std::uint64_t>(sum)));
    std::size_t place = 0;
    for (const int weight : weights) {
      if (at < weight) return place;
      at -= weight;
      ++place;
    }
    return 0;
  }

 private:
  static std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
