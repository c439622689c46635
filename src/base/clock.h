// The time, given to whoever needs it, so that a test can set it.
#pragma once

#include <chrono>

namespace anyu {

/// A moment in UTC, to the millisecond.
using Moment = std::chrono::sys_time<std::chrono::milliseconds>;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Moment now() const = 0;
};

class SystemClock : public Clock {
 public:
  Moment now() const override { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }
};

/// A clock that stands still until a test moves it.
class SetClock : public Clock {
 public:
  explicit SetClock(Moment at) : at_(at) {}
  Moment now() const override { return at_; }
  void set(Moment at) { at_ = at; }

 private:
  Moment at_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
