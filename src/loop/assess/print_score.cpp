// Laying a score out in columns.
#include "loop/assess/print_score.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "loop/assess/sentence.h"

namespace anyu {

namespace {

bool is_wide(std::uint32_t point) {
  return (point >= 0x1100 && point <= 0x115F) || (point >= 0x2E80 && point <= 0xA4CF) ||
         (point >= 0xAC00 && point <= 0xD7A3) || (point >= 0xF900 && point <= 0xFAFF) ||
         (point >= 0xFE30 && point <= 0xFE6F) || (point >= 0xFF00 && point <= 0xFF60) ||
         (point >= 0xFFE0 && point <= 0xFFE6) || (point >= 0x20000 && point <= 0x3FFFD);
}

/// Columns on a terminal. REQUIRES UTF-8.
std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint32_t point = length == 1 ? lead : lead & (0x7Fu >> length);
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
      point = point << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
    width += is_wide(point) ? 2 : 1;
    i += length;
  }
  return width;
}

std::string padded(std::string_view text, std::size_t width) {
  const auto now = width_of(text);
  return std::string(text) + std::string(now < width ? width - now : 0, ' ');
}

Words outcome_said(Outcome outcome) {
  switch (outcome) {
    case Outcome::scored:
      return {"已计分", "scored"};
    case Outcome::undecided:
      return {"未定", "undecided"};
    case Outcome::met:
      return {"达到", "met"};
    case Outcome::missed:
      return {"未达到", "missed"};
    case Outcome::unknown:
      return {"未定", "unknown"};
    case Outcome::declined:
      return {"不采用", "declined"};
    case Outcome::lost:
      return {"规则缺失", "rule lost"};
  }
  return {};
}

std::string between(const std::optional<Decimal>& lowest, const Decimal& highest) {
  const auto number = sentence::number_of_points;
  return lowest ? fmt::format("{}–{}", number(*lowest), number(highest)) : fmt::format("≤ {}", number(highest));
}

/// "18 / 25", "23–25 / 25", "met".
std::string result_of(const ItemScore& item, Language language) {
  const Words outcome = outcome_said(item.outcome);
  if (item.outcome == Outcome::scored)
    return fmt::format("{} / {}", sentence::number_of_points(*item.points), sentence::number_of_points(*item.max));
  if (item.highest && item.max)
    return fmt::format("{} {} / {}", outcome.in(language), between(item.lowest, *item.highest),
                       sentence::number_of_points(*item.max));
  if (item.shown) return outcome.in(language) + Words{"（统计）", " (shown)"}.in(language);
  return outcome.in(language);
}

std::string result_of(const SectionScore& section, Language language) {
  const auto number = sentence::number_of_points;
  const Tally& tally = section.tally;
  std::string text = tally.undecided == 0 ? number(tally.points) : between(tally.lowest, tally.highest);
  text += " / " + number(tally.max);
  if (!section.printed || *section.printed == tally.max) return text;
  const auto printed = number(*section.printed);
  return text + Words{fmt::format("（原表{}分）", printed), fmt::format(" ({} on paper)", printed)}.in(language);
}

void print_item(std::string& out, const ItemScore& item, Language language, std::size_t id_width,
                std::size_t result_width) {
  out += fmt::format("  {}  {}  {}\n", padded(item.id, id_width), padded(result_of(item, language), result_width),
                     item.text.in(language));
  const std::string indent(2 + id_width + 2, ' ');
  for (const Trace& step : item.trace) out += fmt::format("{}- {}\n", indent, step.says.in(language));
  if (item.declined && item.declined->instead)
    out += fmt::format("{}→ {}{}\n", indent, Words{"改为：", "Instead: "}.in(language),
                       item.declined->instead->in(language));
  if (item.regain) out += fmt::format("{}→ {}\n", indent, item.regain->in(language));
}

}  // namespace

std::string print_score(const Score& score, Language language) {
  std::size_t id_width = 0, result_width = 0;
  for (const ItemScore& item : score.items) {
    id_width = std::max(id_width, width_of(item.id));
    result_width = std::max(result_width, width_of(result_of(item, language)));
  }
  std::string out = fmt::format("{} ({})\n{}\n", score.name.in(language), score.scheme, score.summary.in(language));
  for (const SectionScore& section : score.sections) {
    out += fmt::format("\n{} {}", section.id, section.name.in(language));
    if (score.kind == Scheme::Kind::points) out += "  " + result_of(section, language);
    out += '\n';
    for (const ItemScore& item : score.items)
      if (item.section == section.id) print_item(out, item, language, id_width, result_width);
  }
  return out;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
