// From a score to what is to be worked on.
#include "loop/assess/findings.h"

#include <fmt/format.h>

#include <array>

#include "loop/assess/sentence.h"

namespace anyu {

namespace {

/// The steps of the trace that made the finding, one after another.
Words steps_said(const ItemScore& item, bool (*concerns)(const Trace&)) {
  Words said;
  for (const Trace& step : item.trace) {
    if (step.input.empty() || !concerns(step)) continue;
    said.zh += step.says.zh + "。";
    said.en += step.says.en + ". ";
  }
  if (item.regain) {
    said.zh += item.regain->zh;
    said.en += item.regain->en;
  }
  if (said.en.ends_with(' ')) said.en.pop_back();
  return said;
}

bool any_step(const Trace&) { return true; }
bool is_unknown(const Trace& step) { return step.observed.empty() || step.required == "unknown"; }

ItemFinding points_lost(const ItemScore& item) {
  const Decimal lost = *item.max - *item.points;
  const auto got = sentence::number_of_points(*item.points), max = sentence::number_of_points(*item.max),
             short_by = sentence::number_of_points(lost);
  const Words steps = steps_said(item, any_step);
  return {
      item.id,
      ItemFinding::Kind::points_lost,
      lost,
      {fmt::format("{}（{}）：得{}分，满分{}分，少{}分。{}", item.id, item.text.zh, got, max, short_by, steps.zh),
       fmt::format("{} ({}): {} of {} points, {} short. {}", item.id, item.text.en, got, max, short_by, steps.en)}};
}

ItemFinding missed(const ItemScore& item) {
  const Words steps = steps_said(item, any_step);
  return {item.id,
          ItemFinding::Kind::missed,
          std::nullopt,
          {fmt::format("{}（{}）：未达到。{}", item.id, item.text.zh, steps.zh),
           fmt::format("{} ({}): missed. {}", item.id, item.text.en, steps.en)}};
}

ItemFinding unknown(const ItemScore& item) {
  std::optional<Decimal> at_stake;
  if (item.lowest && item.highest) at_stake = *item.highest - *item.lowest;
  const Words steps = steps_said(item, is_unknown);
  return {item.id,
          ItemFinding::Kind::unknown,
          at_stake,
          {fmt::format("{}（{}）：未定。{}", item.id, item.text.zh, steps.zh),
           fmt::format("{} ({}): not decided. {}", item.id, item.text.en, steps.en)}};
}

}  // namespace

std::string_view id_of(ItemFinding::Kind kind) {
  constexpr std::array<std::string_view, 3> ids = {"points_lost", "missed", "unknown"};
  return ids[static_cast<std::size_t>(kind)];
}

std::vector<ItemFinding> findings_of(const Score& score) {
  std::vector<ItemFinding> findings;
  for (const ItemScore& item : score.items) {
    if (item.shown) continue;
    if (item.outcome == Outcome::scored && *item.points < *item.max) findings.push_back(points_lost(item));
    if (item.outcome == Outcome::missed) findings.push_back(missed(item));
    if (item.outcome == Outcome::undecided || item.outcome == Outcome::unknown) findings.push_back(unknown(item));
  }
  return findings;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
