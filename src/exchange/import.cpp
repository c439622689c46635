// One import: what fits which part of the mapping, in which order, and what became of it.
#include "exchange/import.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <filesystem>

#include "exchange/intake.h"

namespace anyu {

namespace {

struct Reading {
  const FilePart* part;
  std::string file;
  CsvReader csv;
};

/// Every file with every part it fits, opened and checked: what is wrong with a whole file is told before a line is kept.
Result<std::vector<Reading>> readings_of(const Catalog& catalog, const Mapping& mapping, const std::vector<std::string>& files) {
  std::vector<Reading> readings;
  std::vector<bool> used(files.size(), false);
  for (const FilePart& part : mapping.files)
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (::fnmatch(part.name.c_str(), std::filesystem::path(files[i]).filename().c_str(), 0) != 0) continue;
      used[i] = true;
      auto csv = CsvReader::open(files[i]);
      if (!csv) return csv.error();
      const auto missing = missing_columns(part, catalog, *csv);
      if (!missing.empty())
        return invalid("{} 没有这些列:{};它有:{}", "{} does not have these columns: {}; it has: {}", files[i], fmt::join(missing, ", "),
                       fmt::join(csv->header(), ", "));
      readings.push_back({&part, files[i], std::move(*csv)});
    }
  for (std::size_t i = 0; i < files.size(); ++i)
    if (!used[i]) return invalid("{}:{} 里没有一个 [[file]] 的名称与它相合", "{}: no [[file]] of {} has a name that fits", files[i], mapping.file);
  return readings;
}

}  // namespace

std::vector<std::string> missing_columns(const FilePart& part, const Catalog& catalog, const CsvReader& csv) {
  std::vector<std::string> missing;
  const auto need = [&](const std::string& name) {
    if (!csv.column(name) && std::find(missing.begin(), missing.end(), name) == missing.end()) missing.push_back(name);
  };
  for (const auto& [target, origin] : part.targets)
    for (const auto& column : origin.columns) need(column);
  for (const auto& [column, texts] : part.only) need(column);
  if (part.order) need(*part.order);
  if (part.type_column) need(*part.type_column);
  for (const RecordPart& record : part.records)
    for (std::size_t i = 0; i < catalog.types[record.type].fields.size(); ++i)
      if (record.fields[i])
        for (const auto& column : record.fields[i]->columns) need(column);
  return missing;
}

std::vector<std::string> unread_columns(const FilePart& part, const CsvReader& csv) {
  std::vector<std::string> read;
  for (const auto& [target, origin] : part.targets) read.insert(read.end(), origin.columns.begin(), origin.columns.end());
  for (const auto& [column, texts] : part.only) read.push_back(column);
  if (part.order) read.push_back(*part.order);
  if (part.type_column) read.push_back(*part.type_column);
  for (const RecordPart& record : part.records)
    for (const auto& origin : record.fields)
      if (origin) read.insert(read.end(), origin->columns.begin(), origin->columns.end());
  std::vector<std::string> unread;
  for (const std::string& name : csv.header())
    if (std::find(read.begin(), read.end(), name) == read.end()) unread.push_back(name);
  return unread;
}

Batch Intake::heading(const std::string& file) const {
  return {options.now, options.user, "import " + std::filesystem::path(file).filename().string(), "import", {}};
}

FileReport ImportReport::total() const {
  FileReport sum;
  for (const FileReport& one : files) {
    sum.rows += one.rows;
    sum.passed_over += one.passed_over;
    sum.added += one.added;
    sum.corrected += one.corrected;
    sum.unchanged += one.unchanged;
    sum.rejected += one.rejected;
    sum.unlinked += one.unlinked;
  }
  return sum;
}

Result<ImportReport> import(Store& store, const Catalog& catalog, const Mapping& mapping, const std::vector<std::string>& files,
                            const ImportOptions& options) {
  auto readings = readings_of(catalog, mapping, files);
  if (!readings) return readings.error();
  std::int64_t total = 0;
  Rejects rejects(options.rejected_folder);
  for (const Reading& one : *readings)
    for (const Reading& other : *readings)
      if (rejects.path_for(one.file) == other.file)
        return invalid("{} 要写被退回的 {} 的行,不能同时作为输入;请给它改名", "{} is where rejected lines of {} go, and cannot be read at the same time: rename it", other.file, one.file);
  for (const Reading& reading : *readings) {
    total += static_cast<std::int64_t>(reading.csv.bytes());
    rejects.forget(reading.file);
  }
  Pulse pulse(options.progress, total);
  Intake intake{store, catalog, options, rejects, pulse};
  intake.today = day_of(options.now);
  auto units = store.units();
  if (!units) return units.error();
  for (Unit& unit : *units) intake.units.emplace(unit.code, unit);
  auto done = store.each_keyed_person([&](std::string_view key, const Person& person) {
    intake.persons.add(intake.hasher.of(key), {person.id, 0, intake.place_of_unit(person.unit), 0});
    pulse.beat();
  });
  if (!done) return done.error();

  ImportReport report;
  for (Reading& reading : *readings) {
    FileReport one;
    one.file = reading.file;
    one.kind = reading.part->kind;
    one.unread = unread_columns(*reading.part, reading.csv);
    ++intake.part;
    const auto take = one.kind == FilePart::Kind::units ? take_units : one.kind == FilePart::Kind::persons ? take_persons : take_records;
    done = take(intake, *reading.part, reading.file, reading.csv, one);
    if (!done) return done.error();
    intake.bytes_before += static_cast<std::int64_t>(reading.csv.bytes());
    report.files.push_back(std::move(one));
  }
  if (done = rejects.close(); !done) return done.error();
  pulse.finish();
  return report;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
