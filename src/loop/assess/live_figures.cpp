// From cells to figures, and from published words to what they are worth.
#include "loop/assess/live_figures.h"

#include <algorithm>
#include <set>

#include "loop/assess/score.h"
#include "measure/cell_value.h"
#include "pack/case_lines.h"

namespace anyu {

namespace {

/// The years an input looks back over, the latest last.
std::vector<Period> years_of(const IndicatorSource& source, const Period& period) {
  std::vector<Period> years = {period};
  while (static_cast<int>(years.size()) < source.years) {
    const Period& latest = years.front();
    years.insert(years.begin(), Period{latest.kind, latest.first + -12});
  }
  return years;
}

struct LiveFigure {
  std::optional<Decimal> value;
  std::optional<Decimal> low, high;  ///< where something is unknown
};

LiveFigure figure_over(const Indicator& indicator, std::size_t index, const std::vector<Period>& years, const CellSource& cells) {
  Cell total;
  for (const Period& year : years) {
    const Cell cell = cells(index, year);
    if (indicator.has_denominator() && cell.denominator == 0) return {};
    total += cell;
  }
  const CellValue value = value_of(indicator, total);
  return {value.value, value.low, value.high};
}

bool same_outcome(const ItemScore& a, const ItemScore& b) { return a.outcome == b.outcome && a.points == b.points; }

/// Whether any item that reads the input comes out otherwise with the other value.
bool tips(const Scheme& scheme, const Given& given, const std::string& input, const Decimal& low, const Decimal& high) {
  Given with_low = given, with_high = given;
  with_low[input] = low;
  with_high[input] = high;
  return std::any_of(scheme.items.begin(), scheme.items.end(), [&](const Item& item) {
    const auto inputs = inputs_of(item);
    return std::find(inputs.begin(), inputs.end(), input) != inputs.end() &&
           !same_outcome(score_item(scheme, item, with_low), score_item(scheme, item, with_high));
  });
}

}  // namespace

Given live_figures(const Scheme& scheme, const Catalog& catalog, const Period& period, const CellSource& cells) {
  Given given;
  std::vector<std::pair<std::string, LiveFigure>> open;
  for (const Input& input : scheme.inputs) {
    given[input.id] = Missing::not_recorded;
    if (!input.from) continue;
    const auto index = catalog.indicator(input.from->indicator);
    if (!index) continue;
    const LiveFigure figure = figure_over(catalog.indicators[*index], *index, years_of(*input.from, period), cells);
    if (figure.value) given[input.id] = *figure.value;
    if (figure.low && figure.high) open.emplace_back(input.id, figure);
  }
  for (const auto& [input, figure] : open)
    if (tips(scheme, given, input, *figure.low, *figure.high)) given[input] = Missing::not_recorded;
  return given;
}

namespace {

/// The indicator that shows a reported figure: the one whose anchors are those reports.
std::optional<std::size_t> indicator_of(const Catalog& catalog, const std::string& figure) {
  for (std::size_t i = 0; i < catalog.indicators.size(); ++i)
    for (const auto& [key, text] : catalog.indicators[i].formula)
      if (key == "where" && text == "figure = " + figure) return i;
  return std::nullopt;
}

std::string field_text(const RecordType& type, const Record& record, std::string_view field) {
  const auto column = type.field(field);
  return column ? written_value(type.fields[*column], record.fields[*column]).value_or("") : "";
}

/// The unit's yearly figures, from the first to the last year it has reported.
std::vector<YearValue> yearly(const Catalog& catalog, const std::vector<Record>& records, const std::string& figure, std::size_t indicator,
                              const CellSource& cells) {
  const auto reported = catalog.type("reported_figure");
  std::set<int> years;
  if (reported)
    for (const Record& record : records)
      if (record.type == *reported && field_text(catalog.types[*reported], record, "figure") == figure) years.insert(Month::of(record.day).year());
  std::vector<YearValue> series;
  if (years.empty()) return series;
  for (int year = *years.begin(); year <= *years.rbegin(); ++year)
    series.push_back({year, value_of(catalog.indicators[indicator], cells(indicator, Period{Period::Kind::year, Month::of(year, 1)})).value});
  return series;
}

}  // namespace

std::vector<PublishedClaim> check_published(const Catalog& catalog, const std::vector<Record>& records, const Scheme* standard,
                                            const CellSource& cells) {
  std::vector<PublishedClaim> all;
  const auto claims = catalog.type("published_claim");
  if (!claims) return all;
  const RecordType& type = catalog.types[*claims];
  for (const Record& record : records) {
    if (record.type != *claims) continue;
    PublishedClaim published;
    published.day = record.day;
    published.claim = field_text(type, record, "claim");
    published.figure = field_text(type, record, "figure");
    published.quoted = field_text(type, record, "quoted");
    const auto kind = claim_kind_of(published.claim);
    const auto indicator = indicator_of(catalog, published.figure);
    if (kind && indicator) {
      published.series = yearly(catalog, records, published.figure, *indicator, cells);
      const Indicator& of = catalog.indicators[*indicator];
      const auto wanted = standard ? standard_of(*standard, of.id) : std::nullopt;
      published.check = check_claim({*kind, of.id, of.name, "", published.quoted}, published.series, wanted);
    } else {
      published.check = {Verdict::unknown, {"没有可供核对的指标", "there is no indicator to hold this against"}};
    }
    all.push_back(std::move(published));
  }
  return all;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
