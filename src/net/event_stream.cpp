// The queues behind server-sent events.
#include "net/event_stream.h"

#include <algorithm>

#include "base/text.h"

namespace anyu {

std::string event_text(std::string_view name, std::string_view data) {
  std::string text = "event: ";
  for (const char c : name) text += c == '\n' || c == '\r' ? ' ' : c;
  for (const std::string_view line : split(data, '\n')) {
    text += "\ndata: ";
    for (const char c : line)
      if (c != '\r') text += c;  // a bare carriage return would end the line for the browser
  }
  return text += "\n\n";
}

EventSource::EventSource(EventFilter filter, std::size_t queue_length)
    : filter_(std::move(filter)), queue_length_(queue_length) {}

std::string EventSource::take() {
  const std::lock_guard lock(mutex_);
  std::string all;
  for (const std::string& text : waiting_) all += text;
  waiting_.clear();
  return all;
}

void EventSource::close() {
  const std::lock_guard lock(mutex_);
  if (closed_) return;
  closed_ = true;
  if (listener_) listener_();
}

bool EventSource::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

void EventSource::on_change(std::function<void()> listener) {
  const std::lock_guard lock(mutex_);
  listener_ = std::move(listener);
}

void EventSource::offer(const Event& event) {
  if (closed()) return;
  const auto data = filter_ ? filter_(event) : std::optional(event.data);
  if (!data) return;
  std::string text = event_text(event.name, *data);

  const std::lock_guard lock(mutex_);
  if (closed_) return;
  if (waiting_.size() >= queue_length_) {
    closed_ = true;
    waiting_.clear();  // half a story helps nobody
  } else {
    waiting_.push_back(std::move(text));
  }
  if (listener_) listener_();
}

EventHub::EventHub(std::size_t max_streams, std::size_t queue_length)
    : max_streams_(max_streams), queue_length_(queue_length) {}

void EventHub::publish(std::string name, std::string data) {
  const Event event{std::move(name), std::move(data)};
  const std::lock_guard lock(mutex_);
  std::erase_if(sources_, [&](const std::weak_ptr<EventSource>& weak) {
    const auto source = weak.lock();
    if (source) source->offer(event);
    return !source || source->closed();
  });
}

Result<std::shared_ptr<EventSource>> EventHub::open(EventFilter filter) {
  const std::lock_guard lock(mutex_);
  std::erase_if(sources_, [](const std::weak_ptr<EventSource>& weak) {
    const auto source = weak.lock();
    return !source || source->closed();
  });
  if (sources_.size() >= max_streams_) {
    return unavailable("实时更新的连接已满（{} 个），请稍后再试",
                       "all {} live connections are taken; try again later", max_streams_);
  }
  auto source = std::make_shared<EventSource>(std::move(filter), queue_length_);
  sources_.push_back(source);
  return source;
}

std::size_t EventHub::open_streams() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::count_if(sources_.begin(), sources_.end(), [](const auto& weak) {
    const auto source = weak.lock();
    return source && !source->closed();
  }));
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
