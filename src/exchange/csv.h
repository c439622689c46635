// Comma-separated files, as spreadsheets and other systems write them: read row by row, and written so that they can be
// read again.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace anyu {

/// One row. The views hold until the next row is read.
struct CsvRow {
  std::int64_t line = 0;                 ///< where it begins, counted from 1
  std::vector<std::string_view> fields;  ///< without their quotation marks, as UTF-8
  std::optional<Words> fault;            ///< why it cannot be read; the fields are then what could be made of it
};

/// Where a row begins, to come back to it.
struct CsvPlace {
  std::size_t byte = 0;
  std::int64_t line = 1;
};

/// Reads RFC 4180 with what happens in practice: line ends of every kind, a byte order mark, line breaks within quotation
/// marks, GB18030 where the file is not UTF-8, and ="…", which keeps long numbers whole in a spreadsheet.
///
/// Shape    the first row is the header. Empty lines are passed over.
/// Errors   a quotation mark that is never closed spoils its line, not the rest of the file.
/// Threads  one at a time.
class CsvReader {
 public:
  /// Errors  unavailable (cannot be read), invalid (no header, a column name twice, UTF-16).
  static Result<CsvReader> open(const std::string& path);
  CsvReader(CsvReader&&) noexcept;
  CsvReader& operator=(CsvReader&&) noexcept;
  ~CsvReader();

  const std::vector<std::string>& header() const;
  std::optional<std::size_t> column(std::string_view name) const;
  bool is_gb18030() const;

  /// False at the end of the file.
  bool next(CsvRow& row);
  /// Where the next row begins.
  CsvPlace place() const;
  void go_to(CsvPlace place);
  std::size_t bytes() const;

 private:
  struct Inside;
  explicit CsvReader(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

/// Writes UTF-8 with a byte order mark, so that a spreadsheet shows Chinese. Numbers of 12 digits and more (identity
/// numbers, unit codes) and texts that a spreadsheet would take for a formula are written as ="…", which it leaves alone.
class CsvWriter {
 public:
  /// Errors  unavailable.
  static Result<CsvWriter> create(const std::string& path);
  CsvWriter(CsvWriter&&) noexcept;
  CsvWriter& operator=(CsvWriter&&) noexcept;
  ~CsvWriter();

  CsvWriter& add(std::string_view field);
  void end_row();
  /// Errors  unavailable, where any byte could not be written.
  Done close();

 private:
  struct Inside;
  explicit CsvWriter(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
