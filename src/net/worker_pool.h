// Threads that work off a queue of bounded length: who cannot be served soon is told so at once.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace anyu {

/// Threads  `submit` may be called from any; `finish` not from work itself.
class WorkerPool {
 public:
  WorkerPool(std::size_t threads, std::size_t queue_length);
  /// Finishes.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Whether the work was taken: not where `queue_length` wait already, nor after `finish`.
  /// REQUIRES that it does not throw.
  bool submit(std::function<void()> work);

  /// Does what was taken, takes no more, and returns when all threads have ended. May be called twice.
  void finish();

 private:
  void run();

  const std::size_t queue_length_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  bool finishing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
