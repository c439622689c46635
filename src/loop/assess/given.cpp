// Reading given figures, all faults at once.
#include "loop/assess/given.h"

#include "pack/read_scheme.h"

namespace anyu {

std::optional<Given> read_given_file(Table& file, const Scheme& scheme, Findings& findings) {
  const auto before = findings.all().size();
  Given given;
  if (auto table = file.table("given")) {
    given = read_given(*table, scheme.inputs);
  } else if (!file.has("given")) {
    file.fault({"缺少 [given]：在其下逐行写“输入项 = 值”，如 satisfaction_pct = \"86.5\"",
                "[given] is needed: under it one line `input = value` each, like satisfaction_pct = \"86.5\""});
  }
  file.done();
  for (auto i = before; i < findings.all().size(); ++i)
    if (findings.all()[i].severity == Finding::Severity::fault) return std::nullopt;
  return given;
}

std::optional<Given> read_given_file(const std::string& path, const std::string& shown_as, const Scheme& scheme,
                                     Findings& findings) {
  auto file = Table::read(path, shown_as, findings);
  if (!file) return std::nullopt;
  return read_given_file(*file, scheme, findings);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
