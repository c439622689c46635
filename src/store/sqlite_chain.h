// The chain of changes: its end, what is linked to it, and any change read back.
#pragma once

#include <string>
#include <vector>

#include "base/digest.h"
#include "store/database.h"
#include "store/store.h"

namespace anyu {

/// Threads  one at a time, as its database.
class ChainRows {
 public:
  ChainRows(const Database& database, const Catalog& catalog) : database_(database), catalog_(catalog) {}
  /// Prepares, and reads where the chain ends.
  Done prepare();

  ChangeNumber last_change() const { return last_change_; }

  /// Links `count` lines of a batch. The end stays where it was until `advance`.
  Result<Hash> link(const Batch& batch, const std::string& lines, ChangeNumber count);
  /// Moves the end on, once what was linked is kept for good.
  void advance(const Hash& head, ChangeNumber count);

  /// A change as its line tells it.
  /// Errors  not_found; invalid, where the line is not what this version writes.
  Result<Change> change(ChangeNumber number) const;
  /// Changes after that one, in order, at most `limit`.
  Result<std::vector<Change>> after(ChangeNumber number, std::size_t limit) const;
  Result<ChangeNumber> last_before(Moment moment) const;

 private:
  Result<Change> read(std::string_view line, ChangeNumber number, const Statement& heading) const;

  const Database& database_;
  const Catalog& catalog_;
  Statement add_;
  ChangeNumber last_change_ = 0;
  Hash head_{};
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
