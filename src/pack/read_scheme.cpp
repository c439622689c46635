// Reading a scheme: what its text leaves open is asked for, and never guessed.
#include "pack/read_scheme.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "pack/rights.h"
#include "pack/scheme_faults.h"

namespace anyu {

namespace {

using Types = std::vector<Input::Type>;
const Types numeric = {Input::Type::percent, Input::Type::number, Input::Type::count};

std::size_t fault_count(const Findings& findings) {
  const auto& all = findings.all();
  return static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(), [](const Finding& f) { return f.severity == Finding::Severity::fault; }));
}

std::vector<std::string> ids_of(const std::vector<Input>& inputs) {
  std::vector<std::string> ids;
  for (const Input& input : inputs) ids.push_back(input.id);
  return ids;
}

const Input* find(const std::vector<Input>& inputs, std::string_view id) {
  const auto found = std::find_if(inputs.begin(), inputs.end(), [&](const Input& input) { return input.id == id; });
  return found == inputs.end() ? nullptr : &*found;
}

void unknown_input(Table& table, std::string_view key, std::string_view id, const std::vector<Input>& inputs) {
  const auto meant = nearest(id, ids_of(inputs));
  table.fault(key, {fmt::format("没有输入项“{}”{}", id,
                                meant ? fmt::format("，是否指“{}”？", *meant) : "：请先用 [[input]] 声明"),
                    fmt::format("there is no input '{}'{}", id,
                                meant ? fmt::format("; is '{}' meant?", *meant) : ": declare it with [[input]]")});
}

/// A decision the published text leaves open. What it decides is told, since it is never guessed.
std::string decided(Table& table, std::string_view key, const std::vector<std::string>& choices,
                    const Words& meaning) {
  if (!table.has(key)) {
    table.fault({fmt::format("缺少“{}”：{}；原表没有写明的须由采用单位选定，系统不会代为猜测", key, meaning.zh),
                 fmt::format("'{}' is needed: {}; it is never guessed", key, meaning.en)});
    return {};
  }
  return table.one_of(key, choices);
}

/// A decimal, or "unknown" where the source has lost it.
std::optional<Decimal> number_or_lost(Table& table, std::string_view key) {
  const auto text = table.scalar(key);
  if (!text || *text == "unknown") return std::nullopt;
  const auto number = Decimal::parse(*text);
  if (!number)
    table.fault(
        key,
        {fmt::format("“{}”应是带引号的十进制数，原文已缺失的写 \"unknown\"", key),
         fmt::format("'{}' must be a decimal in quotation marks, or \"unknown\" where the source lost it", key)});
  return number;
}

std::optional<InputValue> value_of(Table& table, const Input& input) {
  const auto text = table.scalar(input.id);
  if (!text) return std::nullopt;
  if (text->starts_with('?')) {
    if (const auto reason = entered_reason(text->substr(1))) return *reason;
    table.fault(input.id, {"原因只能是 ?not_done、?not_recorded 或 ?not_due",
                           "a reason is one of ?not_done, ?not_recorded, ?not_due"});
    return std::nullopt;
  }
  const auto wrong = [&](const Words& expected) {
    table.fault(input.id, {fmt::format("“{}”应是{}，不能是“{}”", input.id, expected.zh, *text),
                           fmt::format("'{}' must be {}, not '{}'", input.id, expected.en, *text)});
    return std::nullopt;
  };
  switch (input.type) {
    case Input::Type::yes_no:
      if (*text == "true" || *text == "false") return *text == "true";
      return wrong({"true 或 false", "true or false"});
    case Input::Type::state: {
      if (input.state(*text)) return *text;
      std::vector<std::string> states;
      for (const Code& state : input.states) states.push_back(state.id);
      return wrong(
          {fmt::format("{} 之一", fmt::join(states, ", ")), fmt::format("one of {}", fmt::join(states, ", "))});
    }
    case Input::Type::count: {
      const auto count = whole_number(*text);
      if (count && *count >= 0) return Decimal(*count);
      return wrong({"不小于0的整数", "a whole number, 0 or more"});
    }
    case Input::Type::percent:
    case Input::Type::number:
      break;
  }
  const auto number = Decimal::parse(*text);
  if (!number) return wrong({"带引号的十进制数，如 \"86.5\"", "a decimal in quotation marks, like \"86.5\""});
  if (input.type == Input::Type::percent && (*number < 0 || *number > 100))
    table.warning(input.id, {fmt::format("“{}”是百分比，现为{}，不在0到100之间：请核对", input.id, number->exact()),
                             fmt::format("'{}' is a percentage and {} is outside 0 to 100: check it", input.id,
                                         number->exact())});
  return *number;
}

class SchemeReader {
 public:
  SchemeReader(Table& file, Findings& findings) : file_(file), findings_(findings) { scheme_.file = file.file(); }

  std::optional<Scheme> read() {
    const auto faults_before = fault_count(findings_);
    auto head = file_.table("scheme");
    if (!head && !file_.has("scheme"))
      file_.fault({"缺少 [scheme]：评分表的名称、种类和出处",
                   "[scheme] is needed: what the sheet is and where it comes from"});
    if (!head || !read_head(*head)) return std::nullopt;  // without its kind no item can be read
    for (Table& table : file_.tables("input")) read_input(table);
    for (Table& table : file_.tables("section")) read_section(table);
    auto items = file_.tables("item");
    if (items.empty()) file_.fault({"没有条目 [[item]]", "there are no items: [[item]]"});
    for (Table& table : items) read_item(table);
    file_.done();

    // A sum over items that could not be read would only be a second complaint about the same thing.
    if (fault_count(findings_) == faults_before) check_faults(scheme_, findings_);
    check_rights(scheme_, findings_);
    if (fault_count(findings_) > faults_before) return std::nullopt;
    return std::move(scheme_);
  }

 private:
  bool in_points() const { return scheme_.kind == Scheme::Kind::points; }

  /// Whether the kind of sheet is known.
  bool read_head(Table& table) {
    scheme_.id = table.id("id");
    scheme_.name = table.words("name");
    const auto kind = table.one_of("kind", {"points", "thresholds"});
    scheme_.kind = kind == "thresholds" ? Scheme::Kind::thresholds : Scheme::Kind::points;
    scheme_.issuer = table.text("issuer");
    scheme_.year = table.text("year");
    scheme_.unit_level = level_of(table.one_of("unit_level", {"nation", "province", "prefecture", "county",
                                                              "township", "village", "facility"}))
                             .value_or(Level::county);
    const auto period = table.one_of("period", {"month", "quarter", "half_year", "year"});
    scheme_.period = period == "month"       ? Period::Kind::month
                     : period == "quarter"   ? Period::Kind::quarter
                     : period == "half_year" ? Period::Kind::half_year
                                             : Period::Kind::year;
    scheme_.completeness = table.words("completeness");
    scheme_.source = table.text("source");
    table.done();
    return !kind.empty();
  }

  void read_input(Table& table) {
    Input input;
    input.line = table.line();
    input.id = table.id("id");
    input.name = table.words("name");
    const auto type = table.one_of("type", {"percent", "number", "count", "yes_no", "state"});
    for (const auto known :
         {Input::Type::percent, Input::Type::number, Input::Type::count, Input::Type::yes_no, Input::Type::state})
      if (type == id_of(known)) input.type = known;
    const auto about = table.one_of("about", {"care", "unit", "choice", "body"});
    input.about = about == "unit"     ? About::unit
                  : about == "choice" ? About::choice
                  : about == "body"   ? About::body
                                      : About::care;
    if (input.type == Input::Type::state) read_states(table, input);
    if (auto from = table.table("from")) {
      input.from =
          IndicatorSource{from->id("indicator"), static_cast<int>(from->whole_if("years", 1, 10).value_or(1))};
      from->done();
      if (!type.empty() && !input.is_numeric())
        table.fault(
            "from",
            {"指标是数字，不能作为 yes_no 或 state 的来源：请去掉 from，改为手工填报",
             "an indicator is a number and cannot answer yes_no or state: drop `from`, it is given by hand"});
    }
    table.done();
    if (find(scheme_.inputs, input.id)) {
      twice(table, "input", input.id);
    } else {
      scheme_.inputs.push_back(std::move(input));
    }
  }

  void read_states(Table& table, Input& input) {
    const auto states = table.texts("states");
    if (states.size() < 2 || std::set<std::string>(states.begin(), states.end()).size() != states.size())
      table.fault("states", {"“states”应列出两个以上各不相同的状态，如 [\"none\", \"weak\", \"ok\"]",
                             "'states' must list two or more different states, like [\"none\", \"weak\", \"ok\"]"});
    auto named = table.table("state_names");
    for (const std::string& state : states) {
      Words name = {state, state};
      if (named) name = named->words_if(state).value_or(std::move(name));
      input.states.push_back({state, std::move(name)});
    }
    if (named) named->done();
  }

  void read_section(Table& table) {
    Section section;
    section.line = table.line();
    section.id = table.text("id");
    section.name = table.words("name");
    if (in_points()) {
      section.max = table.decimal("max");
      section.incomplete = table.flag("incomplete", false);
    }
    table.done();
    if (scheme_.section(section.id)) {
      twice(table, "section", section.id);
    } else {
      scheme_.sections.push_back(std::move(section));
    }
  }

  void read_item(Table& table) {
    Item item;
    item.line = table.line();
    item.id = table.text("id");
    item.section = table.text("section");
    item.text = table.words("text");
    item.source = table.text_if("source").value_or("");
    if (in_points()) {
      item.max = table.decimal("max");
      if (*item.max < 0) table.fault("max", {"“max”不能小于0", "'max' cannot be below 0"});
    }
    if (!item.section.empty() && !scheme_.section(item.section))
      table.fault("section", {fmt::format("没有部分“{}”：请先用 [[section]] 声明", item.section),
                              fmt::format("there is no section '{}': declare it with [[section]]", item.section)});
    if (table.has("declined") || table.has("lost")) {
      read_without_rule(table, item);
    } else {
      if (in_points()) {
        item.rule = points_rule(table, item);
      } else {
        item.rule = threshold_rule(table);
      }
      for (Table& example : table.tables("example")) read_example(example, item);
      table.done();
    }
    if (scheme_.item(item.id)) {
      twice(table, "item", item.id);
    } else {
      scheme_.items.push_back(std::move(item));
    }
  }

  /// `declined` or `lost`: kept with its reason, scored by nothing.
  void read_without_rule(Table& table, Item& item) {
    bool has_rule = false;
    for (const auto* key : {"start", "floor", "missing", "part", "condition", "shown", "example"})
      if (table.has(key)) {
        has_rule = true;
        table.fault(key, {fmt::format("写了 declined 或 lost 的条目不再有规则：请删去“{}”", key),
                          fmt::format("an item that is declined or lost has no rule beside it: remove '{}'", key)});
      }
    if (table.has("declined") && table.has("lost"))
      table.fault("lost", {"declined 与 lost 只能写一个", "an item is either declined or lost, not both"});
    if (auto declined = table.table("declined")) {
      item.rule = Declined{declined->words("why"), declined->words_if("instead")};
      declined->done();
    }
    if (auto lost = table.table("lost")) {
      if (!table.has("declined")) item.rule = Lost{lost->words("why")};
      lost->done();
    }
    if (!has_rule) table.done();  // it would tell the same keys again
  }

  PointsRule points_rule(Table& table, const Item& item) {
    PointsRule rule;
    const auto start =
        decided(table, "start", {"full", "zero"},
                {"full 从满分往下扣，zero 从零分往上加", "full deducts from the maximum, zero earns points"});
    if (start == "zero") rule.start = PointsRule::Start::zero;
    rule.floor = floor_of(table, item);
    decided(
        table, "missing", {"undecided"},
        {"没有数据时请写 undecided（未定，不按零分也不按满分）", "write undecided, neither zero nor full marks"});
    for (Table& part : table.tables("part")) read_part(part, rule);
    if (rule.parts.empty() && !table.has("part"))
      table.fault(
          {"条目没有规则：请用 [[item.part]] 写明如何得分；原表规则已缺失的写 lost，不采用的写 declined",
           "the item has no rule: add [[item.part]]; write `lost` where the source lost it, `declined` where it "
           "is not built"});
    return rule;
  }

  std::optional<Decimal> floor_of(Table& table, const Item& item) {
    if (!table.has("floor")) {
      table.fault(
          {"缺少“floor”：最低分是 "
           "\"0\"、其他数，还是可以一直为负（\"none\"）；原表没有写明的须由采用单位选定，系统不会代为猜测",
           "'floor' is needed: the lowest the item can come to, \"0\" or another number, or \"none\" where it may "
           "go below zero; it is never guessed"});
      return std::nullopt;
    }
    const auto text = table.scalar("floor");
    if (!text || *text == "none") return std::nullopt;
    const auto floor = Decimal::parse(*text);
    if (!floor) {
      table.fault("floor", {"“floor”应是带引号的十进制数，或 \"none\"",
                            "'floor' must be a decimal in quotation marks, or \"none\""});
    } else if (item.max && *floor > *item.max) {
      table.fault("floor", {"“floor”不能大于条目的 max", "'floor' cannot be above the item's max"});
    }
    return floor;
  }

  void read_part(Table& table, PointsRule& rule) {
    const auto kind = table.one_of("kind", {"bool", "count", "state", "step"});
    Part part;
    part.line = table.line();
    if (kind == "bool") {
      const auto input = read_input_id(table, {Input::Type::yes_no},
                                       {"bool 只能读 yes_no 类输入项", "a bool part reads a yes_no input"});
      part.rule = BoolPart{input, points_of(table)};
    } else if (kind == "count") {
      const auto input = read_input_id(table, {Input::Type::count},
                                       {"count 只能读 count 类输入项", "a count part reads a count input"});
      part.rule = CountPart{input, points_of(table)};
    } else if (kind == "state") {
      part.rule = state_part(table);
    } else if (kind == "step") {
      part.rule = step_part(table);
    }
    if (!kind.empty()) {
      table.done();
      rule.parts.push_back(std::move(part));
    }
  }

  static Decimal points_of(Table& table) {
    if (!table.has("points")) return table.decimal("points");  // which tells that it is needed
    const auto points = table.decimal_if("points");
    if (points && points->is_zero())
      table.fault("points", {"“points”不能为0：0分不是规则", "'points' cannot be 0: that is no rule"});
    return points.value_or(Decimal());
  }

  StatePart state_part(Table& table) {
    StatePart part;
    part.input = read_input_id(table, {Input::Type::state},
                               {"state 只能读 state 类输入项", "a state part reads a state input"});
    auto map = table.table("map");
    if (!map) {
      if (!table.has("map"))
        table.fault({"缺少“map”：每个状态各得几分，如 { none = \"-5\", ok = \"0\" }",
                     "'map' is needed: the points of each state, like { none = \"-5\", ok = \"0\" }"});
      return part;
    }
    const Input* input = find(scheme_.inputs, part.input);
    if (!input) return part;
    for (const Code& state : input->states) {
      if (const auto points = map->decimal_if(state.id)) {
        part.points[state.id] = *points;
      } else if (!map->has(state.id)) {
        map->fault(
            {fmt::format("“map”没有写状态“{}”得几分：每个状态都要写，得0分也要写", state.id),
             fmt::format("'map' does not say what the state '{}' gives: every state is mapped, also those that "
                         "give 0",
                         state.id)});
      }
    }
    map->done();
    return part;
  }

  StepPart step_part(Table& table) {
    StepPart part;
    part.input = read_input_id(
        table, numeric,
        {"step 只能读 percent、number 或 count 类输入项", "a step part reads a percent, number or count input"});
    const int sides = table.has("below") + table.has("above") + table.has("target");
    if (sides != 1)
      table.fault({"“below”“above”“target”须写且只写一个；原表数字已缺失的写 target = \"unknown\"",
                   "write exactly one of 'below', 'above' and 'target'; target = \"unknown\" where the source lost "
                   "the number"});
    if (table.has("below")) part.target = number_or_lost(table, "below");
    if (table.has("above")) {
      part.side = StepPart::Side::above;
      part.target = number_or_lost(table, "above");
    }
    if (table.has("target")) table.one_of("target", {"unknown"});
    part.each = each_of(table);
    part.points = points_of(table);
    const auto mode = decided(table, "mode", {"continuous", "whole", "any_part"},
                              {"相差3.5步时，continuous 按3.5步算，whole 按3步算，any_part 按4步算",
                               "a shortfall of 3.5 steps counts as 3.5 (continuous), 3 (whole) or 4 (any_part)"});
    part.mode = mode_of(mode).value_or(StepMode::continuous);
    return part;
  }

  static Decimal each_of(Table& table) {
    if (!table.has("each")) table.decimal("each");  // which tells that it is needed
    const auto each = table.decimal_if("each");
    if (each && *each > 0) return *each;
    if (each) table.fault("each", {"“each”必须大于0", "'each' must be greater than 0"});
    return 1;
  }

  static std::optional<StepMode> mode_of(std::string_view id) {
    for (const auto mode : {StepMode::continuous, StepMode::whole, StepMode::any_part})
      if (id == id_of(mode)) return mode;
    return std::nullopt;
  }

  ThresholdRule threshold_rule(Table& table) {
    ThresholdRule rule;
    rule.shown = table.flag("shown", false);
    for (Table& condition : table.tables("condition")) read_condition(condition, rule);
    if (rule.conditions.empty() && !table.has("condition"))
      table.fault(
          {"条目没有条件：请用 [[item.condition]] 写明门槛；原表已缺失的写 lost，不采用的写 declined",
           "the item has no condition: add [[item.condition]]; write `lost` where the source lost it, `declined` "
           "where it is not built"});
    return rule;
  }

  void read_condition(Table& table, ThresholdRule& rule) {
    using Compare = Condition::Compare;
    struct Row {
      const char* key;
      Compare compare;
    };
    constexpr std::array<Row, 5> rows = {{{"at_least", Compare::at_least},
                                          {"at_most", Compare::at_most},
                                          {"below", Compare::below},
                                          {"above", Compare::above},
                                          {"equals", Compare::equals}}};
    Condition condition;
    condition.line = table.line();
    int asked = 0;
    for (const Row& row : rows) {
      if (!table.has(row.key)) continue;
      ++asked;
      condition.compare = row.compare;
      condition.value = number_or_lost(table, row.key);
    }
    const bool is = table.has("is");
    if (is) condition.compare = table.flag("is", true) ? Compare::is_yes : Compare::is_no;
    if (asked + is != 1)
      table.fault(
          {"每个条件须写且只写一个：at_least、at_most、below、above、equals 或 is；数字已缺失的写 \"unknown\"",
           "a condition has exactly one of at_least, at_most, below, above, equals, is; \"unknown\" where the "
           "number is lost"});
    condition.input = is ? read_input_id(table, {Input::Type::yes_no},
                                         {"is 只能用于 yes_no 类输入项", "`is` asks a yes_no input"})
                         : read_input_id(table, numeric,
                                         {"比较大小只能用于 percent、number 或 count 类输入项",
                                          "numbers are compared with a percent, number or count input"});
    table.done();
    rule.conditions.push_back(std::move(condition));
  }

  /// The id of an input that is declared and has one of these types.
  std::string read_input_id(Table& table, const Types& types, const Words& rule) {
    const auto id = table.text("input");
    if (id.empty()) return id;
    const Input* input = find(scheme_.inputs, id);
    if (!input) {
      unknown_input(table, "input", id, scheme_.inputs);
    } else if (std::find(types.begin(), types.end(), input->type) == types.end()) {
      table.fault("input", {fmt::format("{}，而“{}”是 {}", rule.zh, id, id_of(input->type)),
                            fmt::format("{}, and '{}' is of type {}", rule.en, id, id_of(input->type))});
    }
    return id;
  }

  void read_example(Table& table, Item& item) {
    ItemExample example;
    example.line = table.line();
    auto given = table.table("given");
    if (given) {
      example.given = read_given(*given, scheme_.inputs);
    } else if (!table.has("given")) {
      table.fault({"例子缺少“given”：给出哪些数据", "the example needs 'given': the figures it is scored on"});
    }
    const auto read_by_item = inputs_of(item);
    for (const auto& [id, value] : example.given)
      if (std::find(read_by_item.begin(), read_by_item.end(), id) == read_by_item.end())
        table.fault("given", {fmt::format("本条目不用“{}”：请从例子中删去", id),
                              fmt::format("this item does not read '{}': remove it from the example", id)});
    if (auto with = table.table("with")) read_reading(*with, item, example);
    if (in_points()) example.points = table.decimal_if("points");
    example.outcome =
        table.one_of_if("outcome", in_points() ? std::vector<std::string>{"undecided"}
                                               : std::vector<std::string>{"met", "missed", "unknown"});
    if (!table.has("outcome") && !(in_points() && table.has("points")))
      table.fault({in_points() ? "例子缺少结果：请写 points，或 outcome = \"undecided\""
                               : "例子缺少结果：请写 outcome（met、missed 或 unknown）",
                   in_points()
                       ? "the example does not say what comes out: write points, or outcome = \"undecided\""
                       : "the example does not say what comes out: write outcome (met, missed or unknown)"});
    table.done();
    item.examples.push_back(std::move(example));
  }

  static void read_reading(Table& with, const Item& item, ItemExample& example) {
    if (const auto mode = with.one_of_if("mode", {"continuous", "whole", "any_part"}))
      example.mode = mode_of(*mode);
    const auto* rule = std::get_if<PointsRule>(&item.rule);
    const bool steps = rule && std::any_of(rule->parts.begin(), rule->parts.end(), [](const Part& part) {
                         return std::holds_alternative<StepPart>(part.rule);
                       });
    if (example.mode && !steps)
      with.fault("mode",
                 {"本条目没有 step，不能另选 mode", "this item has no step part to be read in another mode"});
    with.done();
  }

  static void twice(Table& table, std::string_view what, std::string_view id) {
    if (id.empty()) return;
    table.fault("id", {fmt::format("{} 的编号“{}”重复：每个编号只能用一次", what, id),
                       fmt::format("the {} id '{}' is used twice: each is used once", what, id)});
  }

  Table& file_;
  Findings& findings_;
  Scheme scheme_;
};

}  // namespace

Given read_given(Table& table, const std::vector<Input>& inputs) {
  Given given;
  for (const std::string& id : table.keys()) {
    const Input* input = find(inputs, id);
    if (!input) {
      unknown_input(table, id, id, inputs);
    } else if (auto value = value_of(table, *input)) {
      given.emplace(id, std::move(*value));
    }
  }
  return given;
}

std::optional<Scheme> read_scheme(Table& file, Findings& findings) { return SchemeReader(file, findings).read(); }

std::optional<Scheme> read_scheme(const std::string& path, const std::string& shown_as, Findings& findings) {
  auto file = Table::read(path, shown_as, findings);
  if (!file) return std::nullopt;
  return read_scheme(*file, findings);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
