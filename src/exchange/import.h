// Files of another system taken in: every good line kept as a change, every bad one told with its reason.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "exchange/mapping.h"
#include "store/store.h"

namespace anyu {

struct ImportOptions {
  std::size_t batch = 20000;    ///< writes in one transaction
  Moment now{};                 ///< the moment of the changes; no service lies after its day
  std::string user;             ///< who imports
  std::string rejected_folder;  ///< where FILE.rejected.csv goes; empty: beside the file
  Progress progress;            ///< bytes read, of how many; at least five times a second
};

/// What became of the rows of one file by one part of the mapping.
struct FileReport {
  std::string file;
  FilePart::Kind kind = FilePart::Kind::records;
  std::int64_t rows = 0;
  std::int64_t passed_over = 0;  ///< by `only`
  std::int64_t added = 0;
  std::int64_t corrected = 0;    ///< known by their key, with other content
  std::int64_t unchanged = 0;    ///< known by their key, with the same content
  std::int64_t rejected = 0;     ///< told in the list
  std::int64_t unlinked = 0;     ///< persons taken in without a link that leads to nobody; told in the list too
  std::vector<std::string> unread;  ///< columns the mapping does not speak of
  std::string rejected_file;        ///< empty: no line was rejected
};

struct ImportReport {
  std::vector<FileReport> files;  ///< units, persons, records; in each the order of the mapping

  FileReport total() const;
};

/// Takes files in by a mapping. A key that is known is compared: the same content changes nothing, other content becomes
/// a correction whose why is "import"; what the mapping does not speak of stays as it is.
///
/// Shape    `files` are paths; each is read by every part of the mapping whose name fits.
/// Errors   invalid: a file no part is for, a column that is not there (nothing was written); unavailable: disk full, and
///          conflict: someone changed a record meanwhile (what was kept before stays; importing again goes on from there).
Result<ImportReport> import(Store& store, const Catalog& catalog, const Mapping& mapping, const std::vector<std::string>& files,
                            const ImportOptions& options);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
