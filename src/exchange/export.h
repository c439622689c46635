// The whole county as comma-separated files, with the mapping that takes them in again.
#pragma once

#include <string>
#include <vector>

#include "store/store.h"

namespace anyu {

struct ExportOptions {
  bool with_identity = false;  ///< names, identity numbers, phones and addresses beside the rest of a person
  Progress progress;           ///< rows written, of how many changes the county has
};

struct ExportReport {
  struct File {
    std::string name;
    std::int64_t rows = 0;
  };
  std::vector<File> files;
};

/// Writes units.csv, persons.csv, records-TYPE.csv for every type that has any, and import.toml into a folder. Users are
/// not exported, nor is the chain: a correction comes back as what it made of the record.
///
/// Missing  a reason is written ?not_done, ?not_due, and ?not_recorded where a value is required; else an empty field.
/// Errors   unavailable.
Result<ExportReport> export_county(const Store& store, const Catalog& catalog, const std::string& folder, const ExportOptions& options);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
