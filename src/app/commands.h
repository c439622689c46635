// The commands of `anyu`: each takes what was typed and answers with an exit code.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace anyu {

struct NewOptions {
  std::string folder, pack, first_month;
};
int run_new(const NewOptions& options);

struct DemoCommandOptions {
  std::string folder, pack = "quality-service", password, today;
  std::int64_t people = 5000;
  std::uint64_t seed = 1;
};
int run_demo(const DemoCommandOptions& options);

struct ImportCommandOptions {
  std::string folder, map;
  std::vector<std::string> files;
};
int run_import(const ImportCommandOptions& options);

struct ExportCommandOptions {
  std::string folder, to;
  bool with_identity = false;
};
int run_export(const ExportCommandOptions& options);

struct MeasureOptions {
  std::string folder, by, from, to, engine = "columns";
  std::vector<std::string> indicators;
  bool csv = false;
};
int run_measure(const MeasureOptions& options);

struct ScoreOptions {
  std::string folder, scheme, given, unit, period;
};
int run_score(const ScoreOptions& options);

int run_pack_check(const std::vector<std::string>& paths);

struct ServeOptions {
  std::string folder, listen = "127.0.0.1:8080", certificate, key;
  bool insecure = false;
  bool behind_proxy = false;
};
int run_serve(const ServeOptions& options);

int run_verify(const std::string& folder);

struct BenchOptions {
  std::int64_t women = 100'000, rounds = 5, random = 100;
  std::uint64_t seed = 1;
  std::string pack = "bench30";
  bool json = false;
};
int run_bench(const BenchOptions& options);

/// docs/language.md, made from the register of functions.
int run_language();

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
