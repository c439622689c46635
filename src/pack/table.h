// One TOML table read key by key: what is asked for and missing, of the wrong kind or unknown becomes a finding.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "model/day.h"
#include "pack/finding.h"

namespace anyu {

/// A table of a TOML file, with the findings it adds to. Reading never stops at the first fault: what cannot be read
/// becomes a finding and an empty value.
///
/// Every key that was not asked for is a finding when `done()` is called.
class Table {
 public:
  /// The whole file, or nothing (and a finding) where it is not TOML.
  static std::optional<Table> read(const std::string& path, const std::string& shown_as, Findings& findings);
  static std::optional<Table> parse(std::string_view text, const std::string& shown_as, Findings& findings);

  Table(Table&&) noexcept;
  Table& operator=(Table&&) noexcept;
  ~Table();

  const std::string& file() const;
  int line() const;                         ///< where this table begins
  int line_of(std::string_view key) const;  ///< where that key's value stands; else where the table begins
  bool has(std::string_view key) const;
  std::vector<std::string> keys() const;    ///< all of them, in the order of the file

  // Each of these marks the key as known. The first group adds a finding when the key is not there.
  std::string text(std::string_view key);
  std::string id(std::string_view key);
  Words words(std::string_view key);
  Day day(std::string_view key);
  std::string one_of(std::string_view key, const std::vector<std::string>& choices);
  Decimal decimal(std::string_view key);
  std::int64_t whole(std::string_view key, std::int64_t least, std::int64_t most);

  std::optional<std::string> text_if(std::string_view key);
  std::optional<Words> words_if(std::string_view key);
  std::optional<std::string> one_of_if(std::string_view key, const std::vector<std::string>& choices);
  std::optional<Decimal> decimal_if(std::string_view key);
  std::optional<std::int64_t> whole_if(std::string_view key, std::int64_t least, std::int64_t most);
  bool flag(std::string_view key, bool otherwise);
  std::vector<std::string> texts(std::string_view key);         ///< an array of texts; empty when absent
  std::vector<std::int64_t> wholes(std::string_view key);       ///< an array of whole numbers; empty when absent
  std::optional<Table> table(std::string_view key);             ///< a table within; nothing when absent
  std::vector<Table> tables(std::string_view key);              ///< an array of tables; empty when absent
  /// A scalar of any kind as its text: "86.5", "true", "weak", "2". Nothing (and a finding) for a float, which is not
  /// exact: decimals are written as texts.
  std::optional<std::string> scalar(std::string_view key);

  void fault(Words says) const;
  void fault(std::string_view key, Words says, std::size_t character = 0) const;
  void warning(std::string_view key, Words says) const;

  /// Adds a finding for every key nobody asked for, with the nearest known one.
  void done();

 private:
  struct Inside;
  explicit Table(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
