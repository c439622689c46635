// indicators/*.toml
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "pack/read_pack.h"
#include "pack/rights.h"

namespace anyu {

namespace {

using formula::Scope;
using Kind = formula::ValueType::Kind;

constexpr std::array<std::string_view, 6> measures = {"share", "count", "sum", "mean", "rate", "formula"};
constexpr std::array<std::string_view, 3> betters = {"higher", "lower", "neither"};
constexpr std::array<std::string_view, 3> uses = {"score", "monitor", "never"};

template <class Enum, std::size_t N>
Enum chosen(Table& table, std::string_view key, const std::array<std::string_view, N>& ids) {
  const auto id = table.one_of(key, std::vector<std::string>(ids.begin(), ids.end()));
  for (std::size_t i = 0; i < N; ++i)
    if (ids[i] == id) return static_cast<Enum>(i);
  return Enum{};
}

/// Where a multi-line text begins its first line: the examples' records point into the file.
int text_line(const Table& table, std::string_view key) { return table.line_of(key) + 1; }

Scope scope_of(const Indicator& indicator, const Catalog& catalog, bool period_end) {
  Scope scope;
  scope.types = &catalog.types;
  scope.anchor = indicator.anchor;
  scope.record = indicator.record;
  scope.subject = indicator.subject;
  if (period_end) scope.variables = {formula::Variable::at};
  return scope;
}

bool read_anchor(Table& table, Indicator& indicator, const Catalog& catalog) {
  const auto each = table.text("each");
  if (each == "person" || each == "unit") {
    indicator.anchor = each == "person" ? Scope::Anchor::person : Scope::Anchor::unit;
    indicator.subject = each == "person" ? Subject::person : Subject::unit;
    return true;
  }
  const auto type = catalog.type(each);
  if (!type) {
    std::vector<std::string> ids = {"person", "unit"};
    for (const RecordType& known : catalog.types) ids.push_back(known.id);
    const auto meant = nearest(each, ids);
    table.fault("each", {fmt::format("没有记录类型“{}”{}", each, meant ? fmt::format(",是否指“{}”?", *meant) : ""),
                         fmt::format("there is no record type '{}'{}", each, meant ? fmt::format("; is '{}' meant?", *meant) : "")});
    return false;
  }
  indicator.record = *type;
  indicator.subject = catalog.types[*type].subject;
  return true;
}

void read_value_formula(Table& table, Indicator& indicator, const Scope& scope) {
  const bool counts = indicator.measure == Measure::share || indicator.measure == Measure::rate;
  const bool sums = indicator.measure == Measure::sum || indicator.measure == Measure::mean;
  if (counts && indicator.per.empty()) {
    if (!table.has("count")) table.fault({"缺少“count”:分子的条件", "'count' is needed: the condition of the numerator"});
    indicator.value = read_formula(table, "count", scope, Kind::yes_no);
  } else if (table.has("count")) {
    table.text_if("count");
    table.fault("count", {"有“per”时,或在count、sum、mean中,不写“count”:凡符合where的锚点都计",
                          "with 'per', and in count, sum and mean, there is no 'count': every anchor that passes 'where' counts"});
  }
  if (sums) {
    if (!table.has("sum")) table.fault({"缺少“sum”:要相加的数", "'sum' is needed: the number to be added up"});
    indicator.value = read_formula(table, "sum", scope, Kind::number);
  } else if (table.has("sum")) {
    table.text_if("sum");
    table.fault("sum", {"只有 sum 和 mean 才有“sum”", "only sum and mean have 'sum'"});
  }
}

void read_target(Table& table, Indicator& indicator) {
  auto target = table.table("target");
  if (!target) return;
  Target read;
  const bool least = target->has("at_least"), most = target->has("at_most");
  if (least == most) target->fault({"目标写 at_least 或 at_most 之一", "a target has one of at_least and at_most"});
  read.at_least = least;
  read.value = least ? target->decimal("at_least") : most ? target->decimal("at_most") : Decimal();
  read.source = target->text("source");
  target->done();
  if (indicator.use != Use::score)
    table.fault("target", {"只有 use = \"score\" 的指标可以有目标;其余只作统计展示", "only an indicator with use = \"score\" may have a target; others are statistics"});
  indicator.target = read;
}

void read_examples(Table& table, Indicator& indicator, const Catalog& catalog, Findings& findings) {
  for (Table& example : table.tables("example")) {
    IndicatorExample read;
    read.says = example.words("says");
    read.line = example.line();
    const auto period = Period::parse(example.text("period"));
    if (!period) example.fault("period", period.error().what);
    else read.period = *period;
    read.records = read_case_lines(example.text_if("records").value_or(""), catalog.types, example.file(), text_line(example, "records"), findings);
    const auto cell = example.wholes("cell");
    if (cell.size() != 3)
      example.fault("cell", {"“cell”是三个整数:[分子, 分母, 未知]", "'cell' is three whole numbers: [numerator, denominator, unknown]"});
    else
      read.cell = {cell[0], cell[1], cell[2]};
    example.done();
    indicator.examples.push_back(std::move(read));
  }
  // What a county types itself it tries on its own records.
  if (indicator.examples.empty() && !indicator.file.starts_with(own_pack))
    table.fault({"每个指标至少要有一个算例 [[indicator.example]]", "every indicator has at least one [[indicator.example]]"});
}

}  // namespace

namespace {

/// Whether it looks at records of what people choose or live through at all.
bool looks_at_protected(const formula::Expression& expression, const Catalog& catalog) {
  std::set<TypeIndex> types;
  formula::add_reads(expression, types);
  return std::any_of(types.begin(), types.end(), [&](TypeIndex type) { return is_protected(catalog.types[type].about); });
}

}  // namespace

std::optional<Words> why_protected(const Indicator& indicator, const Catalog& catalog) {
  const bool counts_anchors = !indicator.value || !indicator.per.empty();
  if (indicator.anchor == Scope::Anchor::record && counts_anchors && is_protected(catalog.types[indicator.record].about))
    return Words{fmt::format("它数的是“{}”,那是人的选择或身体", catalog.types[indicator.record].name.zh),
                 fmt::format("it counts '{}', which people choose or live through", catalog.types[indicator.record].name.en)};
  // Where the anchors themselves are counted, what picks them counts as the numerator does.
  const bool picks = indicator.measure == Measure::count || indicator.measure == Measure::sum || !indicator.per.empty();
  for (const auto* condition : {&indicator.where, &indicator.when})
    if (picks && *condition && (formula::turns_on_protected(**condition, catalog.types, indicator.record) || looks_at_protected(**condition, catalog)))
      return Words{"它所数的由人的选择或身体决定", "what it counts is picked by what people chose or what happened to their bodies"};
  if (indicator.value && formula::turns_on_protected(*indicator.value, catalog.types, indicator.record))
    return Words{"分子取决于人的选择或身体", "its numerator turns on what people chose or what happened to their bodies"};
  return rights_cue(indicator.name.zh + " " + indicator.name.en + " " + indicator.id);
}

namespace {

void check_use(Table& table, const Indicator& indicator, const Catalog& catalog) {
  if (indicator.use != Use::score) return;
  const auto why = why_protected(indicator, catalog);
  if (!why) return;
  table.fault("use", {fmt::format("此指标不得设目标或计分:{}。可作统计(use = \"monitor\"),或改为考核服务:是否告知、知情选择是否有记录、按本人意愿取出是否及时", why->zh),
                      fmt::format("this indicator may not carry a target or points: {}. Show it as a statistic (use = \"monitor\"), or measure the service: "
                                  "information given, informed choice recorded, removal on request in time", why->en)});
}

/// The formula itself is read when all indicators are known (catalog.cpp).
void read_over_indicators(Table& table, Indicator& indicator) {
  if (!table.has("numerator")) table.fault({"缺少“numerator”:用其他指标写成的公式", "'numerator' is needed: a formula over other indicators"});
  table.text_if("numerator");
  table.text_if("denominator");
  for (const std::string_view key : {"each", "where", "count", "sum", "when", "per"})
    if (table.has(key)) {
      table.text_if(key);
      table.fault(key, {fmt::format("formula 指标没有“{}”:它只由其他指标算出", key), fmt::format("a formula indicator has no '{}': it is worked out from other indicators", key)});
    }
  if (indicator.use == Use::score)
    table.fault("use", {"formula 指标不直接计分:请对它所用的指标计分", "a formula indicator is not scored itself: score the indicators it is made of"});
}

Indicator read_indicator(Table& table, Catalog& catalog, Findings& findings) {
  Indicator indicator;
  indicator.file = table.file();
  indicator.line = table.line();
  indicator.id = table.id("id");
  indicator.name = table.words("name");
  indicator.programme = table.id("programme");
  indicator.measure = chosen<Measure>(table, "measure", measures);
  indicator.by = table.one_of("by", {"residence", "provider"}) == "provider" ? By::provider : By::residence;
  indicator.better = chosen<Better>(table, "better", betters);
  indicator.use = chosen<Use>(table, "use", uses);
  indicator.source = table.text("source");
  indicator.per = table.text_if("per").value_or("");
  if (indicator.measure == Measure::rate) indicator.per_n = table.whole("per_n", 1, 1'000'000);
  if (indicator.measure == Measure::formula) indicator.per_n = table.has("per_n") ? table.whole("per_n", 1, 1'000'000) : 1;
  indicator.shown = table.flag("shown", true);
  for (const std::string_view key : {"each", "where", "count", "sum", "when", "per", "numerator", "denominator"})
    if (const auto text = table.text_if(key)) {
      indicator.formula.emplace_back(key, *text);
      indicator.formula_lines.push_back(table.line_of(key));
    }

  for (const std::string_view key : {"numerator", "denominator"})
    if (indicator.measure != Measure::formula && table.has(key))
      table.fault(key, {fmt::format("只有 formula 指标有“{}”", key), fmt::format("only a formula indicator has '{}'", key)});
  if (indicator.measure == Measure::formula) {
    read_over_indicators(table, indicator);
  } else if (read_anchor(table, indicator, catalog)) {
    const bool period_end = indicator.anchor != Scope::Anchor::record && !table.has("when");
    const Scope scope = scope_of(indicator, catalog, period_end);
    indicator.where = read_formula(table, "where", scope, Kind::yes_no);
    read_value_formula(table, indicator, scope);
    if (indicator.anchor == Scope::Anchor::unit && table.has("when"))
      table.fault("when", {"以单位为锚点时,期间就是期末,不写“when”", "units are counted at the period's end; there is no 'when'"});
    else
      indicator.when = read_formula(table, "when", scope, Kind::day);
    if (indicator.anchor == Scope::Anchor::record) indicator.reads.insert(indicator.record);
    for (const auto* expression : {&indicator.where, &indicator.value, &indicator.when})
      if (*expression) {
        formula::add_reads(**expression, indicator.reads);
        formula::add_links(**expression, indicator.links);
      }
    if (indicator.anchor != Scope::Anchor::record && indicator.by == By::provider)
      table.fault("by", {"以人或单位为锚点时只能按 residence", "persons and units are counted by residence"});
    check_use(table, indicator, catalog);
  }
  read_target(table, indicator);
  read_examples(table, indicator, catalog, findings);
  table.done();
  return indicator;
}

}  // namespace

std::string_view id_of(Measure measure) { return measures[static_cast<std::size_t>(measure)]; }
std::string_view id_of(Better better) { return betters[static_cast<std::size_t>(better)]; }
std::string_view id_of(Use use) { return uses[static_cast<std::size_t>(use)]; }

void read_indicators(Table& file, Catalog& catalog, Findings& findings) {
  for (Table& table : file.tables("indicator")) {
    Indicator indicator = read_indicator(table, catalog, findings);
    if (!indicator.id.empty() && catalog.indicator(indicator.id))
      table.fault("id", {fmt::format("指标“{}”已经有了", indicator.id), fmt::format("indicator '{}' exists already", indicator.id)});
    catalog.indicators.push_back(std::move(indicator));
  }
  file.done();
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
