// Items scored, added up, and summed up in a sentence.
#include "loop/assess/score.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "loop/assess/score_points.h"
#include "loop/assess/score_thresholds.h"
#include "loop/assess/sentence.h"

namespace anyu {

namespace {

/// How many items came to what. Shown ones are counted apart, whatever they came to.
struct Counts {
  int met = 0, missed = 0, open = 0, declined = 0, shown = 0;
};

Counts counts_of(const std::vector<ItemScore>& items) {
  Counts counts;
  for (const ItemScore& item : items) {
    if (item.shown) {
      ++counts.shown;
      continue;
    }
    switch (item.outcome) {
      case Outcome::met:
        ++counts.met;
        break;
      case Outcome::missed:
        ++counts.missed;
        break;
      case Outcome::declined:
        ++counts.declined;
        break;
      case Outcome::scored:
        break;
      case Outcome::undecided:
      case Outcome::unknown:
      case Outcome::lost:
        ++counts.open;
        break;
    }
  }
  return counts;
}

Decision decision_of(const Counts& counts) {
  if (counts.missed > 0) return Decision::missed;
  return counts.open > 0 || counts.met == 0 ? Decision::undecided : Decision::met;
}

/// "；另有1项不采用，2项只作统计" where there are such.
Words apart(const Counts& counts) {
  Words words;
  const auto add = [&](int number, std::string_view zh, std::string_view en) {
    if (number == 0) return;
    words.zh += fmt::format("{}{}{}", words.zh.empty() ? "；另有" : "，", number, zh);
    words.en += fmt::format("{}{} {}", words.en.empty() ? "; besides, " : ", ", number, en);
  };
  add(counts.declined, "项不采用", "declined");
  add(counts.shown, "项只作统计展示", "shown as statistics only");
  return words;
}

Words thresholds_said(const Counts& counts, Decision decision) {
  const Words rest = apart(counts);
  switch (decision) {
    case Decision::met:
      return {fmt::format("达标：{}项全部达到{}", counts.met, rest.zh),
              fmt::format("Met: all {} items are met{}", counts.met, rest.en)};
    case Decision::missed:
      return {
          fmt::format("未达标：{}项未达到，{}项达到，{}项未定{}", counts.missed, counts.met, counts.open, rest.zh),
          fmt::format("Missed: {} missed, {} met, {} not decided{}", counts.missed, counts.met, counts.open,
                      rest.en)};
    case Decision::undecided:
      return {fmt::format("尚不能定论：{}项达到，{}项未定{}", counts.met, counts.open, rest.zh),
              fmt::format("Not yet decided: {} met, {} not decided{}", counts.met, counts.open, rest.en)};
  }
  return {};
}

Words points_said(const Tally& tally, int declined) {
  const auto number = sentence::number_of_points;
  const Words rest = apart({.declined = declined});
  if (tally.undecided == 0)
    return {fmt::format("得{}分，满分{}分{}", number(tally.points), number(tally.max), rest.zh),
            fmt::format("{} of {} points{}", number(tally.points), number(tally.max), rest.en)};
  const auto low = tally.lowest ? number(*tally.lowest) : std::string();
  const auto high = number(tally.highest);
  return {fmt::format("已定部分得{}分；{}项未定，全部确定后{}，满分{}分{}", number(tally.points), tally.undecided,
                      tally.lowest ? fmt::format("在{}分到{}分之间", low, high) : fmt::format("最高{}分", high),
                      number(tally.max), rest.zh),
          fmt::format("{} points so far; {} {} undecided, and the total will be {}, of {}{}", number(tally.points),
                      tally.undecided, tally.undecided == 1 ? "item" : "items",
                      tally.lowest ? fmt::format("between {} and {}", low, high) : fmt::format("at most {}", high),
                      number(tally.max), rest.en)};
}

}  // namespace

std::string_view id_of(Outcome outcome) {
  constexpr std::array<std::string_view, 7> ids = {"scored",  "undecided", "met", "missed",
                                                   "unknown", "declined",  "lost"};
  return ids[static_cast<std::size_t>(outcome)];
}

void Tally::add(const ItemScore& item) {
  if (item.outcome == Outcome::declined || item.shown) return;
  const bool decided =
      item.outcome == Outcome::scored || item.outcome == Outcome::met || item.outcome == Outcome::missed;
  if (!decided) ++undecided;
  if (!item.max) return;
  points += item.points.value_or(0);
  lowest = lowest && item.lowest ? std::optional(*lowest + *item.lowest) : std::nullopt;
  highest += item.highest.value_or(*item.max);
  max += *item.max;
}

ItemScore score_item(const Scheme& scheme, const Item& item, const Given& given, std::optional<StepMode> read_as) {
  ItemScore result;
  result.id = item.id;
  result.section = item.section;
  result.text = item.text;
  result.source = item.source;
  result.max = item.max;
  if (const auto* points = std::get_if<PointsRule>(&item.rule))
    score_points(scheme, *points, given, read_as, result);
  if (const auto* thresholds = std::get_if<ThresholdRule>(&item.rule))
    score_thresholds(scheme, *thresholds, given, result);
  if (const auto* declined = std::get_if<Declined>(&item.rule)) {
    result.outcome = Outcome::declined;
    result.declined = *declined;
    result.trace.push_back(
        {{"不采用：" + declined->why.zh, "Declined: " + declined->why.en}, "", "", "", std::nullopt});
  }
  if (const auto* lost = std::get_if<Lost>(&item.rule)) {
    result.outcome = Outcome::lost;
    result.trace.push_back({{"规则缺失：" + lost->why.zh, "Rule lost: " + lost->why.en}, "", "", "", std::nullopt});
    if (item.max) {
      result.lowest = Decimal(0);
      result.highest = item.max;
    }
  }
  return result;
}

Score score(const Scheme& scheme, const Given& given) {
  Score result;
  result.scheme = scheme.id;
  result.name = scheme.name;
  result.kind = scheme.kind;
  for (const Section& section : scheme.sections)
    result.sections.push_back({section.id, section.name, section.max, {}});
  for (const Item& item : scheme.items) {
    ItemScore scored = score_item(scheme, item, given);
    result.tally.add(scored);
    const auto section =
        std::find_if(result.sections.begin(), result.sections.end(),
                     [&](const SectionScore& candidate) { return candidate.id == scored.section; });
    if (section != result.sections.end()) section->tally.add(scored);
    result.items.push_back(std::move(scored));
  }
  const Counts counts = counts_of(result.items);
  result.decision = decision_of(counts);
  result.summary = scheme.kind == Scheme::Kind::points ? points_said(result.tally, counts.declined)
                                                       : thresholds_said(counts, result.decision);
  return result;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
