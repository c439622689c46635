// Records as a programme officer writes them in an example or a case: one line each.
//
//   Li   person           sex female, birth_day 1995-01-01, residency migrant_in, unit 130881101203
//   Li   delivery         2025-03-01              outcome live, place hospital
//   Li   postnatal_visit  2025-04-13  2025-05-20  bleeding ?not_done        (day, then the day it was recorded)
//   @130881101000  training  2025-06-01           participants 30
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/record.h"
#include "pack/finding.h"
#include "pack/record_type.h"

namespace anyu {

struct CaseLine {
  std::string subject;  ///< a person's name in the case, or a unit's code
  bool about_unit = false;
  std::optional<Person> person;  ///< a `person` line: what is known of her
  std::string mother, partner;   ///< of a `person` line: their names in the case
  Record record;                 ///< else
  std::optional<Day> recorded;
  int line = 0;
};

/// Reads the lines of a text block; `first_line` is where it stands in its file. Empty lines and lines that begin with
/// `#` are passed over.
std::vector<CaseLine> read_case_lines(std::string_view text, const std::vector<RecordType>& types, const std::string& file,
                                      int first_line, Findings& findings);

/// One value as an entry form or a file would give it, for one field.
///
/// Errors  invalid: what the value should look like and what its bounds are.
Result<FieldValue> read_value(const Field& field, std::string_view text);

/// The value as it would be written: a code's id, a decimal with its places, a day. Nothing where it is missing.
std::optional<std::string> written_value(const Field& field, const FieldValue& value);

/// Who a person in an example is, where no line says so: a resident woman born 1995-01-01, registered since 2015.
Person example_person();

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
