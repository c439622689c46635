// Writing FILE.rejected.csv.
#include "exchange/rejects.h"

#include <filesystem>

namespace anyu {

namespace fs = std::filesystem;

std::string Rejects::path_for(const std::string& file) const {
  const fs::path path(file);
  const auto folder = folder_.empty() ? path.parent_path() : fs::path(folder_);
  return (folder / (path.stem().string() + ".rejected.csv")).string();
}

void Rejects::forget(const std::string& file) const {
  std::error_code error;
  fs::remove(path_for(file), error);
}

Done Rejects::add(const std::string& file, const CsvReader& csv, const CsvRow& row, const Words& reason) {
  auto writer = open_.find(file);
  if (writer == open_.end()) {
    auto created = CsvWriter::create(path_for(file));
    if (!created) return created.error();
    writer = open_.emplace(file, std::move(*created)).first;
    writer->second.add("line").add("reason_zh").add("reason_en");
    for (const std::string& name : csv.header()) writer->second.add(name);
    writer->second.end_row();
  }
  writer->second.add(std::to_string(row.line)).add(reason.zh).add(reason.en);
  for (const auto field : row.fields) writer->second.add(field);
  writer->second.end_row();
  return {};
}

Done Rejects::close() {
  for (auto& [file, writer] : open_)
    if (auto done = writer.close(); !done) return done;
  open_.clear();
  return {};
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
