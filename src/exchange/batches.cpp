// Filling one batch while another is on its way.
#include "exchange/batches.h"

#include <chrono>

namespace anyu {

Batches::~Batches() {
  if (under_way_.valid()) under_way_.wait();
}

void Batches::begin() {
  filling_ = heading_;
  filling_.writes.reserve(size_);
  places_.clear();
}

Done Batches::wait(const Kept& kept) {
  if (!under_way_.valid()) return {};
  using namespace std::chrono_literals;
  while (under_way_.wait_for(50ms) == std::future_status::timeout)
    if (tick_) tick_();
  under_way_.get();
  const Result<Appended>& appended = *answer_;
  if (!appended) return appended.error();
  for (std::size_t i = 0; i < sent_places_.size(); ++i)
    if (sent_places_[i] != no_place) kept(sent_places_[i], appended->ids[i]);
  return {};
}

void Batches::send() {
  std::swap(sent_, filling_);
  std::swap(sent_places_, places_);
  under_way_ = std::async(std::launch::async, [this] { answer_.emplace(store_.append(sent_)); });
  begin();
}

Done Batches::add(Write write, std::uint32_t place, const Kept& kept) {
  filling_.writes.push_back(std::move(write));
  places_.push_back(place);
  if (filling_.writes.size() < size_) return {};
  if (auto done = wait(kept); !done) return done;
  send();
  return {};
}

Done Batches::flush(const Kept& kept) {
  if (auto done = wait(kept); !done) return done;
  if (filling_.writes.empty()) return {};
  send();
  return wait(kept);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
