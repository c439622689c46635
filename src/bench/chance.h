// Chance in whole numbers: the same seed and household, the same lives, on every machine.
#pragma once

#include <cstdint>
#include <initializer_list>

namespace anyu::bench {

class Chance {
 public:
  /// A stream of its own for every household, so that one more changes no other.
  Chance(std::uint64_t seed, std::uint64_t household) : state_(stirred(seed) + stirred(~household)) {}

  std::uint32_t bits() {
    state_ += step;
    return static_cast<std::uint32_t>(stirred(state_) >> 32);
  }
  /// least … most, both of them possible; the least where there is nothing between.
  int between(int least, int most) {
    if (most <= least) return least;
    const auto width = static_cast<std::uint64_t>(most - least) + 1;
    return least + static_cast<int>((bits() * width) >> 32);
  }
  bool percent(int of_hundred) { return between(0, 99) < of_hundred; }
  /// 0 for the first weight, 1 for the second, …
  int pick(std::initializer_list<int> weights) {
    int sum = 0;
    for (const int weight : weights) sum += weight;
    int left = between(0, sum - 1);
    int place = 0;
    for (const int weight : weights) {
      if (left < weight) break;
      left -= weight;
      ++place;
    }
    return place;
  }

 private:
  static constexpr std::uint64_t step = 0x9E3779B97F4A7C15u;
  /// The finisher of SplitMix64.
  static std::uint64_t stirred(std::uint64_t bits) {
    bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u;
    bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
    return bits ^ (bits >> 31);
  }
  std::uint64_t state_;
};

}  // namespace anyu::bench

// SPDX-License-Identifier: Apache-2.0
