// Conditions held against figures.
#include "loop/assess/score_thresholds.h"

#include <fmt/format.h>

#include <cassert>

#include "loop/assess/figures.h"
#include "loop/assess/sentence.h"

namespace anyu {

namespace {

struct ConditionScore {
  Outcome outcome = Outcome::unknown;  ///< met, missed or unknown
  Trace trace;
  std::optional<Words> mend;
};

bool asks_yes_or_no(const Condition& condition) {
  return condition.compare == Condition::Compare::is_yes || condition.compare == Condition::Compare::is_no;
}

ConditionScore unknown(const Input& input, Missing missing, std::string required) {
  const Words why = sentence::why_missing(missing);
  return {Outcome::unknown,
          {{fmt::format("“{}”{}，暂不能判定", input.name.zh, why.zh),
            fmt::format("'{}' {}: not decided", input.name.en, why.en)},
           input.id,
           "",
           std::move(required),
           std::nullopt},
          std::nullopt};
}

ConditionScore yes_or_no(const Input& input, const Condition& condition, const Given& given) {
  const bool wanted = condition.compare == Condition::Compare::is_yes;
  const std::string required = wanted ? "true" : "false";
  const auto answer = figure_of<bool>(given, input.id);
  if (const auto* missing = std::get_if<Missing>(&answer)) return unknown(input, *missing, required);
  const bool yes = std::get<bool>(answer), met = yes == wanted;
  ConditionScore result;
  result.outcome = met ? Outcome::met : Outcome::missed;
  result.trace = {{fmt::format("“{}”：{}，{}", input.name.zh, yes ? "是" : "否", met ? "达到" : "未达到"),
                   fmt::format("'{}': {}, {}", input.name.en, yes ? "yes" : "no", met ? "met" : "missed")},
                  input.id,
                  yes ? "true" : "false",
                  required,
                  std::nullopt};
  if (!met)
    result.mend =
        wanted
            ? Words{fmt::format("做到“{}”", input.name.zh), fmt::format("achieving '{}'", input.name.en)}
            : Words{fmt::format("“{}”整改到位", input.name.zh), fmt::format("putting '{}' right", input.name.en)};
  return result;
}

Words mend_said(const Input& input, const Condition& condition, const Decimal& value) {
  const bool up = value < *condition.value || condition.compare == Condition::Compare::above;
  const auto now = sentence::figure(input, value);
  const auto goal = sentence::figure(input, *condition.value);
  const Words wanted = condition.compare == Condition::Compare::equals
                           ? Words{goal, goal}
                           : sentence::demand(input, condition.compare, *condition.value);
  return {fmt::format("“{}”由{}{}到{}", input.name.zh, now, up ? "提高" : "降", wanted.zh),
          fmt::format("{} '{}' from {} to {}", up ? "raising" : "lowering", input.name.en, now, wanted.en)};
}

ConditionScore numbers(const Input& input, const Condition& condition, const Given& given) {
  const auto figure = figure_of<Decimal>(given, input.id);
  const auto* value = std::get_if<Decimal>(&figure);
  if (!condition.value) {
    const auto zh = value ? fmt::format("为{}，但", sentence::figure(input, *value)) : std::string("：");
    const auto en = value ? fmt::format(" is {}, but", sentence::figure(input, *value)) : std::string(":");
    return {Outcome::unknown,
            {{fmt::format("“{}”{}原文的标准数字已缺失，无从比较，不作猜测", input.name.zh, zh),
              fmt::format("'{}'{} the number it is to reach is lost in the source and is not guessed",
                          input.name.en, en)},
             input.id,
             value ? sentence::figure(*value) : "",
             "unknown",
             std::nullopt},
            std::nullopt};
  }
  const auto required = sentence::signs(condition.compare, *condition.value);
  if (!value) return unknown(input, std::get<Missing>(figure), required);
  const bool met = compares(*value, condition.compare, *condition.value);
  const auto now = sentence::figure(input, *value);
  const Words wanted = sentence::demand(input, condition.compare, *condition.value);
  ConditionScore result;
  result.outcome = met ? Outcome::met : Outcome::missed;
  result.trace = {
      {fmt::format("“{}”为{}，要求{}：{}", input.name.zh, now, wanted.zh, met ? "达到" : "未达到"),
       fmt::format("'{}' is {}, {} is asked: {}", input.name.en, now, wanted.en, met ? "met" : "missed")},
      input.id,
      sentence::figure(*value),
      required,
      std::nullopt};
  if (!met) result.mend = mend_said(input, condition, *value);
  return result;
}

Outcome both(Outcome a, Outcome b) {
  if (a == Outcome::missed || b == Outcome::missed) return Outcome::missed;
  if (a == Outcome::unknown || b == Outcome::unknown) return Outcome::unknown;
  return Outcome::met;
}

}  // namespace

void score_thresholds(const Scheme& scheme, const ThresholdRule& rule, const Given& given, ItemScore& result) {
  result.shown = rule.shown;
  result.outcome = Outcome::met;
  Words mends;
  for (const Condition& condition : rule.conditions) {
    const Input* input = scheme.input(condition.input);
    assert(input && "a scheme that was read holds every input its conditions name");
    auto got = asks_yes_or_no(condition) ? yes_or_no(*input, condition, given) : numbers(*input, condition, given);
    result.outcome = both(result.outcome, got.outcome);
    result.trace.push_back(std::move(got.trace));
    if (!got.mend) continue;
    mends.zh += (mends.zh.empty() ? "" : "；") + got.mend->zh;
    mends.en += (mends.en.empty() ? "" : "; ") + got.mend->en;
  }
  // What is only shown is nobody's task: a sex ratio is not to be worked on.
  if (result.shown) {
    result.trace.push_back({{"只作统计展示，不计入结论", "Shown as a statistic only, no part of the decision"},
                            "",
                            "",
                            "",
                            std::nullopt});
  } else if (!mends.zh.empty()) {
    result.regain = {fmt::format("需要：{}。", mends.zh), fmt::format("To meet it: {}.", mends.en)};
  }
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
