// Two copies of something, so that readers never wait: they read one while the other is written.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <thread>
#include <utility>

namespace anyu {

/// Readers take whichever side is current; a writer changes the other side, makes it current, waits until nobody reads the
/// old one, and changes that in the same way. A reader sees either all of a change or nothing of it.
///
/// Threads  any number of readers, which never wait; one writer at a time, which waits for readers of the side it is about
///          to write.
/// Source   P. Ramalhete and A. Correia, "Left-Right: a concurrency control technique with wait-free population oblivious
///          reads", 2015.
template <class T>
class Sides {
 public:
  /// REQUIRES that nobody reads.
  template <class... Arguments>
  explicit Sides(const Arguments&... arguments) : sides_{T(arguments...), T(arguments...)} {}

  /// The first side, while nobody reads yet; begin() makes the second like it.
  T& first() { return sides_[0]; }
  T& second() { return sides_[1]; }

  template <class Reader>
  auto read(Reader&& reader) const {
    const Arrival arrival(*this);
    return reader(sides_[current_.load()]);
  }

  /// Calls `change(side, first)` for both sides, one after the other; `first` tells which time it is.
  template <class Change>
  void write(Change&& change) {
    const int old = current_.load();
    change(sides_[1 - old], true);
    current_.store(1 - old);
    // Those who came before may read the old side: let both counters run empty, one after the other.
    const int now = counter_.load();
    wait(1 - now);
    counter_.store(1 - now);
    wait(now);
    change(sides_[old], false);
  }

 private:
  struct Arrival {
    explicit Arrival(const Sides& sides) : counter(sides.readers_[static_cast<std::size_t>(sides.counter_.load())].count) { counter.fetch_add(1); }
    ~Arrival() { counter.fetch_sub(1); }
    std::atomic<int>& counter;
  };

  void wait(int counter) const {
    for (int spins = 0; readers_[static_cast<std::size_t>(counter)].count.load() != 0; ++spins) {
      if (spins < 100) std::this_thread::yield();
      else std::this_thread::sleep_for(std::chrono::microseconds(50));
    }
  }

  struct alignas(64) Counter {
    std::atomic<int> count = 0;
  };

  std::array<T, 2> sides_;
  std::atomic<int> current_ = 0;
  std::atomic<int> counter_ = 0;
  mutable std::array<Counter, 2> readers_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
