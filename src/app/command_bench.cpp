// anyu bench: the engine on a made-up register, measured.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <thread>

#include "app/commands.h"
#include "app/county.h"
#include "app/terminal.h"
#include "bench/fill_engine.h"
#include "bench/drawn_formula.h"
#include "measure/cell_value.h"

namespace anyu {

namespace {

using Stopwatch = std::chrono::steady_clock;

double seconds_since(Stopwatch::time_point start) { return std::chrono::duration<double>(Stopwatch::now() - start).count(); }

double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

double mean(const std::vector<double>& times) { return std::accumulate(times.begin(), times.end(), 0.0) / static_cast<double>(times.size()); }

double percentile(std::vector<double> times, double share) {
  std::sort(times.begin(), times.end());
  return times[std::min(times.size() - 1, static_cast<std::size_t>(share * static_cast<double>(times.size())))];
}

const MonthRange five_years{Month::of(2020, 1), Month::of(2024, 12)};

struct Checksum {
  std::string id;
  std::int64_t cells = 0, numerator = 0, denominator = 0, hash = 0;
};

/// As the register's own description defines it: one number that changes with any cell.
Checksum checksum(const Engine& engine, std::size_t indicator) {
  Checksum sum{engine.catalog().indicators[indicator].id};
  constexpr std::int64_t prime = 1'000'000'007;
  for (UnitIndex unit = 0; unit < engine.tree().size(); ++unit) {
    if (engine.tree().at(unit).level != Level::village) continue;
    const std::int64_t village = std::stoll(engine.tree().at(unit).code);
    for (Month month = five_years.first; month <= five_years.last; month = month + 1) {
      const Cell cell = engine.cell(indicator, unit, Period::month(month), five_years.last);
      if (cell.numerator == 0 && cell.denominator == 0) continue;
      ++sum.cells;
      sum.numerator += cell.numerator;
      sum.denominator += cell.denominator;
      sum.hash = (sum.hash + (31 * cell.numerator + 17 * cell.denominator) % prime * ((60 * village + (month - five_years.first) + 1) % prime)) % prime;
    }
  }
  return sum;
}

/// Edits that enter new visits for one woman after another.
std::vector<Edit> visits(const bench::Population& population, const bench::Translator& translator, const Engine& engine, std::size_t count, std::size_t from) {
  std::vector<Edit> edits;
  const std::size_t step = 7919;  // far apart in memory, and every event in turn
  for (std::size_t i = 0; i < count; ++i) {
    bench::EventRow event = population.events[(from + i) * step % population.events.size()];
    event.eid = static_cast<std::int32_t>(population.events.size() + from + i + 1);
    Edit edit;
    edit.subject = event.pid;
    const SubjectIndex who = engine.read([&](const Book& persons, const Book&) { return *persons.find(event.pid); });
    const UnitIndex home = engine.read([&](const Book& persons, const Book&) { return persons.facts(who).home; });
    edit.put = {translator.type(event), translator.record(event, home)};
    edits.push_back(std::move(edit));
  }
  return edits;
}

}  // namespace

int run_bench(const BenchOptions& options) {
  const PackReading reading = read_packs({pack_path(options.pack)});
  if (reading.findings.any_fault()) return refuse(invalid("内容包有误", "the pack has faults"));
  const auto say = [&](const std::string& line) {
    if (!options.json) fmt::print("{}\n", line);
    std::fflush(stdout);
  };
  auto start = Stopwatch::now();
  const bench::Population population = bench::make_population(static_cast<int>(options.women), options.seed);
  say(fmt::format("{} women, {} persons, {} records, {} villages: made in {:.1f} s", options.women, population.persons.size(), population.events.size(),
                  population.villages.size(), seconds_since(start)));
  const UnitTree tree = bench::tree_of(population);
  Engine engine(reading.catalog, tree, five_years);
  start = Stopwatch::now();
  if (const Done filled = bench::fill(engine, population); !filled) return refuse(filled.error());
  const double load = seconds_since(start);
  const std::size_t records = population.events.size();
  const double bytes = static_cast<double>(engine.persons().bytes()) / static_cast<double>(records);
  say(fmt::format("laid into the book in {:.2f} s, {:.1f} bytes a record", load, bytes));

  const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  std::vector<double> compute;
  for (std::int64_t round = 0; round < options.rounds; ++round) {
    start = Stopwatch::now();
    engine.compute(threads);
    compute.push_back(seconds_since(start));
  }
  say(fmt::format("all {} indicators x 60 months x every village, {} threads: median {:.4f} s of {} rounds", reading.catalog.indicators.size(), threads, median(compute),
                  compute.size()));
  // Formulas nobody chose: drawn at random over the same record types.
  std::vector<double> each, drawn;
  bench::Chance chance(options.seed, 0);
  for (const Indicator& indicator : reading.catalog.indicators) {
    if (indicator.numerator) continue;
    start = Stopwatch::now();
    engine.count(indicator, five_years);
    each.push_back(seconds_since(start) * 1000);
  }
  for (std::int64_t i = 0; i < options.random; ++i) {
    const Indicator indicator = bench::drawn_formula(chance, reading.catalog);
    start = Stopwatch::now();
    engine.count(indicator, five_years);
    drawn.push_back(seconds_since(start) * 1000);
  }
  if (!drawn.empty())
    say(fmt::format("on one thread: an indicator of the pack median {:.2f} ms, mean {:.2f} ms; one of {} random formulas median {:.2f} ms, mean {:.2f} ms", median(each),
                    mean(each), drawn.size(), median(drawn), mean(drawn)));
  std::vector<std::pair<double, std::string>> slow;
  for (const Indicator& indicator : reading.catalog.indicators) {
    start = Stopwatch::now();
    engine.count(indicator, five_years);
    slow.emplace_back(seconds_since(start) * 1000, indicator.id);
  }
  std::sort(slow.rbegin(), slow.rend());
  for (std::size_t i = 0; i < slow.size() && i < 5; ++i) say(fmt::format("  {:.1f} ms on one thread: {}", slow[i].first, slow[i].second));
  std::vector<Checksum> sums;
  for (std::size_t i = 0; i < reading.catalog.indicators.size(); ++i)
    if (reading.catalog.indicators[i].shown) sums.push_back(checksum(engine, i));

  std::sort(sums.begin(), sums.end(), [](const Checksum& x, const Checksum& y) { return x.id < y.id; });
  const auto translator = bench::Translator::of(reading.catalog);
  // One change at a time, from the change to the county's cell.
  std::vector<double> single;
  const Period year = *Period::parse("2024");
  for (std::size_t i = 0; i < 2000; ++i) {
    const auto edits = visits(population, *translator, engine, 1, i);
    start = Stopwatch::now();
    const Moved moved = engine.apply(edits);
    for (const std::size_t indicator : moved.indicators) engine.cell(indicator, 0, year, five_years.last);
    single.push_back(seconds_since(start) * 1000);
  }
  say(fmt::format("one change until its cells are read: median {:.3f} ms, p99 {:.3f} ms", median(single), percentile(single, 0.99)));
  // Sustained, a thousand women at a time.
  const std::size_t many = std::min<std::size_t>(400'000, records);
  double applying = 0;
  for (std::size_t done = 0; done < many; done += 1000) {
    const auto edits = visits(population, *translator, engine, 1000, 10'000 + done);
    start = Stopwatch::now();
    engine.apply(edits);
    applying += seconds_since(start);
  }
  const double rate = static_cast<double>(many) / applying;
  say(fmt::format("changes sustained: {:.0f} a second", rate));
  // The list behind the cell with the most anchors.
  std::vector<double> listing;
  for (std::size_t i = 0; i < reading.catalog.indicators.size(); ++i) {
    if (reading.catalog.indicators[i].numerator) continue;
    start = Stopwatch::now();
    engine.anchors(i, 0, year, five_years.last, Answer::counted, 1000);
    listing.push_back(seconds_since(start) * 1000);
  }
  say(fmt::format("opening a cell's list: median {:.1f} ms, slowest {:.1f} ms", median(listing), *std::max_element(listing.begin(), listing.end())));

  if (options.json) {
    fmt::print(R"({{"women":{},"records":{},"load_seconds":{:.3f},"bytes_per_record":{:.2f},"change_ms_median":{:.4f},"change_ms_p99":{:.4f},"changes_per_second":{:.0f},)"
               R"("list_ms_slowest":{:.2f},"compute_seconds":[)",
               options.women, records, load, bytes, median(single), percentile(single, 0.99), rate, *std::max_element(listing.begin(), listing.end()));
    for (std::size_t i = 0; i < compute.size(); ++i) fmt::print("{}{:.5f}", i ? "," : "", compute[i]);
    fmt::print(R"(],"checksums":[)");
    for (std::size_t i = 0; i < sums.size(); ++i)
      fmt::print(R"({}{{"ind":{},"id":"{}","cells":{},"num":{},"den":{},"hash":{}}})", i ? "," : "", sums[i].id.size() > 3 && sums[i].id[0] == 'b' ? std::stoi(sums[i].id.substr(1, 2)) : 0,
                 sums[i].id, sums[i].cells, sums[i].numerator, sums[i].denominator, sums[i].hash);
    fmt::print("]}}\n");
  }
  return done;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
