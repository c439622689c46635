// Which keys are known: a small table that five million of them fit into.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/record.h"

namespace anyu {

/// A key as 128 bits of SipHash under a key of this run, so that nobody can make two keys meet.
struct KeyHash {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  bool operator==(const KeyHash&) const = default;
};

class KeyHasher {
 public:
  KeyHasher();
  KeyHash of(std::string_view bytes) const;

 private:
  unsigned char secret_[16];
};

/// The bytes of what a row says, to be compared by their hash.
class Content {
 public:
  Content& add(std::int64_t number) {
    bytes_ += 'n';
    bytes_.append(reinterpret_cast<const char*>(&number), sizeof number);
    return *this;
  }
  Content& add(std::string_view text) {
    add(static_cast<std::int64_t>(text.size()));
    bytes_.append(text);
    return *this;
  }
  Content& add(const FieldValue& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return add(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return add(std::string_view(*text));
    bytes_ += 'm';
    bytes_ += static_cast<char>(std::get<Missing>(value));
    return *this;
  }
  Content& add(const std::optional<Day>& day) {
    if (day) return add(std::int64_t{day->number});
    bytes_ += 'm';
    return *this;
  }
  std::uint64_t hash(const KeyHasher& hasher) const { return hasher.of(bytes_).low; }
  void clear() { bytes_.clear(); }

 private:
  std::string bytes_;
};

/// Entries by key, in the order in which they came; an entry keeps its place.
///
/// Shape  16 bytes and the entry for each key, and 4 to 12 bytes of slots.
template <class Entry>
class KeyTable {
 public:
  using Place = std::uint32_t;
  static constexpr Place nowhere = 0xFFFFFFFF;

  Place find(const KeyHash& key) const {
    if (slots_.empty()) return nowhere;
    for (std::size_t at = key.low & mask();; at = (at + 1) & mask()) {
      if (slots_[at] == 0) return nowhere;
      if (keys_[slots_[at] - 1] == key) return slots_[at] - 1;
    }
  }

  Place add(const KeyHash& key, Entry entry) {
    if ((keys_.size() + 1) * 3 > slots_.size() * 2) grow();
    keys_.push_back(key);
    entries_.push_back(std::move(entry));
    lay(key, static_cast<Place>(keys_.size()));
    return static_cast<Place>(keys_.size() - 1);
  }

  Entry& operator[](Place place) { return entries_[place]; }
  std::size_t size() const { return keys_.size(); }

 private:
  std::size_t mask() const { return slots_.size() - 1; }
  void lay(const KeyHash& key, Place number) {
    std::size_t at = key.low & mask();
    while (slots_[at] != 0) at = (at + 1) & mask();
    slots_[at] = number;
  }
  void grow() {
    const std::size_t size = slots_.empty() ? 1024 : slots_.size() * 2;
    slots_.assign(size, 0);
    for (std::size_t i = 0; i < keys_.size(); ++i) lay(keys_[i], static_cast<Place>(i + 1));
  }

  std::vector<KeyHash> keys_;
  std::vector<Entry> entries_;
  std::vector<Place> slots_;  ///< place + 1; 0: free
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
