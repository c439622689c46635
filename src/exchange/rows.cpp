// What every kind of file has in common, row by row.
#include "exchange/rows.h"

#include <algorithm>
#include <limits>

#include "base/text.h"

namespace anyu {

namespace {

/// The rows a part asks for, by columns and texts.
class Wanted {
 public:
  Wanted(const FilePart& part, const CsvReader& csv) {
    for (const auto& [name, texts] : part.only)
      if (const auto column = csv.column(name)) wanted_.emplace_back(*column, &texts);
  }
  bool holds(const CsvRow& row) const {
    return std::all_of(wanted_.begin(), wanted_.end(), [&](const auto& one) {
      const auto text = trimmed(row.fields[one.first]);
      return std::find(one.second->begin(), one.second->end(), text) != one.second->end();
    });
  }

 private:
  std::vector<std::pair<std::size_t, const std::vector<std::string>*>> wanted_;
};

struct Ordered {
  std::int64_t number;
  CsvPlace place;
};

/// The places of all rows by the numbers in a column; rows without a number come last. Empty where they stand so already.
std::vector<Ordered> in_order(CsvReader& csv, std::size_t column, Pulse& pulse) {
  std::vector<Ordered> places;
  bool sorted = true;
  CsvRow row;
  const auto begin = csv.place();
  for (CsvPlace place = begin; csv.next(row); place = csv.place()) {
    const auto number = column < row.fields.size() ? whole_number(trimmed(row.fields[column])) : std::nullopt;
    places.push_back({number.value_or(std::numeric_limits<std::int64_t>::max()), place});
    sorted = sorted && (places.size() == 1 || places[places.size() - 2].number <= places.back().number);
    if (places.size() % 256 == 0) pulse.beat();
  }
  csv.go_to(begin);
  if (sorted) return {};
  std::stable_sort(places.begin(), places.end(), [](const Ordered& a, const Ordered& b) { return a.number < b.number; });
  return places;
}

}  // namespace

Done take_rows(Intake& intake, const FilePart& part, const std::string& file, CsvReader& csv, FileReport& report, const TakeRow& take) {
  const Wanted wanted(part, csv);
  std::vector<Ordered> places;
  if (part.order) places = in_order(csv, *csv.column(*part.order), intake.pulse);
  const auto reject = [&](const CsvRow& row, const Words& reason) {
    ++report.rejected;
    report.rejected_file = intake.rejects.path_for(file);
    return intake.rejects.add(file, csv, row, reason);
  };
  CsvRow row;
  for (std::int64_t i = 0;; ++i) {
    if (!places.empty() && i == static_cast<std::int64_t>(places.size())) break;
    if (!places.empty()) csv.go_to(places[static_cast<std::size_t>(i)].place);
    const auto place = csv.place();
    if (!csv.next(row)) break;
    ++report.rows;
    if (i % 256 == 0) {
      const auto bytes = static_cast<std::int64_t>(csv.bytes());
      const auto rows = static_cast<std::int64_t>(places.size());
      intake.pulse.at(intake.bytes_before + (places.empty() ? static_cast<std::int64_t>(place.byte) : bytes / rows * i));
    }
    if (row.fault || row.fields.size() != csv.header().size()) {
      const Error error = row.fault ? Error{ErrorKind::invalid, *row.fault}
                                    : invalid("有{}列,列名有{}个", "{} columns, and {} column names", row.fields.size(), csv.header().size());
      if (auto done = reject(row, error.what); !done) return done;
      continue;
    }
    if (!wanted.holds(row)) {
      ++report.passed_over;
      continue;
    }
    const auto taken = take(row, place);
    if (taken) {
      ++(*taken == Taken::added ? report.added : *taken == Taken::corrected ? report.corrected : report.unchanged);
    } else if (taken.error().kind == ErrorKind::invalid) {
      if (auto done = reject(row, taken.error().what); !done) return done;
    } else {
      return taken.error().in(file);
    }
  }
  return {};
}

Result<std::optional<Day>> any_day(const FilePart& part, CellReader& cell, const CsvRow& row) {
  const auto given = cell.read(row);
  if (!given) return given.error();
  if (given->reason || given->nothing) return std::optional<Day>();
  const auto day = read_day(given->text, part.days_from);
  if (!day) return invalid("列“{}”:“{}”不是日期", "column {}: '{}' is not a day", cell.name(), given->text);
  return day;
}

Result<std::optional<Day>> past_day(const Intake& intake, const FilePart& part, CellReader& cell, const CsvRow& row) {
  auto day = any_day(part, cell, row);
  if (day && *day && **day > intake.today)
    return invalid("列“{}”:{} 在今天({})之后", "column {}: {} lies after today ({})", cell.name(), (*day)->text(), intake.today.text());
  return day;
}

Result<UnitCode> known_unit(const Intake& intake, CellReader& cell, const CsvRow& row) {
  const auto given = cell.read(row);
  if (!given) return given.error();
  if (given->reason || given->nothing) return UnitCode();
  UnitCode code(given->text);
  if (!intake.units.count(code)) return invalid("列“{}”:没有单位 {}", "column {}: there is no unit {}", cell.name(), code);
  return code;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
