// Points of one item, part by part, each with the sentence that says why.
#include "loop/assess/score_points.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "loop/assess/figures.h"
#include "loop/assess/sentence.h"

namespace anyu {

namespace {

/// One part on the figures.
struct PartScore {
  std::optional<Decimal> points;  ///< nothing: unknown
  Trace trace;
  std::optional<Words> mend;  ///< what would bring back what was lost here
};

/// "扣4分", "4 points lost"; "得4分", "4 points earned"; and what is said where nothing moves.
Words moved(const Decimal& points, bool deducts) {
  if (points.is_zero()) return deducts ? Words{"不扣分", "nothing lost"} : Words{"不得分", "nothing earned"};
  const Words size = sentence::points(points < 0 ? -points : points);
  if (points < 0) return {"扣" + size.zh, size.en + " lost"};
  return {"得" + size.zh, size.en + " earned"};
}

Decimal steps_of(const Decimal& distance, const StepPart& part, StepMode mode) {
  if (distance <= 0) return 0;
  const Decimal steps = distance / part.each;
  switch (mode) {
    case StepMode::continuous:
      return steps;
    case StepMode::whole:
      return steps.floor();
    case StepMode::any_part:
      return steps.ceil();
  }
  return steps;
}

/// How a part of a step was counted; empty where all were whole.
Words fraction_said(const Decimal& steps, const Words& step, StepMode mode) {
  if (steps.floor() == steps) return {};
  switch (mode) {
    case StepMode::continuous:
      return {fmt::format("，不足{}的按比例计", step.zh), ", a part of one in proportion"};
    case StepMode::whole:
      return {fmt::format("，不足{}的不计", step.zh), ", a part of one not counted"};
    case StepMode::any_part:
      return {fmt::format("，不足{}的按{}计", step.zh, step.zh), ", a part of one counted as one"};
  }
  return {};
}

class PartScorer {
 public:
  PartScorer(const Scheme& scheme, const Given& given, std::optional<StepMode> read_as)
      : scheme_(scheme), given_(given), read_as_(read_as) {}

  PartScore operator()(const BoolPart& part) const {
    const Input& input = input_of(part.input);
    const auto answer = figure_of<bool>(given_, part.input);
    if (const auto* missing = std::get_if<Missing>(&answer)) return unknown(input, *missing);
    const bool yes = std::get<bool>(answer);
    PartScore result;
    result.points = yes ? part.points : Decimal(0);
    const Words effect = moved(*result.points, part.points < 0);
    result.trace = {{fmt::format("“{}”：{}，{}", input.name.zh, yes ? "是" : "否", effect.zh),
                     fmt::format("'{}': {}, {}", input.name.en, yes ? "yes" : "no", effect.en)},
                    input.id,
                    yes ? "true" : "false",
                    part.points < 0 ? "false" : "true",
                    result.points};
    if (yes && part.points < 0)
      result.mend = {fmt::format("“{}”整改到位", input.name.zh), fmt::format("putting '{}' right", input.name.en)};
    if (!yes && part.points > 0)
      result.mend = {fmt::format("做到“{}”", input.name.zh), fmt::format("achieving '{}'", input.name.en)};
    return result;
  }

  PartScore operator()(const CountPart& part) const {
    const Input& input = input_of(part.input);
    const auto count = figure_of<Decimal>(given_, part.input);
    if (const auto* missing = std::get_if<Missing>(&count)) return unknown(input, *missing);
    const Decimal& value = std::get<Decimal>(count);
    const bool deducts = part.points < 0;
    const auto each = sentence::points(deducts ? -part.points : part.points);
    PartScore result;
    result.points = value * part.points;
    const Words effect = moved(*result.points, deducts);
    const auto number = sentence::figure(value);
    result.trace = {
        {fmt::format("“{}”为{}，每个{}{}，{}", input.name.zh, number, deducts ? "扣" : "得", each.zh, effect.zh),
         fmt::format("'{}': {}, at {} each, {}", input.name.en, number, each.en, effect.en)},
        input.id,
        number,
        deducts ? "= 0" : "",
        result.points};
    if (deducts && !value.is_zero())
      result.mend = {fmt::format("“{}”由{}减为0（每减1个挽回{}）", input.name.zh, number, each.zh),
                     fmt::format("bringing '{}' from {} down to 0 ({} each)", input.name.en, number, each.en)};
    if (!deducts)
      result.mend = {fmt::format("“{}”再增加（每增1个得{}）", input.name.zh, each.zh),
                     fmt::format("raising '{}' further ({} each)", input.name.en, each.en)};
    return result;
  }

  PartScore operator()(const StatePart& part) const {
    const Input& input = input_of(part.input);
    const auto state = figure_of<std::string>(given_, part.input);
    if (const auto* missing = std::get_if<Missing>(&state)) return unknown(input, *missing);
    const auto points = part.points.find(std::get<std::string>(state));
    if (points == part.points.end()) return unknown(input, Missing::undefined);
    const auto best = std::max_element(part.points.begin(), part.points.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    const Words now = name_of(input, points->first), wished = name_of(input, best->first);
    PartScore result;
    result.points = points->second;
    const Words effect = moved(*result.points, best->second <= 0);
    result.trace = {{fmt::format("“{}”为“{}”，{}", input.name.zh, now.zh, effect.zh),
                     fmt::format("'{}' is '{}', {}", input.name.en, now.en, effect.en)},
                    input.id,
                    points->first,
                    best->first,
                    result.points};
    if (points->second < best->second)
      result.mend = {fmt::format("“{}”由“{}”改进到“{}”", input.name.zh, now.zh, wished.zh),
                     fmt::format("improving '{}' from '{}' to '{}'", input.name.en, now.en, wished.en)};
    return result;
  }

  PartScore operator()(const StepPart& part) const {
    const Input& input = input_of(part.input);
    const auto figure = figure_of<Decimal>(given_, part.input);
    const auto* value = std::get_if<Decimal>(&figure);
    if (!part.target) return target_lost(input, value);
    if (!value) return unknown(input, std::get<Missing>(figure));

    const bool below = part.side == StepPart::Side::below;
    const Decimal distance = below ? *part.target - *value : *value - *part.target;
    const StepMode mode = read_as_.value_or(part.mode);
    PartScore result;
    result.points = steps_of(distance, part, mode) * part.points;
    result.trace = {part.points < 0 ? deduction_said(input, part, *value, distance, mode, *result.points)
                                    : earning_said(input, part, *value, distance, mode, *result.points),
                    input.id, sentence::figure(*value),
                    part.points < 0 ? sentence::signs(asked(part), *part.target) : "", result.points};
    if (part.points < 0 && distance > 0) {
      const auto from = sentence::figure(input, *value), to = sentence::figure(input, *part.target);
      result.mend = {fmt::format("“{}”由{}{}到{}", input.name.zh, from, below ? "提高" : "降低", to),
                     fmt::format("{} '{}' from {} to {}", below ? "raising" : "lowering", input.name.en, from, to)};
    }
    if (part.points > 0) {
      const Words step = sentence::step(input, part.each), gain = sentence::points(part.points);
      result.mend = {
          fmt::format("“{}”继续{}（每{}得{}）", input.name.zh, below ? "降低" : "提高", step.zh, gain.zh),
          fmt::format("{} '{}' further ({} for each {})", below ? "lowering" : "raising", input.name.en, gain.en,
                      step.en)};
    }
    return result;
  }

 private:
  const Input& input_of(const std::string& id) const {
    const Input* input = scheme_.input(id);
    assert(input && "a scheme that was read holds every input its parts name");
    return *input;
  }

  static Words name_of(const Input& input, const std::string& state) {
    const Code* code = input.state(state);
    return code ? code->name : Words{state, state};
  }

  static PartScore unknown(const Input& input, Missing missing) {
    const Words why = sentence::why_missing(missing);
    PartScore result;
    result.trace = {{fmt::format("“{}”{}，暂不计分：不按0分，也不按满分", input.name.zh, why.zh),
                     fmt::format("'{}' {}: neither zero nor full points are assumed", input.name.en, why.en)},
                    input.id,
                    "",
                    "",
                    std::nullopt};
    return result;
  }

  static PartScore target_lost(const Input& input, const Decimal* value) {
    PartScore result;
    const auto observed = value ? sentence::figure(*value) : std::string();
    const auto zh = value ? fmt::format("为{}，但", sentence::figure(input, *value)) : std::string("：");
    const auto en = value ? fmt::format(" is {}, but", sentence::figure(input, *value)) : std::string(":");
    result.trace = {{fmt::format("“{}”{}原表的标准数字已缺失，无从比较，不作猜测", input.name.zh, zh),
                     fmt::format("'{}'{} the number it is to reach is lost in the source and is not guessed",
                                 input.name.en, en)},
                    input.id,
                    observed,
                    "unknown",
                    std::nullopt};
    return result;
  }

  static Condition::Compare asked(const StepPart& part) {
    return part.side == StepPart::Side::below ? Condition::Compare::at_least : Condition::Compare::at_most;
  }

  static Words deduction_said(const Input& input, const StepPart& part, const Decimal& value,
                              const Decimal& distance, StepMode mode, const Decimal& points) {
    const bool below = part.side == StepPart::Side::below;
    const auto now = sentence::figure(input, value);
    const Words wanted = sentence::demand(input, asked(part), *part.target), effect = moved(points, true);
    if (distance <= 0)
      return {fmt::format("“{}”为{}，要求{}：达到，{}", input.name.zh, now, wanted.zh, effect.zh),
              fmt::format("'{}' is {}, {} is asked: reached, {}", input.name.en, now, wanted.en, effect.en)};
    const Words gap = sentence::difference(input, distance), step = sentence::step(input, part.each),
                price = sentence::points(-part.points), fraction = fraction_said(distance / part.each, step, mode);
    return {
        fmt::format("“{}”为{}，要求{}，{}{}；每{}{}扣{}{}，{}", input.name.zh, now, wanted.zh,
                    below ? "差" : "超出", gap.zh, below ? "低" : "高", step.zh, price.zh, fraction.zh, effect.zh),
        fmt::format("'{}' is {}, {} is asked, {} {}; {} for each {}{}: {}", input.name.en, now, wanted.en, gap.en,
                    below ? "short" : "over", price.en, step.en, fraction.en, effect.en)};
  }

  static Words earning_said(const Input& input, const StepPart& part, const Decimal& value, const Decimal& distance,
                            StepMode mode, const Decimal& points) {
    const bool below = part.side == StepPart::Side::below;
    const auto now = sentence::figure(input, value), mark = sentence::figure(input, *part.target);
    const Words effect = moved(points, false);
    if (distance <= 0)
      return {
          fmt::format("“{}”为{}，未{}于{}，{}", input.name.zh, now, below ? "低" : "高", mark, effect.zh),
          fmt::format("'{}' is {}, not {} {}, {}", input.name.en, now, below ? "below" : "above", mark, effect.en)};
    const Words gap = sentence::difference(input, distance), step = sentence::step(input, part.each),
                price = sentence::points(part.points), fraction = fraction_said(distance / part.each, step, mode);
    return {fmt::format("“{}”为{}，比{}{}{}；每{}得{}{}，{}", input.name.zh, now, mark, below ? "低" : "高", gap.zh,
                        step.zh, price.zh, fraction.zh, effect.zh),
            fmt::format("'{}' is {}, {} {} {}; {} for each {}{}: {}", input.name.en, now, gap.en,
                        below ? "below" : "above", mark, price.en, step.en, fraction.en, effect.en)};
  }

  const Scheme& scheme_;
  const Given& given_;
  std::optional<StepMode> read_as_;
};

/// The item's own limits: nothing over its maximum, nothing under its floor.
Decimal held(const Decimal& points, const PointsRule& rule, const Decimal& max) {
  const Decimal capped = std::min(points, max);
  return rule.floor ? std::max(capped, *rule.floor) : capped;
}

Trace start_said(const PointsRule& rule, const Decimal& max) {
  if (rule.start == PointsRule::Start::zero) return {{"从0分起加", "Starts from 0"}, "", "", "", Decimal(0)};
  const Words full = sentence::points(max);
  return {{fmt::format("从满分{}起扣", full.zh), fmt::format("Starts from the full {}", full.en)}, "", "", "", max};
}

/// Where a limit was reached, the step that leads back to it.
std::optional<Trace> limit_said(const Decimal& sum, const Decimal& points) {
  if (sum == points) return std::nullopt;
  const Words came = sentence::points(sum), counts = sentence::points(points);
  Trace trace;
  trace.points = points - sum;
  trace.says = sum < points
                   ? Words{fmt::format("合计{}，本条最低{}，按{}计", came.zh, counts.zh, counts.zh),
                           fmt::format("This comes to {}; the item cannot fall below {}", came.en, counts.en)}
                   : Words{fmt::format("合计{}，超过满分，按{}计", came.zh, counts.zh),
                           fmt::format("This comes to {}; the item cannot exceed {}", came.en, counts.en)};
  return trace;
}

Trace bounds_said(const ItemScore& item) {
  const auto high = sentence::number_of_points(*item.highest);
  if (!item.lowest)
    return {{fmt::format("本条未定：最高{}分，最低没有限度", high),
             fmt::format("Undecided: at most {} points, and no lowest", high)},
            "",
            "",
            "",
            std::nullopt};
  const auto low = sentence::number_of_points(*item.lowest);
  if (low == high)
    return {{fmt::format("本条未定：但无论结果如何都是{}分", low),
             fmt::format("Undecided, though it comes to {} points in any case", low)},
            "",
            "",
            "",
            std::nullopt};
  return {{fmt::format("本条未定：在{}分到{}分之间", low, high),
           fmt::format("Undecided: between {} and {} points", low, high)},
          "",
          "",
          "",
          std::nullopt};
}

/// How the points that the known parts lost can come back.
std::optional<Words> regain_said(const std::vector<Words>& mends, const Decimal& gain, const PointsRule& rule,
                                 bool at_most) {
  if (mends.empty() || gain <= 0) return std::nullopt;
  std::string zh, en;
  for (const Words& mend : mends) {
    zh += (zh.empty() ? "" : "；") + mend.zh;
    en += (en.empty() ? "" : "; ") + mend.en;
  }
  const bool full = rule.start == PointsRule::Start::full;
  const Words size = sentence::points(gain);
  const std::string together = mends.size() > 1 ? "together " : "";
  return Words{fmt::format("{}，{}{}{}{}。", zh, mends.size() > 1 ? "合计" : "", at_most ? "最多" : "",
                           full ? "可挽回" : "可再得", size.zh),
               sentence::begun(fmt::format("{} would {}{} {}{}.", en, together, full ? "regain" : "gain",
                                           at_most ? "up to " : "", size.en))};
}

}  // namespace

void score_points(const Scheme& scheme, const PointsRule& rule, const Given& given, std::optional<StepMode> read_as,
                  ItemScore& result) {
  const Decimal max = result.max.value_or(0);
  const Decimal start = rule.start == PointsRule::Start::full ? max : Decimal(0);
  Range reach{start, start};  // where the item can still come to
  Decimal best = start;       // where it would come to with all mended
  bool undecided = false, open_above = false;
  std::vector<Words> mends;

  result.trace.push_back(start_said(rule, max));
  for (const Part& part : rule.parts) {
    PartScore got = std::visit(PartScorer(scheme, given, read_as), part.rule);
    const Range possible = range_of(part);
    reach = reach + (got.points ? Range{*got.points, *got.points} : possible);
    undecided = undecided || !got.points;
    open_above = open_above || !possible.most;
    best += possible.most.value_or(0);
    if (got.mend) mends.push_back(std::move(*got.mend));
    result.trace.push_back(std::move(got.trace));
  }
  if (open_above) best = max;

  result.lowest = reach.least ? std::optional(held(*reach.least, rule, max)) : rule.floor;
  result.highest = reach.most ? held(*reach.most, rule, max) : max;
  result.outcome = undecided ? Outcome::undecided : Outcome::scored;
  if (undecided) {
    result.trace.push_back(bounds_said(result));
  } else {
    result.points = result.highest;
    if (auto limit = limit_said(*reach.most, *result.points)) result.trace.push_back(std::move(*limit));
  }
  result.regain = regain_said(mends, held(best, rule, max) - *result.highest, rule, undecided || open_above);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
