// What the columns of somebody else's files mean here: one mapping for a set of files, written as TOML.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pack/catalog.h"

namespace anyu {

/// Where one value comes from: a column, a fixed text, or a reason why there is none.
struct Origin {
  std::vector<std::string> columns;  ///< several are joined with ':' (keys only)
  std::optional<std::string> fixed;
  std::optional<Missing> missing;
  std::string prefix;                                     ///< set before the text …
  std::size_t pad = 0;                                    ///< … after it was filled up with zeros to this length
  std::map<std::string, std::string, std::less<>> codes;  ///< text in the file to text here; "?not_done" is a reason
};

/// How the rows of one record type fill its fields.
struct RecordPart {
  TypeIndex type = 0;
  std::vector<std::optional<Origin>> fields;  ///< in the order of the type; nothing: the file does not speak of it
};

/// What one kind of row in one kind of file becomes. The same file may be read by several parts.
struct FilePart {
  enum class Kind : std::uint8_t { units, persons, records };  // in the order in which they are taken in

  std::string name;     ///< of the file, with * and ?
  Kind kind = Kind::records;
  std::string source;   ///< set before keys, so that two systems' number 17 stay apart; empty: keys as they are
  std::string persons;  ///< the source whose keys name persons
  std::map<std::string, Origin, std::less<>> targets;
  std::vector<std::string> absent = {""};                   ///< texts that mean: nothing is written here
  std::map<std::string, Missing, std::less<>> reasons;      ///< texts that say why there is nothing
  std::optional<Day> days_from;                             ///< days are numbers counted from here
  std::map<std::string, std::vector<std::string>> only;     ///< rows whose column holds one of these; others are passed over
  std::optional<std::string> order;                         ///< rows are taken in the order of this column's whole numbers
  bool mutual = false;                                      ///< a partner named here names this person in turn
  std::optional<std::string> type_column;                   ///< where rows are of several types
  std::map<std::string, std::size_t, std::less<>> types;    ///< its texts, to `records`
  std::vector<RecordPart> records;
};

struct Mapping {
  std::string file;  ///< where it was read
  std::vector<FilePart> files;
};

struct MappingReading {
  Mapping mapping;
  Findings findings;  ///< with a fault among them the mapping is not to be used
};

/// Reads a mapping and holds it against the catalog.
///
/// Source  docs/how-to/import.md tells every key.
MappingReading read_mapping(const std::string& path, const Catalog& catalog);
MappingReading parse_mapping(std::string_view text, const std::string& shown_as, const Catalog& catalog);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
