// anyu-bench-by-hand FOLDER: loads the register, then computes once for each line it is sent and answers with one.
#include <chrono>
#include <iostream>

#include "bench/by_hand.h"

int main(int count, char** words) {
  using namespace anyu;
  if (count != 2) {
    std::cerr << "usage: anyu-bench-by-hand FOLDER\n";
    return 2;
  }
  auto population = bench::read_csv(words[1]);
  if (!population) {
    std::cerr << population.error().what.en << "\n";
    return 1;
  }
  const auto columns = bench::columns_of(*population);
  if (!columns) {
    std::cerr << columns.error().what.en << "\n";
    return 1;
  }
  *population = {};
  const double bytes =
      double(sizeof(bench::Fact)) +
      double(columns->who.size() * (sizeof(bench::Columns::Who) + 8)) / double(columns->facts.size());
  std::cout << fmt::format(R"({{"records":{},"villages":{},"bytes_per_record":{:.1f}}})", columns->facts.size(),
                           columns->villages(), bytes)
            << std::endl;
  for (std::string line; std::getline(std::cin, line);) {
    const auto begin = std::chrono::steady_clock::now();
    const auto cells = bench::by_hand(*columns);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    std::cout << fmt::format(R"({{"seconds":{:.6f},"checksums":{}}})", took.count(),
                             json_of(bench::checksums(cells)))
              << std::endl;
  }
}

// SPDX-License-Identifier: Apache-2.0
