// One cell of a row, read as the mapping says: a text, a reason why there is none, or nothing at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/csv.h"
#include "exchange/mapping.h"

namespace anyu {

struct CellText {
  std::string_view text;          ///< until the next cell is read from the same reader
  std::optional<Missing> reason;  ///< why there is no text, where the file says so
  bool nothing = false;           ///< no text and no reason
};

/// Reads one target's cells.
///
/// Errors   invalid: a text that is not among the codes the mapping lists.
class CellReader {
 public:
  /// `origin` may be null: the file does not speak of this. `strict`: where the mapping lists codes, only those.
  CellReader(const FilePart& part, const Origin* origin, std::string target, bool strict);

  /// Finds the columns; what is not there is added to `missing`.
  void bind(const CsvReader& csv, std::vector<std::string>& missing);

  bool mapped() const { return origin_ != nullptr; }
  const std::string& name() const { return shown_; }  ///< of the column, for messages
  Result<CellText> read(const CsvRow& row);
  /// The text as it stands in the row; of several columns, the first.
  std::string_view raw(const CsvRow& row) const;
  /// The value a raw text stands for, when the mapping alone tells it.
  CellText meaning(std::string_view raw) const;

 private:
  Result<CellText> unknown(std::string_view raw) const;

  const FilePart* part_;
  const Origin* origin_;
  std::string target_;
  std::string shown_;
  bool strict_;
  std::vector<std::size_t> columns_;
  std::string made_;
};

/// Reads the cells of one field of a record type into values.
class FieldReader {
 public:
  FieldReader(const FilePart& part, const Field& field, const std::optional<Origin>& origin);
  void bind(const CsvReader& csv, std::vector<std::string>& missing) { cell_.bind(csv, missing); }
  bool mapped() const { return cell_.mapped(); }

  /// Errors  invalid: a value out of bounds or of the wrong kind; a required field with neither value nor reason.
  Result<FieldValue> read(const CsvRow& row);

 private:
  const FilePart* part_;
  const Field* field_;
  CellReader cell_;
  std::vector<std::pair<std::string, FieldValue>> known_;  ///< of codes: raw text to value
};

/// A day as files write it: a number where the mapping counts days, else 2025-03-01, 2025/3/1, 2025.3.1 or 20250301.
std::optional<Day> read_day(std::string_view text, const std::optional<Day>& days_from);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
