// One text in the two languages people read here.
#pragma once

#include <string>
#include <string_view>

namespace anyu {

enum class Language { zh, en };

/// "zh", "zh-CN,zh;q=0.9", "zh_CN.UTF-8" → zh; everything else → en.
Language language_of(std::string_view tag);

/// A text in Chinese and English. Screens and error messages show the reader's.
struct Words {
  std::string zh;
  std::string en;

  const std::string& in(Language language) const { return language == Language::zh ? zh : en; }
  bool operator==(const Words&) const = default;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
