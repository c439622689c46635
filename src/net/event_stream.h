// Server-sent events: one hub that is told what happened, and a source for each page that listens.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace anyu {

/// Something that happened, as a page hears of it.
struct Event {
  std::string name;
  std::string data;
};

/// What one listener gets to hear of an event: its data, perhaps changed, or nothing.
///
/// Threads  called from the thread that publishes, one event at a time. It is quick, and does not call the hub.
using EventFilter = std::function<std::optional<std::string>(const Event&)>;

/// The events one client still has to get. Made by `EventHub::open`; a handler gives it back in `Reply::stream`.
///
/// Threads  all of it from any.
class EventSource {
 public:
  EventSource(EventFilter filter, std::size_t queue_length);

  /// All that waits, as it is written on the wire, or "" where nothing does.
  std::string take();

  /// Nothing more is heard from here. What waits can still be taken.
  void close();
  bool closed() const;

  /// Calls `listener` whenever something waits, and when the source closes. One listener; an empty one takes it
  /// away, and it is not called any more once this has returned. It may not call the source.
  void on_change(std::function<void()> listener);

  /// Keeps the event if it passes the filter. A client so slow that its queue is full is closed: it will come back
  /// and ask for the present state, which is better than one that hears of the past ever later.
  void offer(const Event& event);

 private:
  const EventFilter filter_;
  const std::size_t queue_length_;
  mutable std::mutex mutex_;
  std::deque<std::string> waiting_;
  std::function<void()> listener_;
  bool closed_ = false;
};

/// Tells every open source what happened.
///
/// Threads  all of it from any.
class EventHub {
 public:
  explicit EventHub(std::size_t max_streams = 256, std::size_t queue_length = 64);

  void publish(std::string name, std::string data);

  /// A new source that hears from now on.
  /// Errors   unavailable (as many streams as may be are open).
  Result<std::shared_ptr<EventSource>> open(EventFilter filter);

  std::size_t open_streams() const;

 private:
  const std::size_t max_streams_;
  const std::size_t queue_length_;
  mutable std::mutex mutex_;  ///< held while publishing, so that all hear in the same order
  std::vector<std::weak_ptr<EventSource>> sources_;
};

/// An event as it is written on the wire.
std::string event_text(std::string_view name, std::string_view data);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
