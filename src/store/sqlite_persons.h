// Persons and, in a table apart, what names them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/sqlite_rows.h"

namespace anyu {

/// Threads  one at a time, as its database.
class PersonRows {
 public:
  explicit PersonRows(const Database& database) : database_(database) {}
  Done prepare();

  // As in `Store`.
  Done each(const std::function<void(const Person&)>& visit) const;
  Done each_keyed(const std::function<void(std::string_view, const Person&)>& visit) const;
  Result<Person> person(PersonId id) const;
  Result<Identity> identity(PersonId id);
  Result<std::vector<FoundPerson>> find(const std::string& text, const std::function<bool(const UnitCode&)>& unit,
                                        std::size_t limit) const;
  Result<std::vector<FoundPerson>> of(const UnitCode& unit, std::size_t limit) const;
  std::optional<PersonId> by_key(const std::string& key);

  /// Keeps the row, and answers with its line of the chain. A new person takes `next`, which moves on.
  Result<std::string> write(const PutPerson& put, Writing& writing, PersonId& next);

 private:
  /// The hash of the identity with its new salt.
  Result<std::string> write_identity(const Identity& identity, PersonId person, bool fresh, ChangeNumber number);

  const Database& database_;
  Statement add_, amend_, keep_identity_, put_identity_, by_key_, identity_of_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
