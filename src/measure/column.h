// Memory for one column: it grows at its end and never moves, so that readers of what is there need not wait.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

namespace anyu {

/// A reserved run of addresses, made usable as it fills.
class Reserved {
 public:
  Reserved() = default;
  ~Reserved();
  Reserved(Reserved&& other) noexcept { swap(other); }
  Reserved& operator=(Reserved&& other) noexcept { swap(other); return *this; }

  std::byte* data() const { return data_; }
  std::size_t usable() const { return usable_; }
  /// Makes the first `bytes` usable. Where no memory is left, throws std::bad_alloc.
  void grow(std::size_t bytes);

 private:
  void swap(Reserved& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(usable_, other.usable_);
  }

  std::byte* data_ = nullptr;
  std::size_t usable_ = 0;
};

/// Values of one kind, one after another.
///
/// Threads  one writer appends and overwrites what no reader looks at; any number of readers.
template <class T>
class Column {
 public:
  std::size_t size() const { return size_; }
  const T* data() const { return reinterpret_cast<const T*>(memory_.data()); }
  T operator[](std::size_t i) const { return data()[i]; }
  void set(std::size_t i, T value) { reinterpret_cast<T*>(memory_.data())[i] = value; }
  /// Fixes where the column stands, before its first value.
  void reserve() { memory_.grow(sizeof(T)); }
  void push_back(T value) {
    if ((size_ + 1) * sizeof(T) > memory_.usable()) memory_.grow((size_ + 1) * sizeof(T));
    set(size_++, value);
  }

 private:
  Reserved memory_;
  std::size_t size_ = 0;
};

/// Stands in a column where there is no value.
constexpr std::int32_t no_value = std::numeric_limits<std::int32_t>::min();

/// The numbers of one field, in as few bytes as its bounds need. The least number of a width stands for no value.
class FieldColumn {
 public:
  enum class Width : std::uint8_t { none, one, two, four };

  FieldColumn() = default;
  /// The narrowest width that holds these numbers.
  FieldColumn(std::int64_t least, std::int64_t most) : width_(width_for(least, most)) {}

  Width width() const { return width_; }
  const std::int8_t* ones() const { return ones_.data(); }
  const std::int16_t* twos() const { return twos_.data(); }
  const std::int32_t* fours() const { return fours_.data(); }

  std::int32_t operator[](std::size_t i) const {
    switch (width_) {
      case Width::none: return no_value;
      case Width::one: return ones_[i] == std::numeric_limits<std::int8_t>::min() ? no_value : ones_[i];
      case Width::two: return twos_[i] == std::numeric_limits<std::int16_t>::min() ? no_value : twos_[i];
      case Width::four: return fours_[i];
    }
    return no_value;
  }

  /// Whether the value can be kept in this width.
  bool holds(std::int32_t value) const;
  /// Makes room for wider values. REQUIRES that nobody reads.
  void widen(std::int32_t value);
  void reserve() {
    if (width_ == Width::one) ones_.reserve();
    if (width_ == Width::two) twos_.reserve();
    if (width_ == Width::four) fours_.reserve();
  }
  void push_back(std::int32_t value);
  void set(std::size_t i, std::int32_t value);

 private:
  static Width width_for(std::int64_t least, std::int64_t most);

  Width width_ = Width::none;
  Column<std::int8_t> ones_;
  Column<std::int16_t> twos_;
  Column<std::int32_t> fours_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
