// Reserving addresses, and choosing widths.
#include "measure/column.h"

#include <sys/mman.h>

#include <algorithm>
#include <new>

namespace anyu {

namespace {
// Addresses cost nothing until they are used: room for a thousand million rows of four bytes.
constexpr std::size_t reserve = std::size_t{1} << 32;
constexpr std::size_t page = 4096;
}  // namespace

Reserved::~Reserved() {
  if (data_) ::munmap(data_, reserve);
}

void Reserved::grow(std::size_t bytes) {
  if (bytes <= usable_) return;
  if (bytes > reserve) throw std::bad_alloc();
  if (!data_) {
    void* start = ::mmap(nullptr, reserve, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (start == MAP_FAILED) throw std::bad_alloc();
    data_ = static_cast<std::byte*>(start);
  }
  // By half of what is there, so that a growing column asks the system seldom; pages count only once they are written.
  const std::size_t wanted = std::min(reserve, std::max({bytes, usable_ + usable_ / 2, page * 4}));
  const std::size_t whole = (wanted + page - 1) / page * page;
  if (::mprotect(data_, whole, PROT_READ | PROT_WRITE) != 0) throw std::bad_alloc();
  usable_ = whole;
}

FieldColumn::Width FieldColumn::width_for(std::int64_t least, std::int64_t most) {
  const auto fits = [&](auto limits) { return least > decltype(limits)::min() && most <= decltype(limits)::max(); };
  if (fits(std::numeric_limits<std::int8_t>{})) return Width::one;
  if (fits(std::numeric_limits<std::int16_t>{})) return Width::two;
  return Width::four;
}

bool FieldColumn::holds(std::int32_t value) const {
  return width_ == Width::none || value == no_value || width_for(value, value) <= width_;
}

void FieldColumn::widen(std::int32_t value) {
  if (holds(value)) return;
  const std::size_t size = width_ == Width::one ? ones_.size() : twos_.size();
  FieldColumn wider(value, value);
  for (std::size_t i = 0; i < size; ++i) wider.push_back((*this)[i]);
  *this = std::move(wider);
}

void FieldColumn::push_back(std::int32_t value) {
  switch (width_) {
    case Width::none: return;
    case Width::one: return ones_.push_back(value == no_value ? std::numeric_limits<std::int8_t>::min() : static_cast<std::int8_t>(value));
    case Width::two: return twos_.push_back(value == no_value ? std::numeric_limits<std::int16_t>::min() : static_cast<std::int16_t>(value));
    case Width::four: return fours_.push_back(value);
  }
}

void FieldColumn::set(std::size_t i, std::int32_t value) {
  switch (width_) {
    case Width::none: return;
    case Width::one: return ones_.set(i, value == no_value ? std::numeric_limits<std::int8_t>::min() : static_cast<std::int8_t>(value));
    case Width::two: return twos_.set(i, value == no_value ? std::numeric_limits<std::int16_t>::min() : static_cast<std::int16_t>(value));
    case Width::four: return fours_.set(i, value);
  }
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
