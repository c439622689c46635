// Cells taken apart, with the values called by their names.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "loop/decide/decide.h"

namespace anyu {

namespace {

/// A unit's name, with its code where another is called the same.
Words unit_name(const UnitTree& tree, UnitIndex unit) {
  const Unit& one = tree.at(unit);
  const auto namesakes = std::count_if(tree.all().begin(), tree.all().end(), [&](const Unit& other) { return other.name.zh == one.name.zh || other.name.en == one.name.en; });
  if (namesakes < 2) return one.name;
  return {fmt::format("{}({})", one.name.zh, one.code), fmt::format("{} ({})", one.name.en, one.code)};
}

std::optional<Words> called(const Dimension& dimension, std::int64_t value, const Indicator& indicator, const Engine& engine) {
  if (value < 0) return std::nullopt;
  switch (dimension.kind) {
    case Dimension::Kind::sex: return value == static_cast<std::int64_t>(Sex::female) ? Words{"女", "Female"} : Words{"男", "Male"};
    case Dimension::Kind::residency:
      return value == static_cast<std::int64_t>(Residency::resident)     ? Words{"常住", "Resident"}
             : value == static_cast<std::int64_t>(Residency::migrant_in) ? Words{"流入", "Migrant in"}
                                                                         : Words{"流出", "Migrant out"};
    case Dimension::Kind::age: return Words{fmt::format("{}–{}岁", value, value + 4), fmt::format("{} to {}", value, value + 4)};
    case Dimension::Kind::provider: return unit_name(engine.tree(), static_cast<UnitIndex>(value));
    case Dimension::Kind::field: {
      const Field& field = engine.catalog().types[indicator.record].fields[static_cast<std::size_t>(dimension.column)];
      if (field.type == Field::Type::yes_no) return value ? Words{"是", "Yes"} : Words{"否", "No"};
      return field.codes[static_cast<std::size_t>(value)].name;
    }
  }
  return std::nullopt;
}

}  // namespace

Result<std::vector<BrokenRow>> DecideStage::breakdown(const Actor& by, const std::string& id, const UnitCode& code, const Period& period,
                                                      const std::vector<std::string>& dimensions) const {
  const auto unit = own_unit(by, code);
  if (!unit) return unit.error();
  const auto which = own_indicator(id);
  if (!which) return which.error();
  if (const auto done = measured(period); !done) return done.error();
  const Indicator& indicator = engine_.catalog().indicators[*which];
  if (indicator.subject == Subject::person && !by.may(Right::see_people))
    return forbidden("您的角色只看整体的数字:拆得够细,就能认出人来", "your role sees figures as a whole: taken apart far enough, they point at persons");
  if (indicator.numerator) return invalid("由其他指标算出的指标不能拆开;请拆开它所用的指标", "an indicator made of others is not taken apart; take apart those it is made of");
  if (dimensions.empty() || dimensions.size() > 3) return invalid("请给出一至三个拆分项", "give one to three things to take it apart by");
  std::vector<Dimension> wanted;
  for (const std::string& name : dimensions) {
    if (name == "sex") wanted.push_back({Dimension::Kind::sex, 0});
    else if (name == "residency") wanted.push_back({Dimension::Kind::residency, 0});
    else if (name == "age") wanted.push_back({Dimension::Kind::age, 0});
    else if (name == "provider") wanted.push_back({Dimension::Kind::provider, 0});
    else {
      const bool records = indicator.anchor == formula::Scope::Anchor::record;
      const auto column = records ? engine_.catalog().types[indicator.record].field(name) : std::nullopt;
      const auto type = column ? engine_.catalog().types[indicator.record].fields[*column].type : Field::Type::text;
      if (type != Field::Type::code && type != Field::Type::yes_no)
        return invalid("不能按“{}”拆开;可用 sex、residency、age、provider,或锚点记录的代码与是否字段", "it cannot be taken apart by '{}'; there are sex, residency, age, provider, and the coded and yes-or-no fields of its record",
                       beginning(name, 63));
      wanted.push_back({Dimension::Kind::field, static_cast<int>(*column)});
    }
  }
  std::vector<BrokenRow> rows;
  for (const auto& [values, cell] : break_down(engine_, indicator, *unit, Engine::span_of(indicator, period, this_month()), wanted)) {
    BrokenRow row;
    for (std::size_t k = 0; k < wanted.size(); ++k) row.keys.push_back(called(wanted[k], values[k], indicator, engine_));
    row.cell = cell;
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
