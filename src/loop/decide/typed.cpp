// Indicators typed on a page: tried on the county, and kept in its own pack.
#include <fmt/format.h>

#include <algorithm>

#include "loop/decide/decide.h"
#include "measure/cell_value.h"

namespace anyu {

Result<Tried> DecideStage::try_typed(const Actor& by, const Typed& typed, const UnitCode& code, const Period& period) const {
  if (!by.may(Right::see_people)) return forbidden("您的角色只能看既定的指标:自写的公式可以一直缩小到个人", "your role sees indicators as they are: a formula of one's own can be narrowed down to one person");
  const auto unit = own_unit(by, code);
  if (!unit) return unit.error();
  if (const auto done = measured(period); !done) return done.error();
  TypedReading reading = read_typed(typed, engine_.catalog());
  Tried tried;
  tried.faults = std::move(reading.faults);
  if (!reading.indicator) return tried;
  const Indicator& indicator = tried.indicator.emplace(std::move(*reading.indicator));

  constexpr int trend_months = 24;
  const Month now = this_month(), until = std::min(period.last(), now);
  const Month first = std::max(engine_.months().first, std::min(period.first, until + -(trend_months - 1)));
  const CellGrid grid = engine_.count(indicator, {first, std::max(until, period.first)});
  const auto cell = [&](UnitIndex where, const Period& when) {
    const MonthRange span = Engine::span_of(indicator, when, now);
    const Cell own = indicator.numerator ? Cell{} : grid.total(engine_.tree(), where, span.first, span.last);
    return with_others(indicator, own, [&](std::size_t other) { return engine_.cell(other, where, when, now); });
  };
  tried.units.push_back({*unit, cell(*unit, period)});
  for (const UnitIndex below : engine_.tree().children(*unit)) tried.units.push_back({below, cell(below, period)});
  for (Month month = std::max(first, until + -(trend_months - 1)); month <= until; month = month + 1)
    tried.trend.push_back({Period::month(month), cell(*unit, Period::month(month)), so_far(Period::month(month))});
  return tried;
}

Result<std::vector<TypedFault>> DecideStage::keep_typed(const Actor& by, Typed typed, const std::function<Done(const std::string& id, const std::string& toml)>& write) const {
  if (!by.may(Right::define)) return forbidden("只有县级可以把指标写进本县内容包", "only the county level writes indicators into the county's own pack");
  if (engine_.catalog().indicator(typed["id"])) return conflict("已有指标“{}”,请另取代码", "there is an indicator '{}' already; choose another id", typed["id"]);
  TypedReading reading = read_typed(typed, engine_.catalog());
  if (!reading.indicator) return std::move(reading.faults);
  const auto heading = fmt::format("\n# {} {}\n", by.user, text_of(clock_.now()));
  if (const auto done = write(reading.indicator->id, heading + toml_of(typed)); !done) return done.error();
  return std::vector<TypedFault>{};
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
