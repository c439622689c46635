// A record type: its declared fields, codes, rules, consent and who may enter it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/actor.h"
#include "model/record.h"

namespace anyu {

/// What counting something counts. Choices and bodies are shown as aggregates and never carry a target or points.
enum class About : std::uint8_t { care, unit, choice, body };

inline bool is_protected(About about) { return about == About::choice || about == About::body; }

struct Code {
  std::string id;
  Words name;
};

struct Field {
  enum class Type : std::uint8_t { code, yes_no, whole, decimal, day, text };

  std::string id;
  Words name;
  std::optional<Words> hint;
  Type type = Type::text;
  bool required = false;
  About about = About::care;
  std::vector<Code> codes;    ///< code
  std::int64_t least = 0;     ///< whole, decimal: scaled by `decimals`
  std::int64_t most = 0;
  int decimals = 0;           ///< decimal: 1 to 4
  std::string unit;           ///< unit of measure as printed
  std::size_t longest = 200;  ///< text: characters

  std::optional<std::int64_t> code(std::string_view id) const;
};

std::string_view id_of(Field::Type type);

enum class Subject : std::uint8_t { person, unit };

struct RecordType {
  std::string id;
  Words name;
  Subject subject = Subject::person;
  std::string programme;
  About about = About::care;
  std::vector<Role> enters;
  std::string consent;  ///< purpose that must not have been refused; empty: none
  std::vector<Field> fields;

  std::optional<std::size_t> field(std::string_view id) const;
  bool entered_by(Role role) const;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
