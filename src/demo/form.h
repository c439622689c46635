// Filling in records by name, as a nurse does: what the pack does not have is told once, at the end.
#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "demo/random.h"
#include "pack/catalog.h"

namespace anyu {

/// Fills in one record after the other.
///
/// Missing  of what was filled in, 1.5 % of required values are lost again, and of optional ones as many as the place
///          forgets, each with a reason; a field that nobody filled in is not recorded.
class Form {
 public:
  explicit Form(const Catalog& catalog) : catalog_(catalog) {}

  Form& begin(std::string_view type, Day day, UnitCode unit);
  Form& code(std::string_view field, std::string_view id);
  Form& yes_no(std::string_view field, bool yes);
  Form& whole(std::string_view field, int number);
  Form& scaled(std::string_view field, std::int64_t number);  ///< by the field's decimals
  Form& day(std::string_view field, Day day);
  Form& text(std::string_view field, std::string_view text);
  Form& missing(std::string_view field, Missing reason);
  /// What was filled in last stands only if so; else it is not due.
  Form& only_if(bool so);
  /// These are never lost: a machine prints them, or nothing is done before they are asked.
  Form& kept(std::initializer_list<std::string_view> fields);

  /// The record as filled in. Of 1,000 optional values `forgotten` are lost; `nothing_lost` keeps all, required ones too.
  Record take(Random& random, int forgotten = 40);
  static constexpr int nothing_lost = 0;

  /// The type of the record that was begun last. REQUIRES no fault.
  const RecordType& type() const { return *type_; }

  // Of the record under way.
  Day day_begun() const { return record_.day; }
  const UnitCode& unit() const { return record_.unit; }

  /// What the record types lack, if anything was asked for that is not there.
  const std::optional<Error>& fault() const { return fault_; }

 private:
  static constexpr std::size_t no_field = static_cast<std::size_t>(-1);
  std::size_t field(std::string_view id);
  void lacks(std::string_view what);

  const Catalog& catalog_;
  const RecordType* type_ = nullptr;
  Record record_;
  std::vector<bool> kept_;   ///< by field
  std::size_t last_ = no_field;  ///< filled in last
  std::optional<Error> fault_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
