// Writes gathered into batches, and one batch kept by the store while the next is being read.
#pragma once

#include <cstdint>
#include <functional>
#include <future>
#include <string>
#include <vector>

#include "store/store.h"

namespace anyu {

/// Threads  one at a time; a thread of its own appends.
class Batches {
 public:
  /// Told of each write with a place, once it is kept: the place, and the id it got.
  using Kept = std::function<void(std::uint32_t place, std::int64_t id)>;
  static constexpr std::uint32_t no_place = 0xFFFFFFFF;

  /// `heading` is the batch as it shall be, without its writes.
  Batches(Store& store, Batch heading, std::size_t size) : store_(store), heading_(std::move(heading)), size_(size) { begin(); }
  Batches(const Batches&) = delete;
  Batches& operator=(const Batches&) = delete;
  ~Batches();

  /// Errors  whatever the store says of this or an earlier batch.
  Done add(Write write, std::uint32_t place, const Kept& kept);
  /// Everything that was added is kept, or the error that stood in its way is told.
  Done flush(const Kept& kept);
  /// Seconds in which nothing but the store was waited for are worth a sign of life to whoever watches.
  void while_waiting(std::function<void()> tick) { tick_ = std::move(tick); }

 private:
  void begin();
  void send();
  Done wait(const Kept& kept);

  Store& store_;
  Batch heading_;
  std::size_t size_;
  Batch filling_;
  std::vector<std::uint32_t> places_;
  Batch sent_;
  std::vector<std::uint32_t> sent_places_;
  std::future<void> under_way_;
  std::optional<Result<Appended>> answer_;  ///< of the batch that was sent
  std::function<void()> tick_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
