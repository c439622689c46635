// What is wrong in a pack: where, in words, and how to mend it.
#pragma once

#include <string>
#include <vector>

#include "base/words.h"

namespace anyu {

struct Finding {
  enum class Severity { fault, warning };

  std::string file;  ///< relative to where the pack lies
  int line = 0;      ///< 0: the file as a whole
  Words says;        ///< what is wrong and, where it is known, the mend
  Severity severity = Severity::fault;
  std::size_t character = 0;  ///< of a formula, from 1; 0: the value as a whole
};

/// "indicators/maternal.toml:12: …", in one language.
std::string text_of(const Finding& finding, Language language);

/// All findings of one reading. A pack with a fault is refused whole; warnings are shown.
class Findings {
 public:
  void fault(std::string file, int line, Words says, std::size_t character = 0) {
    all_.push_back({std::move(file), line, std::move(says), Finding::Severity::fault, character});
  }
  void warning(std::string file, int line, Words says) { all_.push_back({std::move(file), line, std::move(says), Finding::Severity::warning, 0}); }
  const std::vector<Finding>& all() const { return all_; }
  std::vector<Finding>& all() { return all_; }
  bool any_fault() const;

 private:
  std::vector<Finding> all_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
