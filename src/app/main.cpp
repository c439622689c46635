// `anyu`: one binary, its commands and their help.
#include <sodium.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>

#include "app/commands.h"
#include "app/terminal.h"

using namespace anyu;

int main(int count, char** arguments) {
  ::umask(0077);  // what a county holds is its owner's to read
  if (sodium_init() < 0) return refused;
  CLI::App app("Anyu 安育: the quality loop of voluntary family-planning services in a county\n"
               "Exit codes: 0 done, 1 refused or failed (one clear line says why), 2 wrong usage.\n"
               "Messages are in Chinese or English by ANYU_LANG or the terminal's language.",
               "anyu");
  app.require_subcommand(1);
  app.set_version_flag("--version", ANYU_VERSION);
  int code = done;
  const auto command = [&](CLI::App& parent, const char* name, const char* help) {
    CLI::App* made = parent.add_subcommand(name, help);
    return made;
  };

  NewOptions new_options;
  CLI::App* make = command(app, "new", "Make an empty county with a pack");
  make->add_option("DIR", new_options.folder, "folder of the county")->required();
  make->add_option("--pack", new_options.pack, "a pack's folder, or its name")->required();
  make->add_option("--first-month", new_options.first_month, "first month to count, like 2020-01 (default: January four years ago)");
  make->callback([&] { code = run_new(new_options); });

  DemoCommandOptions demo_options;
  CLI::App* demo = command(app, "demo", "Make a demo county after the published figures of Pingquan");
  demo->add_option("DIR", demo_options.folder, "folder of the county")->required();
  demo->add_option("--people", demo_options.people, "women of reproductive age; the full county has 98740")->check(CLI::Range(50, 1'000'000))->capture_default_str();
  demo->add_option("--seed", demo_options.seed, "the same seed, people and day give the same county")->capture_default_str();
  demo->add_option("--pack", demo_options.pack, "a pack's folder, or its name")->capture_default_str();
  demo->add_option("--today", demo_options.today, "the last day of its records (default: today)");
  demo->add_option("--password", demo_options.password, "of every demo login (default: a new one, printed)");
  demo->callback([&] { code = run_demo(demo_options); });

  ImportCommandOptions import_options;
  CLI::App* import_command = command(app, "import", "Take in CSV files by a mapping; bad lines go to FILE.rejected.csv");
  import_command->add_option("DIR", import_options.folder, "folder of the county")->required();
  import_command->add_option("--map", import_options.map, "mapping file (docs/how-to/import.md)")->required();
  import_command->add_option("FILES", import_options.files, "CSV files")->required()->expected(1, 1000);
  import_command->callback([&] { code = run_import(import_options); });

  ExportCommandOptions export_options;
  CLI::App* export_command = command(app, "export", "Write the county as CSV files, with the mapping that takes them in again");
  export_command->add_option("DIR", export_options.folder, "folder of the county")->required();
  export_command->add_option("--to", export_options.to, "folder for the files")->required();
  export_command->add_flag("--with-identity", export_options.with_identity, "also names, numbers, phones and addresses");
  export_command->callback([&] { code = run_export(export_options); });

  MeasureOptions measure_options;
  CLI::App* measure = command(app, "measure", "Count indicators and print their cells");
  measure->add_option("DIR", measure_options.folder, "folder of the county")->required();
  measure->add_option("--indicator", measure_options.indicators, "only this one (may be given again)");
  measure->add_option("--by", measure_options.by, "level of the units: county, township, village, facility (default: the unit itself)");
  measure->add_option("--from", measure_options.from, "first month, like 2020-01 (default: a year ago)");
  measure->add_option("--to", measure_options.to, "last month (default: this month)");
  measure->add_flag("--csv", measure_options.csv, "as comma-separated values: indicator,unit,period,numerator,denominator,unknown");
  measure->add_option("--engine", measure_options.engine, "columns: in memory; sql: by the database, the same cells")
      ->check(CLI::IsMember({"columns", "sql"}))
      ->capture_default_str();
  measure->callback([&] { code = run_measure(measure_options); });

  ScoreOptions score_options;
  CLI::App* score = command(app, "score", "Score a sheet: on given figures (--scheme FILE --given FILE), or a unit of a county (DIR --scheme ID --unit CODE --period P)");
  score->add_option("DIR", score_options.folder, "folder of the county");
  score->add_option("--scheme", score_options.scheme, "the sheet's file, or its id in the county")->required();
  score->add_option("--given", score_options.given, "a TOML file with one table [given]");
  score->add_option("--unit", score_options.unit, "the unit's code");
  score->add_option("--period", score_options.period, "like 2025, 2025Q1, 2025-03 or 2024Oct");
  score->callback([&] {
    const bool on_figures = score_options.folder.empty() && !score_options.given.empty();
    const bool on_county = !score_options.folder.empty() && !score_options.unit.empty() && !score_options.period.empty() && score_options.given.empty();
    if (!on_figures && !on_county) throw CLI::ValidationError("score", "either --scheme FILE --given FILE, or DIR --scheme ID --unit CODE --period P");
    code = run_score(score_options);
  });

  CLI::App* pack = command(app, "pack", "Packs: what a county records, measures and scores");
  pack->require_subcommand(1);
  std::vector<std::string> packs;
  CLI::App* check = command(*pack, "check", "Check packs whole: every fault with file and line; examples and cases are run");
  check->add_option("PATH", packs, "a pack, or a folder of packs")->required();
  check->callback([&] { code = run_pack_check(packs); });

  ServeOptions serve_options;
  CLI::App* serve = command(app, "serve", "Serve a county's pages and API");
  serve->add_option("DIR", serve_options.folder, "folder of the county")->required();
  serve->add_option("--listen", serve_options.listen, "address and port; port 0 takes a free one")->capture_default_str();
  serve->add_option("--certificate", serve_options.certificate, "TLS certificate chain (PEM)");
  serve->add_option("--key", serve_options.key, "TLS key (PEM)");
  serve->add_flag("--behind-proxy", serve_options.behind_proxy, "believe X-Forwarded-For and -Proto of one's own proxy");
  serve->add_flag("--insecure", serve_options.insecure, "allow a plain listener that others can reach");
  serve->callback([&] { code = run_serve(serve_options); });

  std::string verified;
  CLI::App* verify = command(app, "verify", "Walk the change chain and hold every record against it");
  verify->add_option("DIR", verified, "folder of the county")->required();
  verify->callback([&] { code = run_verify(verified); });

  BenchOptions bench_options;
  CLI::App* bench = command(app, "bench", "Measure the engine on a made-up register (bench/run compares it with others)");
  bench->add_option("--women", bench_options.women, "women in the register; about 50 records each")->check(CLI::Range(10, 3'000'000))->capture_default_str();
  bench->add_option("--seed", bench_options.seed, "the same seed gives the same register")->capture_default_str();
  bench->add_option("--rounds", bench_options.rounds, "how often all is computed")->check(CLI::Range(1, 100))->capture_default_str();
  bench->add_option("--random", bench_options.random, "how many random formulas are counted too")->check(CLI::Range(0, 10'000))->capture_default_str();
  bench->add_flag("--json", bench_options.json, "one line for programs, with checksums of every cell");
  bench->callback([&] { code = run_bench(bench_options); });

  CLI::App* language = command(app, "language", "Print the reference of the formula language (docs/language.md)");
  language->callback([&] { code = run_language(); });

  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? done : wrong_usage;
  }
  return code;
}

// SPDX-License-Identifier: Apache-2.0
