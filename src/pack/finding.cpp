// Findings, written for the one who mends them.
#include "pack/finding.h"

#include <fmt/format.h>

#include <algorithm>

namespace anyu {

std::string text_of(const Finding& finding, Language language) {
  const auto place = finding.line > 0 ? fmt::format("{}:{}", finding.file, finding.line) : finding.file;
  const bool warning = finding.severity == Finding::Severity::warning;
  if (language == Language::zh) return fmt::format("{}:{}{}", place, warning ? "提醒:" : "", finding.says.zh);
  return fmt::format("{}: {}{}", place, warning ? "warning: " : "", finding.says.en);
}

bool Findings::any_fault() const {
  return std::any_of(all_.begin(), all_.end(), [](const Finding& f) { return f.severity == Finding::Severity::fault; });
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
