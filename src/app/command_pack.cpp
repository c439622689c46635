// anyu pack check: the same words for an author as for the server. anyu language: the register as a page.
#include <fmt/format.h>

#include <algorithm>

#include "app/commands.h"
#include "app/terminal.h"
#include "cases/check_pack.h"
#include "pack/formula/functions.h"

namespace anyu {

int run_pack_check(const std::vector<std::string>& paths) {
  const PackCheck check = check_packs(paths);
  const Language language = terminal_language();
  for (const Finding& finding : check.findings.all())
    fmt::print(finding.severity == Finding::Severity::fault ? stderr : stdout, "{}\n", text_of(finding, language));
  if (check.findings.any_fault()) {
    const auto faults = std::count_if(check.findings.all().begin(), check.findings.all().end(),
                                      [](const Finding& finding) { return finding.severity == Finding::Severity::fault; });
    return refuse(invalid("内容包有{}处错误,不予采用", "the pack is refused: {} faults", faults));
  }
  const Catalog& catalog = check.catalog;
  say({fmt::format("无误:{}个记录类型,{}个指标,{}个计划,{}张考核表;{}个算例和{}个案例都对", catalog.types.size(), catalog.indicators.size(),
                   catalog.schedules.size(), catalog.schemes.size(), check.examples, check.cases),
       fmt::format("Sound: {} record types, {} indicators, {} schedules, {} sheets; {} examples and {} cases come out as they say", catalog.types.size(),
                   catalog.indicators.size(), catalog.schedules.size(), catalog.schemes.size(), check.examples, check.cases)});
  return done;
}

int run_language() {
  fmt::print("{}", formula::reference());
  return done;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
