// Reading figures, thinking in score(), answering.
#include "loop/assess/assess.h"

#include "base/text.h"
namespace anyu {

Result<UnitIndex> AssessStage::own_unit(const Actor& by, const UnitCode& code) const {
  const auto unit = engine_.tree().find(code);
  if (!by.may(Right::assess)) return forbidden("您的角色不参与考核", "your role does not assess");
  if (!unit || !by.may(Right::assess, *unit, engine_.tree())) return forbidden("这个单位不在您的范围内", "this unit is outside your part of the tree");
  return *unit;
}

CellSource AssessStage::cells_of(UnitIndex unit) const {
  return [this, unit](std::size_t indicator, const Period& period) { return engine_.cell(indicator, unit, period, period.last()); };
}

Result<Score> AssessStage::score(const Actor& by, const std::string& id, const UnitCode& code, const Period& period) const {
  const auto unit = own_unit(by, code);
  if (!unit) return unit.error();
  const Scheme* scheme = engine_.catalog().scheme(id);
  if (!scheme) return not_found("没有考核表“{}”", "there is no sheet '{}'", beginning(id, 63));
  if (Period{scheme->period, period.first}.months() != period.months())
    return invalid("这张表按另一种期间考核,不能用 {}", "this sheet covers another kind of period than {}", period.text());
  return anyu::score(*scheme, live_figures(*scheme, engine_.catalog(), period, cells_of(*unit)));
}

Result<std::vector<SchemeFinding>> AssessStage::findings(const Actor& by, const UnitCode& code, const Period& period) const {
  const auto unit = own_unit(by, code);
  if (!unit) return unit.error();
  std::vector<SchemeFinding> all;
  for (const Scheme& scheme : engine_.catalog().schemes) {
    if (scheme.unit_level != engine_.tree().at(*unit).level) continue;
    const Score result = anyu::score(scheme, live_figures(scheme, engine_.catalog(), period, cells_of(*unit)));
    for (ItemFinding& finding : findings_of(result)) all.push_back({scheme.id, std::move(finding)});
  }
  return all;
}

Result<std::vector<std::pair<UnitIndex, PublishedClaim>>> AssessStage::claims(const Actor& by, const UnitCode& code) const {
  const auto top = own_unit(by, code);
  if (!top) return top.error();
  const Catalog& catalog = engine_.catalog();
  // "The national standard" is the sheet of thresholds.
  const Scheme* standard = nullptr;
  for (const Scheme& scheme : catalog.schemes)
    if (scheme.kind == Scheme::Kind::thresholds && !standard) standard = &scheme;
  const auto type = catalog.type("published_claim");
  std::vector<std::pair<UnitIndex, PublishedClaim>> all;
  if (!type) return all;
  for (UnitIndex unit = *top; unit < engine_.tree().end_of(*top); ++unit) {
    const bool has_claims = engine_.read([&](const Book&, const Book& units) { return units.rows(*type, unit).size() > 0; });
    if (!has_claims) continue;
    const auto records = store_.records_of(engine_.tree().at(unit).code);
    if (!records) return records.error();
    for (PublishedClaim& claim : check_published(catalog, *records, standard, cells_of(unit))) all.emplace_back(unit, std::move(claim));
  }
  return all;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
