// What was done or found for a subject on a day: a visit, a delivery, a purchase, a course.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "model/day.h"
#include "model/missing.h"
#include "model/person.h"
#include "model/unit.h"

namespace anyu {

using RecordId = std::int64_t;
using ChangeNumber = std::int64_t;

/// A record type by its place in the catalog.
using TypeIndex = std::uint16_t;

/// What stands in a field: why there is nothing; a number; or a text. The number is a whole number, a decimal scaled
/// by the field's places, a code's place in its list, a day's number, or 1 and 0 for yes and no.
using FieldValue = std::variant<Missing, std::int64_t, std::string>;

struct Record {
  RecordId id = 0;
  TypeIndex type = 0;
  PersonId person = 0;  ///< 0 when the subject is a unit
  UnitCode about;       ///< the subject when it is a unit
  Day day;              ///< of the service
  UnitCode unit;        ///< where it was provided
  Moment recorded{};    ///< when it came into the register first
  std::string author;
  ChangeNumber change = 0;  ///< its latest
  ChangeNumber added = 0;   ///< its first
  std::vector<FieldValue> fields;  ///< in the order of its type

  bool corrected() const { return change != added; }
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
