// Checking packs whole.
#include "cases/check_pack.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "cases/examples.h"
#include "cases/run_case.h"

namespace anyu {

namespace fs = std::filesystem;

std::size_t run_cases(const std::string& folder, const Catalog& catalog, Findings& findings) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == ".case") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& path : files) {
    std::ifstream file(path, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    run_case(text, (path.parent_path().filename() / path.filename()).generic_string(), catalog, findings);
  }
  return files.size();
}

PackCheck check_packs(const std::vector<std::string>& paths) {
  PackReading reading = read_packs(paths);
  PackCheck check{std::move(reading.catalog), std::move(reading.findings)};
  if (check.findings.any_fault()) return check;
  run_examples(check.catalog, check.findings);
  for (const Indicator& indicator : check.catalog.indicators) check.examples += indicator.examples.size();
  for (const Scheme& scheme : check.catalog.schemes)
    for (const Item& item : scheme.items) check.examples += item.examples.size();
  for (const std::string& path : paths) {
    check.cases += run_cases((fs::path(path) / "cases").string(), check.catalog, check.findings);
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(path, error))
      if (entry.is_directory() && fs::exists(entry.path() / "pack.toml")) check.cases += run_cases((entry.path() / "cases").string(), check.catalog, check.findings);
  }
  return check;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
