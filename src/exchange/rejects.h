// The lines that could not be taken in, each with its reason, in a file beside the one they came from.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "exchange/csv.h"

namespace anyu {

/// One of these serves a whole import: a file that is read twice has one list.
class Rejects {
 public:
  /// `folder` empty: beside the file.
  explicit Rejects(std::string folder) : folder_(std::move(folder)) {}

  /// Where this file's list goes: persons.csv, persons.rejected.csv.
  std::string path_for(const std::string& file) const;
  /// Takes away the list of an earlier time. Call before anything is rejected.
  void forget(const std::string& file) const;

  /// Errors  unavailable.
  Done add(const std::string& file, const CsvReader& csv, const CsvRow& row, const Words& reason);
  /// Errors  unavailable, where a list was not written whole.
  Done close();

 private:
  std::string folder_;
  std::map<std::string, CsvWriter> open_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
