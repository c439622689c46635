// What is at hand while one file is taken in: the county as it is known so far, and where good and bad lines go.
#pragma once

#include <chrono>
#include <map>
#include <unordered_map>

#include "exchange/cell.h"
#include "exchange/import.h"
#include "exchange/key_table.h"
#include "exchange/rejects.h"

namespace anyu {

/// What is needed of a person to lay records on her.
struct KnownPerson {
  PersonId id = 0;            ///< 0: in a batch on its way
  std::uint64_t content = 0;  ///< of what the mapping speaks of
  std::uint32_t unit = 0;     ///< place in `unit_codes`
  std::uint16_t part = 0;     ///< the reading in which its row was seen; 0: none
};

/// Calls the progress back when it is time.
class Pulse {
 public:
  Pulse(Progress progress, std::int64_t total) : progress_(std::move(progress)), total_(total) {}
  void at(std::int64_t done) {
    done_ = done;
    beat();
  }
  void beat() {
    const auto now = std::chrono::steady_clock::now();
    if (!progress_ || now - last_ < std::chrono::milliseconds(60)) return;
    last_ = now;
    progress_(std::min(done_, total_), total_);
  }
  void finish() const {
    if (progress_) progress_(total_, total_);
  }

 private:
  Progress progress_;
  std::int64_t total_;
  std::int64_t done_ = 0;
  std::chrono::steady_clock::time_point last_{};
};

struct Intake {
  Store& store;
  const Catalog& catalog;
  const ImportOptions& options;
  Rejects& rejects;
  Pulse& pulse;
  KeyHasher hasher{};
  Day today{};
  std::uint16_t part = 0;           ///< counts readings of a file
  std::int64_t bytes_before = 0;    ///< read in earlier files
  std::map<UnitCode, Unit> units{};
  std::unordered_map<UnitCode, std::uint32_t> unit_places{};
  std::vector<UnitCode> unit_codes{};
  KeyTable<KnownPerson> persons{};

  std::uint32_t place_of_unit(const UnitCode& code) {
    const auto [at, fresh] = unit_places.emplace(code, static_cast<std::uint32_t>(unit_codes.size()));
    if (fresh) unit_codes.push_back(code);
    return at->second;
  }
  Batch heading(const std::string& file) const;
};

/// "his:17", or the key as it is where the mapping names no source.
inline void make_key(std::string& into, const std::string& source, std::string_view key) {
  into = source;
  if (!source.empty()) into += ':';
  into += key;
}

// One for each kind of file. Errors: of the store, never of a line.
Done take_units(Intake& intake, const FilePart& part, const std::string& file, CsvReader& csv, FileReport& report);
Done take_persons(Intake& intake, const FilePart& part, const std::string& file, CsvReader& csv, FileReport& report);
Done take_records(Intake& intake, const FilePart& part, const std::string& file, CsvReader& csv, FileReport& report);

/// The columns the part needs and the file does not have.
std::vector<std::string> missing_columns(const FilePart& part, const Catalog& catalog, const CsvReader& csv);
/// The columns the file has and the part does not speak of.
std::vector<std::string> unread_columns(const FilePart& part, const CsvReader& csv);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
