// How persons, units, users and records lie in rows: to read them there, and to bind what goes in.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/store.h"

namespace anyu {

/// One write under way: at which change, for which batch. The id is told back.
struct Writing {
  ChangeNumber number;
  const Batch& batch;
  std::int64_t id = 0;
};

std::int64_t unix_ms(Moment moment);
Moment moment_of(std::int64_t ms);

void bind_day(Statement& statement, int at, const std::optional<Day>& day);
/// An empty text is kept as null.
void bind_text_or_null(Statement& statement, int at, std::string_view text);

// Columns in the order in which the rows are read.
constexpr const char* unit_columns = "code, name_zh, name_en, level, parent, valid_from, valid_until";
constexpr const char* user_columns = "id, name_zh, name_en, role, unit, password";
constexpr const char* person_columns =
    "id, unit, sex, residency, birth_day, registered, left_day, mother, partner, change";
constexpr int person_column_count = 10;

Unit unit_at(const Statement& row);
User user_at(const Statement& row);
Person person_at(const Statement& row);

/// Code ids to places, for reading many rows. The type must outlive it.
struct CodeIndex {
  explicit CodeIndex(const RecordType& type);
  std::vector<std::map<std::string, std::int64_t, std::less<>>> of_field;
};

/// Which of a record type's columns hold what; the fields follow from `first_field` on.
namespace record_column {
constexpr int was = 7;
constexpr int absent = 9;
constexpr int first_field = 10;
}  // namespace record_column

std::string record_columns(const RecordType& type);
Record record_at(const Statement& row, TypeIndex index, const RecordType& type, const CodeIndex& codes);

/// Binds the fields from `at` on. What is missing is null there; why is told by `absent_of`.
void bind_fields(Statement& statement, int at, const RecordType& type, const Record& record);

/// "haemoglobin:not_done,place:not_due": the reasons that are not simply "not recorded".
std::string absent_of(const RecordType& type, const Record& record);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
