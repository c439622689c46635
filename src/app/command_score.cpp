// anyu score: a sheet on given figures, or on a unit of a county.
#include <fmt/format.h>

#include "app/commands.h"
#include "app/county.h"
#include "app/terminal.h"
#include "loop/assess/given.h"
#include "loop/assess/live_figures.h"
#include "loop/assess/print_score.h"
#include "pack/read_scheme.h"

namespace anyu {

namespace {

Error refused_file(const Findings& findings) {
  return {ErrorKind::invalid, {"文件有误:" + listed(findings, Language::zh), "the file has faults:" + listed(findings, Language::en)}};
}

void print_warnings(const Findings& findings) {
  for (const Finding& finding : findings.all())
    if (finding.severity == Finding::Severity::warning) fmt::print(stderr, "{}\n", text_of(finding, terminal_language()));
}

int score_given(const ScoreOptions& options) {
  Findings findings;
  const auto scheme = read_scheme(options.scheme, options.scheme, findings);
  if (!scheme) return refuse(refused_file(findings));
  const auto given = read_given_file(options.given, options.given, *scheme, findings);
  if (!given) return refuse(refused_file(findings));
  print_warnings(findings);
  fmt::print("{}", print_score(score(*scheme, *given), terminal_language()));
  return done;
}

}  // namespace

int run_score(const ScoreOptions& options) {
  if (!options.given.empty()) return score_given(options);
  const auto period = Period::parse(options.period);
  if (!period) return refuse(period.error());
  const auto county = County::open(options.folder);
  if (!county) return refuse(county.error());
  const Catalog& catalog = (*county)->catalog();
  const Scheme* scheme = catalog.scheme(options.scheme);
  if (!scheme) return refuse(not_found("这个县没有考核表“{}”", "this county has no sheet '{}'", options.scheme));
  const auto tree = (*county)->units();
  if (!tree) return refuse(tree.error());
  const auto unit = tree->find(options.unit);
  if (!unit) return refuse(not_found("没有单位 {}", "there is no unit {}", options.unit));
  Engine engine(catalog, *tree, {period->first + -36, period->last()});
  if (const auto loaded = (*county)->load(engine, *tree, progress_line({"读入", "Loading"})); !loaded) return refuse(loaded.error());
  const auto cells = [&](std::size_t indicator, const Period& of) { return engine.cell(indicator, *unit, of, of.last()); };
  fmt::print("{}", print_score(score(*scheme, live_figures(*scheme, catalog, *period, cells)), terminal_language()));
  return done;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
