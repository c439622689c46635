// anyu-bench-data WOMEN FOLDER [SEED]: writes the made-up register as three files.
#include <cstdio>

#include "base/text.h"
#include "bench/population.h"

int main(int count, char** words) {
  using namespace anyu;
  const auto women = count > 2 ? whole_number(words[1]) : std::nullopt;
  const auto seed = count > 3 ? whole_number(words[3]) : std::optional<std::int64_t>(1);
  if (!women || *women < 1 || *women > 10'000'000 || !seed) {
    std::fputs("usage: anyu-bench-data WOMEN FOLDER [SEED]\n", stderr);
    return 2;
  }
  const auto population = bench::make_population(static_cast<int>(*women), static_cast<std::uint64_t>(*seed));
  const Done written = bench::write_csv(population, words[2]);
  if (!written) {
    std::fprintf(stderr, "%s\n", written.error().what.en.c_str());
    return 1;
  }
  std::printf(R"({"women":%lld,"villages":%zu,"persons":%zu,"records":%zu})"
              "\n",
              static_cast<long long>(*women), population.villages.size(), population.persons.size(),
              population.events.size());
}

// SPDX-License-Identifier: Apache-2.0
