// Reading a language tag.
#include "base/words.h"

namespace anyu {

Language language_of(std::string_view tag) {
  const bool chinese = tag.size() >= 2 && (tag[0] == 'z' || tag[0] == 'Z') && (tag[1] == 'h' || tag[1] == 'H');
  return chinese ? Language::zh : Language::en;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
