// The pool's queue has an end, and finishing leaves nothing undone.
#include "net/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace anyu {
namespace {

TEST(WorkerPool, work_beyond_the_queue_is_not_taken_and_what_was_taken_is_done) {
  std::atomic<int> done = 0;
  std::promise<void> begun;
  std::promise<void> go;
  const std::shared_future<void> may_go = go.get_future().share();
  WorkerPool pool(1, 2);
  ASSERT_TRUE(pool.submit([&] {
    begun.set_value();
    may_go.wait();
    ++done;
  }));
  begun.get_future().wait();  // the queue is empty again, its only worker busy
  EXPECT_TRUE(pool.submit([&] { ++done; }));
  EXPECT_TRUE(pool.submit([&] { ++done; }));
  EXPECT_FALSE(pool.submit([&] { ++done; }));
  go.set_value();
  pool.finish();
  EXPECT_EQ(done, 3);
  EXPECT_FALSE(pool.submit([&] { ++done; }));
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
