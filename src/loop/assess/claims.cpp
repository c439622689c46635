// Claims checked year by year.
#include "loop/assess/claims.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "loop/assess/sentence.h"

namespace anyu {

namespace {

constexpr std::array<std::string_view, 3> kind_ids = {"meets_national_standard", "falls_year_by_year",
                                                      "rises_year_by_year"};

std::string number(const Claim& claim, const Decimal& value) { return sentence::figure(value) + claim.unit; }

Words conclusion(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds:
      return {"说法成立", "the claim holds"};
    case Verdict::does_not_hold:
      return {"说法不成立", "the claim does not hold"};
    case Verdict::unknown:
      return {"无法判断", "this cannot be told"};
  }
  return {};
}

ClaimCheck found(Verdict verdict, const Words& because) {
  const Words end = conclusion(verdict);
  return {verdict, {fmt::format("{}，{}", because.zh, end.zh), fmt::format("{}: {}", because.en, end.en)}};
}

/// The years from first to last for which there is no value.
std::vector<int> gaps_of(const std::vector<YearValue>& series) {
  std::vector<int> gaps;
  for (std::size_t i = 0; i < series.size(); ++i) {
    for (int year = i == 0 ? series[i].year : series[i - 1].year + 1; year < series[i].year; ++year)
      gaps.push_back(year);
    if (!series[i].value) gaps.push_back(series[i].year);
  }
  return gaps;
}

Words gaps_said(const Claim& claim, const std::vector<int>& gaps) {
  return {fmt::format("“{}”缺{}年数据", claim.name.zh, fmt::join(gaps, "、")),
          fmt::format("'{}' has no figure for {}", claim.name.en, fmt::join(gaps, ", "))};
}

/// Two years that go against the claim. A rise over a gap of years goes against a fall in every one of them.
std::optional<Words> contradiction(const Claim& claim, const YearValue& before, const YearValue& after,
                                   bool falls) {
  const Decimal change = *after.value - *before.value;
  if (falls ? change < 0 : change > 0) return std::nullopt;
  const auto then = number(claim, *before.value), now = number(claim, *after.value);
  if (change.is_zero())
    return Words{fmt::format("“{}”{}年为{}，与{}年持平", claim.name.zh, after.year, now, before.year),
                 fmt::format("'{}' stayed at {} from {} to {}", claim.name.en, now, before.year, after.year)};
  const auto size = sentence::figure(change < 0 ? -change : change);
  return Words{fmt::format("“{}”{}年为{}，比{}年的{}{}{}", claim.name.zh, after.year, now, before.year, then,
                           falls ? "上升" : "下降", size),
               fmt::format("'{}' {} from {} in {} to {} in {}", claim.name.en, falls ? "rose" : "fell", then,
                           before.year, now, after.year)};
}

std::vector<std::string> listed(const Claim& claim, const std::vector<YearValue>& series) {
  std::vector<std::string> values;
  for (const YearValue& year : series) values.push_back(number(claim, *year.value));
  return values;
}

ClaimCheck check_trend(const Claim& claim, const std::vector<YearValue>& series) {
  const bool falls = claim.kind == Claim::Kind::falls_year_by_year;
  const YearValue* before = nullptr;
  int known = 0;
  for (const YearValue& year : series) {
    if (!year.value) continue;
    ++known;
    if (before)
      if (const auto against = contradiction(claim, *before, year, falls)) {
        return found(Verdict::does_not_hold,
                     {fmt::format("{}，并非逐年{}", against->zh, falls ? "下降" : "上升"),
                      fmt::format("{}, so it did not {} year by year", against->en, falls ? "fall" : "rise")});
      }
    before = &year;
  }
  const auto gaps = gaps_of(series);
  if (!gaps.empty()) return found(Verdict::unknown, gaps_said(claim, gaps));
  if (known < 2)
    return found(Verdict::unknown, {fmt::format("“{}”不足两年数据", claim.name.zh),
                                    fmt::format("'{}' has fewer than two years of figures", claim.name.en)});
  const auto values = listed(claim, series);
  return found(Verdict::holds,
               {fmt::format("“{}”{}年至{}年逐年{}（{}）", claim.name.zh, series.front().year, series.back().year,
                            falls ? "下降" : "上升", fmt::join(values, "、")),
                fmt::format("'{}' {} every year from {} to {} ({})", claim.name.en, falls ? "fell" : "rose",
                            series.front().year, series.back().year, fmt::join(values, ", "))});
}

ClaimCheck check_standard(const Claim& claim, const std::vector<YearValue>& series,
                          const std::optional<Standard>& standard) {
  if (!standard || !standard->value)
    return found(Verdict::unknown, {fmt::format("标准中没有“{}”的具体数字", claim.name.zh),
                                    fmt::format("the standard gives no number for '{}'", claim.name.en)});
  if (series.empty())
    return found(Verdict::unknown, {fmt::format("“{}”尚无数据", claim.name.zh),
                                    fmt::format("'{}' has no figure yet", claim.name.en)});
  const int last = series.back().year, first = last - standard->years + 1;
  Decimal sum;
  std::vector<int> gaps;
  for (int year = first; year <= last; ++year) {
    const auto at =
        std::find_if(series.begin(), series.end(), [&](const YearValue& value) { return value.year == year; });
    if (at == series.end() || !at->value) {
      gaps.push_back(year);
    } else {
      sum += *at->value;
    }
  }
  if (!gaps.empty()) return found(Verdict::unknown, gaps_said(claim, gaps));

  const Decimal mean = sum / Decimal(standard->years);
  Input input;
  input.type = claim.unit == "%" ? Input::Type::percent : Input::Type::number;
  const Words wanted = sentence::demand(input, standard->compare, *standard->value);
  const Words when = standard->years == 1 ? Words{fmt::format("{}年为", last), fmt::format("was {{}} in {}", last)}
                                          : Words{fmt::format("{}年至{}年平均为", first, last),
                                                  fmt::format("averaged {{}} from {} to {}", first, last)};
  const auto value = number(claim, mean);
  const auto verdict =
      compares(mean, standard->compare, *standard->value) ? Verdict::holds : Verdict::does_not_hold;
  return found(verdict, {fmt::format("“{}”{}{}，标准要求{}", claim.name.zh, when.zh, value, wanted.zh),
                         fmt::format("'{}' {}, {} is asked", claim.name.en,
                                     fmt::format(fmt::runtime(when.en), value), wanted.en)});
}

}  // namespace

std::string_view id_of(Claim::Kind kind) { return kind_ids[static_cast<std::size_t>(kind)]; }

std::optional<Claim::Kind> claim_kind_of(std::string_view id) {
  for (const auto kind :
       {Claim::Kind::meets_national_standard, Claim::Kind::falls_year_by_year, Claim::Kind::rises_year_by_year})
    if (id == id_of(kind)) return kind;
  return std::nullopt;
}

std::string_view id_of(Verdict verdict) {
  constexpr std::array<std::string_view, 3> ids = {"holds", "does_not_hold", "unknown"};
  return ids[static_cast<std::size_t>(verdict)];
}

std::optional<Standard> standard_of(const Scheme& scheme, std::string_view indicator) {
  for (const Item& item : scheme.items) {
    const auto* rule = std::get_if<ThresholdRule>(&item.rule);
    if (!rule) continue;
    for (const Condition& condition : rule->conditions) {
      const Input* input = scheme.input(condition.input);
      if (input && input->is_numeric() && input->from && input->from->indicator == indicator)
        return Standard{condition.compare, condition.value, input->from->years};
    }
  }
  return std::nullopt;
}

ClaimCheck check_claim(const Claim& claim, std::vector<YearValue> series, const std::optional<Standard>& standard) {
  std::sort(series.begin(), series.end(), [](const YearValue& a, const YearValue& b) { return a.year < b.year; });
  if (claim.kind == Claim::Kind::meets_national_standard) return check_standard(claim, series, standard);
  return check_trend(claim, series);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
