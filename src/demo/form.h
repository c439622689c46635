// Filling in records by name, as a nurse does: what the pack does not have is told once, at the end.
#pragma once

#include <optional>
#include <string_view>

#include "demo/random.h"
#include "pack/catalog.h"

namespace anyu {

/// Fills in one record after the other.
///
/// Missing  of what was filled in, 4 % of optional and 1.5 % of required values are lost again, with a reason; a required
///          field that nobody filled in is not recorded.
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

  Record take(Random& random, bool whole = false);  ///< `whole`: nothing is lost

  /// The type of the record that was begun last. REQUIRES no fault.
  const RecordType& type() const { return *type_; }

  /// What the record types lack, if anything was asked for that is not there.
  const std::optional<Error>& fault() const { return fault_; }

 private:
  std::size_t field(std::string_view id);
  void lacks(std::string_view what);

  const Catalog& catalog_;
  const RecordType* type_ = nullptr;
  Record record_;
  std::optional<Error> fault_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
