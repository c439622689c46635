// Many places at once where a formula is evaluated, and the many values it has there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "measure/book.h"

namespace anyu {

/// Memory for the values of one evaluation: taken piece by piece, given back all at once.
class Arena {
 public:
  template <class T>
  T* take(std::size_t count) {
    return reinterpret_cast<T*>(bytes(count * sizeof(T)));
  }
  void reset() {
    block_ = 0;
    used_ = 0;
  }

 private:
  std::byte* bytes(std::size_t size) {
    size = (size + 15) / 16 * 16;
    while (block_ < blocks_.size() && used_ + size > blocks_[block_].size) {
      ++block_;
      used_ = 0;
    }
    if (block_ == blocks_.size()) {
      const std::size_t larger = size > block_size ? size : block_size;
      blocks_.push_back({std::unique_ptr<std::byte[]>(new std::byte[larger]), larger});
    }
    std::byte* start = blocks_[block_].data.get() + used_;
    used_ += size;
    return start;
  }

  static constexpr std::size_t block_size = std::size_t{1} << 18;
  struct Block {
    std::unique_ptr<std::byte[]> data;
    std::size_t size;
  };
  std::vector<Block> blocks_;
  std::size_t block_ = 0, used_ = 0;
};

/// The places: for each, whose formula it is, the anchor, and the record at hand.
struct Frame {
  std::size_t size = 0;
  const SubjectIndex* subject = nullptr;      ///< the anchor's own
  const Row* anchor = nullptr;                ///< nothing where the anchors are no records
  TypeIndex anchor_type = 0;
  const Row* row = nullptr;                   ///< the record at hand: the anchor, or what a query looks at
  const SubjectIndex* row_subject = nullptr;  ///< whose it is
  TypeIndex type = 0;
  const std::int32_t* at = nullptr;           ///< the last day of the period
};

/// A range for each place (evaluate.h tells what ranges mean). Where both arrays are one, all are known.
struct Values {
  const std::int64_t* least = nullptr;
  const std::int64_t* most = nullptr;

  bool all_known() const { return least == most; }
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
