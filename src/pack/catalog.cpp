// Reading whole packs: every file, then what can only be seen across files.
#include "pack/catalog.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "pack/read_pack.h"
#include "pack/read_scheme.h"

namespace anyu {

namespace fs = std::filesystem;

std::optional<TypeIndex> Catalog::type(std::string_view id) const {
  for (std::size_t i = 0; i < types.size(); ++i)
    if (types[i].id == id) return static_cast<TypeIndex>(i);
  return std::nullopt;
}

std::optional<std::size_t> Catalog::indicator(std::string_view id) const {
  for (std::size_t i = 0; i < indicators.size(); ++i)
    if (indicators[i].id == id) return i;
  return std::nullopt;
}

const Scheme* Catalog::scheme(std::string_view id) const {
  for (const Scheme& scheme : schemes)
    if (scheme.id == id) return &scheme;
  return nullptr;
}

namespace {

std::vector<fs::path> toml_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

PackHead read_head(Table& table, Catalog& catalog) {
  PackHead head;
  head.id = table.text("id");
  head.name = table.words("name");
  head.version = table.text("version");
  head.from = table.day("from");
  head.owner = table.text("owner");
  for (const std::string& needed : table.texts("needs"))
    if (std::none_of(catalog.packs.begin(), catalog.packs.end(), [&](const PackHead& known) { return known.id == needed; }))
      table.fault("needs", {fmt::format("所需的内容包“{}”没有一起给出", needed), fmt::format("the pack '{}' it needs is not given with it", needed)});
  auto documents = table.tables("document");
  if (documents.empty()) table.fault({"要写明依据:至少一个 [[document]]", "say what it rests on: at least one [[document]]"});
  for (Table& document : documents) {
    document.text("title");
    document.text("where");
    document.done();
  }
  for (Table& programme : table.tables("programme")) {
    catalog.programmes.push_back({programme.id("id"), programme.words("name")});
    programme.done();
  }
  table.done();
  return head;
}

void read_one(const fs::path& folder, const std::string& shown_as, Catalog& catalog, Findings& findings) {
  const auto shown = [&](const fs::path& file) { return (fs::path(shown_as) / fs::relative(file, folder)).generic_string(); };
  if (auto head = Table::read((folder / "pack.toml").string(), shown(folder / "pack.toml"), findings))
    catalog.packs.push_back(read_head(*head, catalog));
  using Reader = void (*)(Table&, Catalog&, Findings&);
  // Record types first: the others speak of them.
  const std::pair<const char*, Reader> kinds[] = {
      {"records", read_record_types},
      {"indicators", read_indicators},
      {"schedules", read_schedules},
      {"schemes", [](Table& file, Catalog& into, Findings& found) {
         if (auto scheme = read_scheme(file, found)) into.schemes.push_back(std::move(*scheme));
       }},
  };
  for (const auto& [name, reader] : kinds)
    for (const fs::path& path : toml_files(folder / name))
      if (auto file = Table::read(path.string(), shown(path), findings)) reader(*file, catalog, findings);
}

/// A pack is a folder with pack.toml; a folder of packs gives its packs by name.
std::vector<fs::path> pack_folders(const fs::path& path) {
  if (fs::exists(path / "pack.toml")) return {path};
  std::vector<fs::path> folders;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path, error))
    if (fs::exists(entry.path() / "pack.toml")) folders.push_back(entry.path());
  // What a county has written itself builds on all the others.
  std::sort(folders.begin(), folders.end(), [](const fs::path& a, const fs::path& b) { return std::pair(a.filename() == "own", a) < std::pair(b.filename() == "own", b); });
  return folders;
}

}  // namespace

namespace {

int line_of(const Indicator& indicator, std::string_view key) {
  for (std::size_t k = 0; k < indicator.formula.size(); ++k)
    if (indicator.formula[k].first == key && k < indicator.formula_lines.size()) return indicator.formula_lines[k];
  return indicator.line;
}

/// Reads the formulas over indicators, now that all are known.
void read_over(Indicator& indicator, const Catalog& catalog, Findings& findings) {
  std::vector<std::string> ids;
  for (const Indicator& other : catalog.indicators)
    if (other.measure != Measure::formula) ids.push_back(other.id);
  NamedIndicator named;
  const FindIndicator find = [&](std::string_view id) -> const NamedIndicator* {
    const auto index = catalog.indicator(id);
    if (!index || catalog.indicators[*index].measure == Measure::formula) return nullptr;
    const Indicator& other = catalog.indicators[*index];
    named = {*index, other.decimals(), other.has_denominator()};
    return &named;
  };
  for (std::size_t k = 0; k < indicator.formula.size(); ++k) {
    const auto& [key, text] = indicator.formula[k];
    if (key != "numerator" && key != "denominator") continue;  // told where it was read
    OverChecked checked = over_indicators(text, find, ids);
    for (const formula::Fault& fault : checked.faults)
      findings.fault(indicator.file, indicator.formula_lines[k], {fmt::format("“{}”第{}个字符处:{}", key, fault.at + 1, fault.says.zh),
                                                                  fmt::format("'{}', character {}: {}", key, fault.at + 1, fault.says.en)}, fault.at + 1);
    if (!checked.faults.empty()) continue;
    if (key == "denominator" && checked.formula.decimals > 0)
      findings.fault(indicator.file, indicator.formula_lines[k], {"分母应是整数:请把分子分母同乘", "the denominator is a whole number: multiply both sides"});
    for (const std::size_t index : named_in(checked.formula)) indicator.built_on.push_back(index);
    (key == "numerator" ? indicator.numerator : indicator.denominator) = std::move(checked.formula);
  }
  if (!indicator.numerator) indicator.numerator.emplace();
}

}  // namespace

void check_whole(Catalog& catalog, Findings& findings) {
  const auto& programmes = catalog.programmes;
  const auto known_programme = [&](const std::string& id) {
    return std::any_of(programmes.begin(), programmes.end(), [&](const Programme& p) { return p.id == id; });
  };
  std::set<std::string> missing;
  for (const RecordType& type : catalog.types)
    if (!known_programme(type.programme)) missing.insert(type.programme);
  for (const Indicator& indicator : catalog.indicators)
    if (!known_programme(indicator.programme)) missing.insert(indicator.programme);
  for (const std::string& id : missing)
    findings.fault("pack.toml", 0, {fmt::format("用到了项目“{}”,但 pack.toml 里没有它的 [[programme]]", id),
                                    fmt::format("programme '{}' is used, but pack.toml has no [[programme]] for it", id)});
  for (Indicator& indicator : catalog.indicators) {
    if (indicator.measure == Measure::formula) read_over(indicator, catalog, findings);
    if (indicator.per.empty()) continue;
    const auto per = catalog.indicator(indicator.per);
    if (per) indicator.built_on = {*per};
    if (!per || catalog.indicators[*per].measure != Measure::count)
      findings.fault(indicator.file, line_of(indicator, "per"),
                     {fmt::format("“per”应是一个 count 指标,而不是“{}”", indicator.per),
                      fmt::format("'per' names a count indicator, which '{}' is not", indicator.per)});
  }
}

namespace {

/// An input must not call a service what an indicator counts of people's choices or bodies: as what it is, the sheet's own
/// rules refuse it points (rights.h).
void check_input(const Scheme& scheme, const Input& input, const Catalog& catalog, Findings& findings) {
  const auto index = catalog.indicator(input.from->indicator);
  if (!index) {
    findings.fault(scheme.file, input.line, {fmt::format("输入“{}”取自指标“{}”,但没有这个指标", input.id, input.from->indicator),
                                             fmt::format("input '{}' comes from indicator '{}', which does not exist", input.id, input.from->indicator)});
    return;
  }
  if (is_protected(input.about)) return;
  const Indicator& indicator = catalog.indicators[*index];
  std::optional<Words> why;
  if (indicator.use == Use::never) why = Words{"它的 use 是 never", "its use is never"};
  else if (indicator.use != Use::score) why = why_protected(indicator, catalog);
  for (const std::size_t other : indicator.built_on)
    if (!why && indicator.numerator && catalog.indicators[other].use != Use::score) why = why_protected(catalog.indicators[other], catalog);
  if (why)
    findings.fault(scheme.file, input.line,
                   {fmt::format("输入“{}”写作 about = \"{}\",所取的指标“{}”却不是服务:{}。请写作 choice 或 body:可以展示,不可以计分", input.id, input.about == About::unit ? "unit" : "care",
                                indicator.id, why->zh),
                    fmt::format("input '{}' says about = \"{}\", but its indicator '{}' does not count a service: {}. Say choice or body: it may be shown, never scored", input.id,
                                input.about == About::unit ? "unit" : "care", indicator.id, why->en)});
}

}  // namespace

PackReading read_packs(const std::vector<std::string>& paths) {
  PackReading reading;
  for (const std::string& path : paths) {
    const auto folders = pack_folders(path);
    if (folders.empty())
      reading.findings.fault(path, 0, {"这里没有内容包:内容包是含有 pack.toml 的文件夹", "there is no pack here: a pack is a folder with a pack.toml"});
    for (const fs::path& folder : folders) {
      const auto name = fs::weakly_canonical(folder).filename().string();
      read_one(folder, name, reading.catalog, reading.findings);
    }
  }
  check_whole(reading.catalog, reading.findings);
  for (const Scheme& scheme : reading.catalog.schemes)
    for (const Input& input : scheme.inputs)
      if (input.from) check_input(scheme, input, reading.catalog, reading.findings);
  return reading;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
