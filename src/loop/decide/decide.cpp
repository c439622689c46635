// Reading cells for those who may.
#include "loop/decide/decide.h"

#include "base/text.h"
#include <algorithm>

namespace anyu {

Result<UnitIndex> DecideStage::own_unit(const Actor& by, const UnitCode& code) const {
  const auto unit = engine_.tree().find(code);
  if (!unit || !by.may(Right::see_figures, *unit, engine_.tree()))
    return forbidden("这个单位不在您的范围内", "this unit is outside your part of the tree");
  return *unit;
}

Result<std::size_t> DecideStage::own_indicator(const std::string& id) const {
  const auto indicator = engine_.catalog().indicator(id);
  if (!indicator) return not_found("没有指标“{}”", "there is no indicator '{}'", beginning(id, 63));
  return *indicator;
}

Done DecideStage::measured(const Period& period) const {
  if (period.last() >= engine_.months().first && period.first <= this_month()) return {};
  return not_found("这一期间没有数据;可看{}至{}", "nothing is measured in this period; there is {} to {}", Period::month(engine_.months().first).text(),
                   Period::month(this_month()).text());
}

Result<std::vector<BoardRow>> DecideStage::board(const Actor& by, const UnitCode& code, const Period& period) const {
  const auto unit = own_unit(by, code);
  if (!unit) return unit.error();
  if (const auto done = measured(period); !done) return done.error();
  std::vector<Period> periods = {period};
  while (periods.size() < 12 && periods.back().previous().last() >= engine_.months().first) periods.push_back(periods.back().previous());
  std::reverse(periods.begin(), periods.end());
  const Month now = this_month();
  std::vector<BoardRow> rows;
  for (std::size_t i = 0; i < engine_.catalog().indicators.size(); ++i) {
    if (!engine_.catalog().indicators[i].shown) continue;
    BoardRow row;
    row.indicator = i;
    for (const Period& one : periods) row.spark.push_back(engine_.cell(i, *unit, one, now));
    row.cell = row.spark.back();
    row.before = engine_.cell(i, *unit, period.previous(), now);
    row.gap = gap_of(engine_.catalog().indicators[i], row.cell);
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<std::vector<PeriodCell>> DecideStage::trend(const Actor& by, const std::string& id, const UnitCode& code, const Period& from, const Period& to) const {
  const auto unit = own_unit(by, code);
  if (!unit) return unit.error();
  const auto indicator = own_indicator(id);
  if (!indicator) return indicator.error();
  if (from.kind != to.kind || from > to) return invalid("起止期间要同类,且先后有序", "from and to are periods of one kind, in order");
  if (to.last() - from.first > 600) return invalid("一次最多看50年", "at most 50 years at once");
  std::vector<PeriodCell> cells;
  for (Period period = from; period <= to; period = period.next()) {
    if (period.last() < engine_.months().first || period.first > this_month()) continue;
    cells.push_back({period, engine_.cell(*indicator, *unit, period, this_month()), so_far(period)});
  }
  return cells;
}

Result<std::vector<UnitCell>> DecideStage::units(const Actor& by, const std::string& id, const UnitCode& code, const Period& period) const {
  const auto unit = own_unit(by, code);
  if (!unit) return unit.error();
  const auto indicator = own_indicator(id);
  if (!indicator) return indicator.error();
  if (const auto done = measured(period); !done) return done.error();
  std::vector<UnitCell> cells = {{*unit, engine_.cell(*indicator, *unit, period, this_month())}};
  for (const UnitIndex below : engine_.tree().children(*unit)) cells.push_back({below, engine_.cell(*indicator, below, period, this_month())});
  return cells;
}

Result<AnchorList> DecideStage::anchors(const Actor& by, const std::string& id, const UnitCode& code, const Period& period, Answer answer,
                                        std::size_t limit) const {
  const auto unit = own_unit(by, code);
  if (!unit) return unit.error();
  const auto which = own_indicator(id);
  if (!which) return which.error();
  const Indicator& indicator = engine_.catalog().indicators[*which];
  if (indicator.subject == Subject::person && !by.may(Right::see_people))
    return forbidden("您的角色只能看数字,不能看到人", "your role sees numbers, not people");
  if (indicator.subject == Subject::person && indicator.use == Use::never && answer == Answer::not_counted)
    return forbidden("这是关于个人选择的统计,不列出“没有这样选择”的人", "this counts what people chose; there is no list of those who did not");
  AnchorList list;
  list.anchors = engine_.anchors(*which, *unit, period, this_month(), answer, limit);
  // The whole number is the cell's; where a cell's numerator is no count of anchors, or is cut off, it is what was listed.
  const Cell cell = engine_.cell(*which, *unit, period, this_month());
  const bool counts = indicator.measure == Measure::share || indicator.measure == Measure::rate || indicator.measure == Measure::count;
  if (answer == Answer::unknown) list.total = cell.unknown;
  else if (counts && answer == Answer::counted) list.total = cell.numerator;
  else if (counts && indicator.per.empty() && indicator.has_denominator()) list.total = cell.denominator - cell.numerator - cell.unknown;
  else list.total = indicator.measure == Measure::mean && answer == Answer::counted ? cell.denominator : static_cast<std::int64_t>(list.anchors.size());
  return list;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
