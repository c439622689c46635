// What a form sends: values by field name, before anyone has looked whether they are right.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "model/missing.h"
#include "model/record.h"
#include "pack/record_type.h"

namespace anyu {

/// A value as typed: a text (codes, decimals, days too), a whole number, yes or no, or the reason why there is none.
using EntryValue = std::variant<std::string, std::int64_t, bool, Missing>;

struct Entry {
  std::string type;
  std::string subject;  ///< a person's id or a unit's code
  std::string day;
  std::string unit;     ///< where it was provided; empty: where the one who enters it works
  std::map<std::string, EntryValue> fields;
};

/// One field of a form and what is wrong with it.
struct FieldFinding {
  std::string field;
  Words says;
};

/// Why an entry is not kept: the whole, and field by field.
struct Refusal {
  Error error;
  std::vector<FieldFinding> fields;

  Refusal(Error whole, std::vector<FieldFinding> parts = {}) : error(std::move(whole)), fields(std::move(parts)) {}
};

/// A value, or why it is not kept.
template <class T>
using Kept = std::variant<T, Refusal>;

/// The fields of an entry as the record type has them: every required one answered, every value in its bounds.
/// Shape  findings in the order of the type's fields, then those for fields it does not have.
std::vector<FieldValue> read_fields(const RecordType& type, const std::map<std::string, EntryValue>& entered, std::vector<FieldFinding>& findings);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
