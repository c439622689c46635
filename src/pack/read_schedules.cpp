// schedules/*.toml
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "pack/read_pack.h"

namespace anyu {

namespace {

using formula::Scope;
using formula::Variable;
using Kind = formula::ValueType::Kind;

formula::Expression needed_formula(Table& table, std::string_view key, const Scope& scope, Kind kind) {
  if (!table.has(key)) table.fault({fmt::format("缺少“{}”", key), fmt::format("'{}' is needed here", key)});
  return read_formula(table, key, scope, kind).value_or(formula::Expression{});
}

/// At most how many days after its record the day of a formula lies; nothing where that depends on more than the day.
std::optional<int> days_after_record(const formula::Expression& day) {
  using formula::Op;
  if (day.op == Op::record_day) return 0;
  const bool moved = day.op == Op::add || day.op == Op::subtract || day.op == Op::months_after;
  if (!moved || day.parts[1].op != Op::constant || std::abs(day.parts[1].number) > 100'000) return std::nullopt;
  const auto from = days_after_record(day.parts[0]);
  if (!from) return std::nullopt;
  const int by = static_cast<int>(day.parts[1].number);
  return *from + (day.op == Op::add ? by : day.op == Op::subtract ? -by : by * 31);
}

std::optional<int> reach_of(const Schedule& schedule) {
  int reach = 0;
  for (const ScheduleStep& step : schedule.steps) {
    const auto drops = days_after_record(step.drops);
    if (!drops) return std::nullopt;
    reach = std::max(reach, *drops);
  }
  return reach;
}

ScheduleStep read_step(Table& table, Scope scope, const Catalog& catalog) {
  ScheduleStep step;
  step.id = table.id("id");
  step.name = table.words("name");
  scope.variables = {};
  step.due = needed_formula(table, "due", scope, Kind::day);
  step.opens = needed_formula(table, "opens", scope, Kind::day);
  step.closes = needed_formula(table, "closes", scope, Kind::day);
  step.drops = needed_formula(table, "drops", scope, Kind::day);
  scope.variables = {Variable::today, Variable::opens, Variable::closes, Variable::drops};
  step.settled = needed_formula(table, "settled", scope, Kind::yes_no);
  const auto does = table.text("does");
  if (const auto type = catalog.type(does)) step.does = *type;
  else if (!does.empty()) table.fault("does", {fmt::format("没有记录类型“{}”", does), fmt::format("there is no record type '{}'", does)});
  table.done();
  return step;
}

}  // namespace

void read_schedules(Table& file, Catalog& catalog, Findings&) {
  for (Table& table : file.tables("schedule")) {
    Schedule schedule;
    schedule.id = table.id("id");
    schedule.name = table.words("name");
    schedule.source = table.text("source");
    for (const Schedule& known : catalog.schedules)
      if (known.id == schedule.id) table.fault("id", {fmt::format("计划“{}”已经有了", known.id), fmt::format("schedule '{}' exists already", known.id)});
    const auto each = table.text("each");
    const auto type = catalog.type(each);
    if (!type || catalog.types[*type].subject != Subject::person) {
      table.fault("each", {fmt::format("没有以人为主体的记录类型“{}”", each), fmt::format("there is no record type '{}' about persons", each)});
      continue;
    }
    schedule.each = *type;
    Scope scope;
    scope.types = &catalog.types;
    scope.record = *type;
    scope.variables = {Variable::today};
    schedule.where = read_formula(table, "where", scope, Kind::yes_no);
    schedule.agreed = read_formula(table, "agreed", scope, Kind::yes_no);
    schedule.ends = read_formula(table, "ends", scope, Kind::yes_no);
    for (Table& step : table.tables("step")) schedule.steps.push_back(read_step(step, scope, catalog));
    if (schedule.steps.empty()) table.fault({"计划至少要有一步", "a schedule has at least one step"});
    schedule.reach = reach_of(schedule);
    table.done();
    catalog.schedules.push_back(std::move(schedule));
  }
  file.done();
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
