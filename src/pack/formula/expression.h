// A formula that has been understood: every name resolved, every type known, units of decimals aligned. Both executors
// read this and nothing else.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "model/record.h"
#include "pack/formula/syntax.h"
#include "pack/record_type.h"

namespace anyu::formula {

struct ValueType {
  enum class Kind : std::uint8_t { number, day, yes_no, code };

  Kind kind = Kind::number;
  int decimals = 0;                ///< number: scaled by 10^decimals
  std::vector<std::string> codes;  ///< code: the list it is from
};

/// Whose records or facts: the anchor's own person, or one linked to her. Of children there may be several; their records
/// are looked at together.
enum class Whose : std::uint8_t { own, partner, mother, child };

/// Days a formula may name beside the record's own.
enum class Variable : std::uint8_t { at, today, opens, closes, drops };
constexpr std::size_t variable_count = 5;

enum class Op : std::uint8_t {
  nothing,       ///< an absent bound or condition
  constant,      ///< number
  field,         ///< of the record at hand; column
  record_day,    ///< of the record at hand
  anchor_field,  ///< of the anchor, seen from inside a query; column
  anchor_day,
  person_sex, person_residency, person_birth_day, person_registered, person_left,  ///< whose; of a child: the one at hand
  linked,        ///< whether whose partner or mother is on the register
  unit_level,
  variable,      ///< number: which Variable
  negate, add, subtract, multiply,
  inverse, both, either,
  equal, less, less_equal,
  in_set,        ///< parts[0] in set
  known,
  or_else, choose, age, present, months_after,
  exists, count, sum, least, most, pick,  ///< parts: from, to, where, value
};

enum class Pick : std::uint8_t { first, last, next, previous };

struct Expression {
  Op op = Op::nothing;
  ValueType type;
  std::int64_t number = 0;
  std::vector<std::int64_t> set;
  TypeIndex record = 0;  ///< the record type of a query, or of a field
  int column = -1;       ///< of a field or a pick; -1 is the day
  Whose whose = Whose::own;
  Pick pick = Pick::first;
  bool open_from = false, open_to = false;
  std::vector<Expression> parts;
};

/// What a formula may speak of where it stands.
struct Scope {
  enum class Anchor : std::uint8_t { record, person, unit };

  const std::vector<RecordType>* types = nullptr;
  Anchor anchor = Anchor::record;
  TypeIndex record = 0;             ///< the anchor's type, where it is a record
  Subject subject = Subject::person;
  std::vector<Variable> variables;  ///< which of the days may be named
};

struct Checked {
  Expression expression;
  std::vector<Fault> faults;
};

/// Understands a written formula, which must give `wanted`; all its faults are told at once.
Checked check(const Syntax& syntax, const Scope& scope, ValueType::Kind wanted);

/// Parses and checks.
Checked understand(std::string_view text, const Scope& scope, ValueType::Kind wanted);

/// The record types a formula reads, its anchor's apart.
void add_reads(const Expression& expression, std::set<TypeIndex>& types);

/// Whom beside the anchor's own person a formula looks at.
void add_links(const Expression& expression, std::set<Whose>& links);

/// Whether the value of the formula turns on what people chose or what happened to their bodies. Matching one such
/// field against another (the same method again) does not; holding it against a constant does.
bool turns_on_protected(const Expression& expression, const std::vector<RecordType>& types, TypeIndex anchor);

}  // namespace anyu::formula

// SPDX-License-Identifier: Apache-2.0
