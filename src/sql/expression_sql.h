// A checked formula as SQL: what measure's evaluation comes to, operator by operator, over the rows of a frame.
#pragma once

#include "pack/formula/expression.h"
#include "sql/value.h"

namespace anyu::sql {

/// What the anchors' frame has beside the record's own columns: who (person id or unit code), and of a person
/// p_unit, p_sex, p_residency, p_birth_day, p_registered, p_left, p_mother, p_partner; of a unit p_level; at_day
/// where `at` may be named.
class Formulas {
 public:
  Formulas(Dialect dialect, const std::vector<RecordType>& types, Numbers& numbers, Frame& anchors)
      : dialect_(dialect), types_(types), numbers_(numbers), anchors_(anchors) {}

  /// A formula's value and truth over the anchors.
  Value value(const formula::Expression& e) { return value(e, anchors_); }
  Truth truth(const formula::Expression& e) { return truth(e, anchors_); }

 private:
  Value value(const formula::Expression& e, Frame& here);
  Truth truth(const formula::Expression& e, Frame& here);
  Value made(const formula::Expression& e, Frame& here);
  Truth decided(const formula::Expression& e, Frame& here);

  Value field(const Frame& rows, TypeIndex type, int column) const;
  Value fact(const formula::Expression& e, const Frame& here);
  Truth linked(formula::Whose whose) const;
  std::string partner();
  std::string mother();

  Value negative(const Value& a);
  Value sum(const formula::Expression& e, Frame& here);
  Value times(const formula::Expression& e, Frame& here);
  Value or_else(const Value& a, const Value& b, Frame& here);
  Value choice(const formula::Expression& e, Frame& here);
  Value age(const Value& at, Frame& here);
  Value months_after(const Value& day, const Value& months, Frame& here);

  Truth all_of(const formula::Expression& e, Frame& here);
  Truth compared(const formula::Expression& e, Frame& here);
  Truth in_set(const formula::Expression& e, Frame& here);
  Truth present(const Value& at, Frame& here);

  /// The rows a query looks at: those that may fit, and whether they surely do.
  struct Query {
    Frame rows;
    Truth fits;
  };
  Query query(const formula::Expression& e, Frame& here);
  Truth window(const formula::Expression& e, Frame& rows, Frame& here);
  Truth exists(const formula::Expression& e, Frame& here);
  Value count(const formula::Expression& e, Frame& here);
  Value sum_over(const formula::Expression& e, Frame& here);
  Value extreme(const formula::Expression& e, Frame& here);
  Value pick(const formula::Expression& e, Frame& here);
  Value found(const std::string& text, double bound, Frame& here);

  Dialect dialect_;
  const std::vector<RecordType>& types_;
  Numbers& numbers_;
  Frame& anchors_;
  std::string partner_, mother_;  ///< columns, once someone has asked
};

}  // namespace anyu::sql

// SPDX-License-Identifier: Apache-2.0
