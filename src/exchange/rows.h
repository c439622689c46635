// Walking through the rows of a file: those that count, in their order, each either taken or rejected.
#pragma once

#include "exchange/intake.h"

namespace anyu {

enum class Taken : std::uint8_t { added, corrected, unchanged };

/// What is done with one row. An error of kind invalid rejects the row; any other stops the import.
using TakeRow = std::function<Result<Taken>(const CsvRow& row, CsvPlace place)>;

Done take_rows(Intake& intake, const FilePart& part, const std::string& file, CsvReader& csv, FileReport& report, const TakeRow& take);

/// A day that must not lie after today. Nothing where the cell has none.
Result<std::optional<Day>> past_day(const Intake& intake, const FilePart& part, CellReader& cell, const CsvRow& row);
Result<std::optional<Day>> any_day(const FilePart& part, CellReader& cell, const CsvRow& row);
/// The code of a unit that is known. Empty where the cell has none.
Result<UnitCode> known_unit(const Intake& intake, CellReader& cell, const CsvRow& row);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
