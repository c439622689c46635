// Reading TOML with toml++, gathering findings instead of stopping.
#include "pack/table.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "base/text.h"

namespace anyu {

struct Table::Inside {
  std::shared_ptr<const toml::table> root;  // keeps the file alive
  const toml::table* here;
  std::string file;
  Findings* findings;
  std::set<std::string, std::less<>> asked;

  const toml::node* node(std::string_view key) {
    asked.emplace(key);
    return here->get(key);
  }
};

Table::Table(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Table::Table(Table&&) noexcept = default;
Table& Table::operator=(Table&&) noexcept = default;
Table::~Table() = default;

std::optional<Table> Table::read(const std::string& path, const std::string& shown_as, Findings& findings) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    findings.fault(shown_as, 0, {"无法读取此文件", "this file cannot be read"});
    return std::nullopt;
  }
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return parse(text, shown_as, findings);
}

std::optional<Table> Table::parse(std::string_view text, const std::string& shown_as, Findings& findings) {
  constexpr std::size_t largest = 4u << 20;
  if (text.size() > largest) {
    findings.fault(shown_as, 0, {"文件超过4 MB", "the file is larger than 4 MB"});
    return std::nullopt;
  }
  try {
    auto root = std::make_shared<const toml::table>(toml::parse(text, shown_as));
    auto inside = std::make_unique<Inside>();
    inside->here = root.get();
    inside->root = std::move(root);
    inside->file = shown_as;
    inside->findings = &findings;
    return Table(std::move(inside));
  } catch (const toml::parse_error& error) {
    findings.fault(shown_as, static_cast<int>(error.source().begin.line),
                   {fmt::format("不是合法的TOML:{}", error.description()), fmt::format("not valid TOML: {}", error.description())});
    return std::nullopt;
  }
}

const std::string& Table::file() const { return inside_->file; }
int Table::line() const { return static_cast<int>(inside_->here->source().begin.line); }

int Table::line_of(std::string_view key) const {
  const toml::node* node = inside_->here->get(key);
  return node ? static_cast<int>(node->source().begin.line) : line();
}

bool Table::has(std::string_view key) const { return inside_->here->get(key) != nullptr; }

std::vector<std::string> Table::keys() const {
  std::vector<std::pair<std::uint32_t, std::string>> placed;
  for (const auto& [key, node] : *inside_->here) placed.emplace_back(key.source().begin.line * 1000 + key.source().begin.column, std::string(key.str()));
  std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> keys;
  for (auto& [place, key] : placed) keys.push_back(std::move(key));
  return keys;
}

void Table::fault(Words says) const { inside_->findings->fault(inside_->file, line(), std::move(says)); }
void Table::fault(std::string_view key, Words says, std::size_t character) const { inside_->findings->fault(inside_->file, line_of(key), std::move(says), character); }
void Table::warning(std::string_view key, Words says) const { inside_->findings->warning(inside_->file, line_of(key), std::move(says)); }

namespace {

Words needed(std::string_view key) {
  return {fmt::format("缺少“{}”", key), fmt::format("'{}' is needed here", key)};
}

Words not_a(std::string_view key, std::string_view zh, std::string_view en) {
  return {fmt::format("“{}”应是{}", key, zh), fmt::format("'{}' must be {}", key, en)};
}

}  // namespace

std::optional<std::string> Table::text_if(std::string_view key) {
  const toml::node* node = inside_->node(key);
  if (!node) return std::nullopt;
  if (const auto* value = node->as_string()) return std::string(trimmed(value->get()));
  fault(key, not_a(key, "带引号的文字", "a text in quotation marks"));
  return std::nullopt;
}

std::string Table::text(std::string_view key) {
  if (!has(key)) fault(needed(key));
  auto value = text_if(key);
  if (value && value->empty()) fault(key, {fmt::format("“{}”不能为空", key), fmt::format("'{}' is empty", key)});
  return value.value_or("");
}

std::string Table::id(std::string_view key) {
  auto value = text(key);
  if (!value.empty() && !is_id(value))
    fault(key, {fmt::format("“{}”应由小写字母、数字和下划线组成,并以字母开头,不能是“{}”", key, value),
                fmt::format("'{}' must be lower-case letters, digits and underscores beginning with a letter, not '{}'", key, value)});
  return value;
}

std::optional<Words> Table::words_if(std::string_view key) {
  const toml::node* node = inside_->node(key);
  if (!node) return std::nullopt;
  const auto* pair = node->as_table();
  const auto zh = pair ? (*pair)["zh"].value<std::string>() : std::nullopt;
  const auto en = pair ? (*pair)["en"].value<std::string>() : std::nullopt;
  if (!zh || !en || pair->size() != 2 || zh->empty() || en->empty()) {
    fault(key, not_a(key, "中英文一对:{ zh = \"…\", en = \"…\" }", "a pair { zh = \"…\", en = \"…\" } with both languages"));
    return std::nullopt;
  }
  return Words{*zh, *en};
}

Words Table::words(std::string_view key) {
  if (!has(key)) fault(needed(key));
  return words_if(key).value_or(Words{});
}

Day Table::day(std::string_view key) {
  const toml::node* node = inside_->node(key);
  if (!node) {
    fault(needed(key));
    return {};
  }
  if (const auto* date = node->as_date()) return Day::of(date->get().year, date->get().month, date->get().day);
  if (const auto* value = node->as_string())
    if (const auto day = Day::parse(value->get())) return *day;
  fault(key, not_a(key, "日期,如 2026-01-01", "a day like 2026-01-01"));
  return {};
}

std::optional<std::string> Table::one_of_if(std::string_view key, const std::vector<std::string>& choices) {
  auto value = text_if(key);
  if (!value) return std::nullopt;
  if (std::find(choices.begin(), choices.end(), *value) != choices.end()) return value;
  const auto list = fmt::format("{}", fmt::join(choices, ", "));
  fault(key, {fmt::format("“{}”只能是 {} 之一,不能是“{}”", key, list, *value),
              fmt::format("'{}' must be one of {}, not '{}'", key, list, *value)});
  return std::nullopt;
}

std::string Table::one_of(std::string_view key, const std::vector<std::string>& choices) {
  if (!has(key))
    fault({fmt::format("缺少“{}”:请在 {} 中选定,系统不会代为猜测", key, fmt::join(choices, ", ")),
           fmt::format("'{}' is needed here: choose one of {}; it is never guessed", key, fmt::join(choices, ", "))});
  return one_of_if(key, choices).value_or("");
}

std::optional<Decimal> Table::decimal_if(std::string_view key) {
  const toml::node* node = inside_->node(key);
  if (!node) return std::nullopt;
  if (const auto* whole = node->as_integer()) return Decimal(whole->get());
  if (const auto* value = node->as_string())
    if (auto decimal = Decimal::parse(trimmed(value->get()))) return decimal;
  fault(key, not_a(key, "带引号的十进制数,如 \"86.5\"(这样0.1才真是0.1)", "a decimal in quotation marks, like \"86.5\" (so that 0.1 stays 0.1)"));
  return std::nullopt;
}

Decimal Table::decimal(std::string_view key) {
  if (!has(key)) fault(needed(key));
  return decimal_if(key).value_or(Decimal());
}

std::optional<std::int64_t> Table::whole_if(std::string_view key, std::int64_t least, std::int64_t most) {
  const toml::node* node = inside_->node(key);
  if (!node) return std::nullopt;
  const auto* value = node->as_integer();
  if (!value || value->get() < least || value->get() > most) {
    fault(key, not_a(key, fmt::format("{}到{}之间的整数", least, most), fmt::format("a whole number from {} to {}", least, most)));
    return std::nullopt;
  }
  return value->get();
}

std::int64_t Table::whole(std::string_view key, std::int64_t least, std::int64_t most) {
  if (!has(key)) fault(needed(key));
  return whole_if(key, least, most).value_or(least);
}

bool Table::flag(std::string_view key, bool otherwise) {
  const toml::node* node = inside_->node(key);
  if (!node) return otherwise;
  if (const auto* value = node->as_boolean()) return value->get();
  fault(key, not_a(key, "true 或 false", "true or false"));
  return otherwise;
}

std::vector<std::string> Table::texts(std::string_view key) {
  std::vector<std::string> values;
  const toml::node* node = inside_->node(key);
  if (!node) return values;
  const auto* array = node->as_array();
  if (array)
    for (const toml::node& element : *array)
      if (const auto* value = element.as_string()) values.push_back(value->get());
  if (!array || values.size() != array->size()) fault(key, not_a(key, "文字的列表", "a list of texts"));
  return values;
}

std::vector<std::int64_t> Table::wholes(std::string_view key) {
  std::vector<std::int64_t> values;
  const toml::node* node = inside_->node(key);
  if (!node) return values;
  const auto* array = node->as_array();
  if (array)
    for (const toml::node& element : *array)
      if (const auto* value = element.as_integer()) values.push_back(value->get());
  if (!array || values.size() != array->size()) fault(key, not_a(key, "整数的列表", "a list of whole numbers"));
  return values;
}

std::optional<Table> Table::table(std::string_view key) {
  const toml::node* node = inside_->node(key);
  if (!node) return std::nullopt;
  const auto* within = node->as_table();
  if (!within) {
    fault(key, not_a(key, "一个表 { … }", "a table { … }"));
    return std::nullopt;
  }
  auto inside = std::make_unique<Inside>();
  inside->root = inside_->root;
  inside->here = within;
  inside->file = inside_->file;
  inside->findings = inside_->findings;
  return Table(std::move(inside));
}

std::vector<Table> Table::tables(std::string_view key) {
  std::vector<Table> all;
  const toml::node* node = inside_->node(key);
  if (!node) return all;
  const auto* array = node->as_array();
  bool good = array != nullptr;
  if (array) {
    for (const toml::node& element : *array) {
      const auto* within = element.as_table();
      if (!within) {
        good = false;
        continue;
      }
      auto inside = std::make_unique<Inside>();
      inside->root = inside_->root;
      inside->here = within;
      inside->file = inside_->file;
      inside->findings = inside_->findings;
      all.push_back(Table(std::move(inside)));
    }
  }
  if (!good) fault(key, not_a(key, fmt::format("一组表 [[{}]]", key), fmt::format("a list of tables [[{}]]", key)));
  return all;
}

std::optional<std::string> Table::scalar(std::string_view key) {
  const toml::node* node = inside_->node(key);
  if (!node) return std::nullopt;
  if (const auto* value = node->as_string()) return value->get();
  if (const auto* value = node->as_integer()) return std::to_string(value->get());
  if (const auto* value = node->as_boolean()) return value->get() ? "true" : "false";
  fault(key, not_a(key, "文字、整数、true/false,或带引号的小数", "a text, a whole number, true or false, or a decimal in quotation marks"));
  return std::nullopt;
}

void Table::done() {
  const std::vector<std::string> known(inside_->asked.begin(), inside_->asked.end());
  for (const std::string& key : keys()) {
    if (inside_->asked.count(key)) continue;
    const auto meant = nearest(key, known);
    fault(key, {fmt::format("不认识“{}”{}", key, meant ? fmt::format(",是否指“{}”?", *meant) : ""),
                fmt::format("'{}' is not known here{}", key, meant ? fmt::format("; is '{}' meant?", *meant) : "")});
  }
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
