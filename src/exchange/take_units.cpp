// Units from a file: parents before children, whatever the order of the rows.
#include <algorithm>
#include <set>

#include "exchange/rows.h"
#include "exchange/batches.h"

namespace anyu {

namespace {

bool same(const Unit& a, const Unit& b) {
  return a.code == b.code && a.name == b.name && a.level == b.level && a.parent == b.parent && a.from == b.from && a.until == b.until;
}

class UnitRows {
 public:
  UnitRows(Intake& intake, const FilePart& part, CsvReader& csv) : intake_(intake), part_(part) {
    for (CellReader* cell : {&code_, &zh_, &en_, &level_, &parent_, &from_, &until_}) cell->bind(csv, missing_);
  }

  /// The unit a row tells of, over what is known of it.
  Result<Unit> read(const CsvRow& row) {
    Unit unit;
    const auto code = code_.read(row);
    if (!code) return code.error();
    if (!is_unit_code(code->text))
      return invalid("列“{}”:单位代码应是1到12位数字,不是“{}”", "column {}: a unit's code has 1 to 12 digits, unlike '{}'", code_.name(), code->text);
    unit.code = code->text;
    if (const auto known = intake_.units.find(unit.code); known != intake_.units.end()) unit = known->second;
    const auto zh = zh_.read(row);
    if (!zh) return zh.error();
    if (zh->text.empty()) return invalid("列“{}”:单位没有名称", "column {}: the unit has no name", zh_.name());
    unit.name.zh = zh->text;
    const auto en = en_.read(row);
    if (!en) return en.error();
    if (!en->text.empty()) unit.name.en = en->text;
    else if (unit.name.en.empty()) unit.name.en = unit.name.zh;
    const auto level = level_.read(row);
    if (!level) return level.error();
    const auto read = level_of(level->text);
    if (!read) return invalid("列“{}”:没有层级“{}”", "column {}: there is no level '{}'", level_.name(), level->text);
    unit.level = *read;
    if (parent_.mapped()) {
      const auto parent = parent_.read(row);
      if (!parent) return parent.error();
      unit.parent = parent->nothing || parent->reason ? "" : parent->text;
    }
    for (const auto& [cell, day] : {std::pair{&from_, &unit.from}, std::pair{&until_, &unit.until}}) {
      if (!cell->mapped()) continue;
      auto given = any_day(part_, *cell, row);
      if (!given) return given.error();
      *day = *given;
    }
    return unit;
  }

 private:
  CellReader cell(const char* target, bool strict = false) const {
    const auto found = part_.targets.find(target);
    return {part_, found == part_.targets.end() ? nullptr : &found->second, target, strict};
  }

  Intake& intake_;
  const FilePart& part_;
  CellReader code_ = cell("code"), zh_ = cell("zh"), en_ = cell("en"), level_ = cell("level", true), parent_ = cell("parent"), from_ = cell("from"),
             until_ = cell("until");
  std::vector<std::string> missing_;
};

/// Whether from this unit upwards every parent is there, and the way ends.
bool hangs_on_a_root(const std::map<UnitCode, Unit>& units, const Unit& unit) {
  std::set<UnitCode> way = {unit.code};
  for (UnitCode above = unit.parent; !above.empty();) {
    const auto parent = units.find(above);
    if (parent == units.end() || !way.insert(above).second) return false;
    above = parent->second.parent;
  }
  return true;
}

}  // namespace

Done take_units(Intake& intake, const FilePart& part, const std::string& file, CsvReader& csv, FileReport& report) {
  UnitRows reader(intake, part, csv);
  // All rows first: a parent may stand below its child.
  std::map<UnitCode, Unit> told;
  const auto begin = csv.place();
  CsvRow row;
  while (csv.next(row)) {
    if (row.fault || row.fields.size() != csv.header().size()) continue;
    if (auto unit = reader.read(row)) told.emplace(unit->code, *unit);
  }
  csv.go_to(begin);
  auto all = intake.units;
  for (const auto& [code, unit] : told) all.insert_or_assign(code, unit);
  std::map<UnitCode, Unit> seen;
  std::vector<Unit> fresh;
  auto done = take_rows(intake, part, file, csv, report, [&](const CsvRow& at, CsvPlace) -> Result<Taken> {
    const auto unit = reader.read(at);
    if (!unit) return unit.error();
    if (const auto before = seen.find(unit->code); before != seen.end()) {
      if (same(before->second, *unit)) return Taken::unchanged;
      return invalid("单位 {} 在这个文件里出现了两次,内容不同", "unit {} stands in this file twice, with different content", unit->code);
    }
    seen.emplace(unit->code, *unit);
    if (!hangs_on_a_root(all, *unit))
      return invalid("单位 {} 的上级 {} 不存在,或上下级成环", "unit {} names a parent {} that is not there, or hangs in a circle", unit->code, unit->parent);
    const auto known = intake.units.find(unit->code);
    if (known != intake.units.end() && same(known->second, *unit)) return Taken::unchanged;
    fresh.push_back(*unit);
    return known == intake.units.end() ? Taken::added : Taken::corrected;
  });
  if (!done) return done;
  Batches batches(intake.store, intake.heading(file), intake.options.batch);
  for (const Unit& unit : fresh) {
    intake.units.insert_or_assign(unit.code, unit);
    if (done = batches.add(PutUnit{unit}, Batches::no_place, {}); !done) return done;
  }
  return batches.flush({});
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
