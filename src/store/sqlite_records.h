// Records, in one table for each type.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/sqlite_rows.h"

namespace anyu {

/// Threads  one at a time, as its database.
class RecordRows {
 public:
  RecordRows(const Database& database, const Catalog& catalog) : database_(database), catalog_(catalog) {}
  Done prepare();

  // As in `Store`.
  Done each(TypeIndex type, const std::function<void(const Record&)>& visit) const;
  Done each_keyed(TypeIndex type, const std::function<void(std::string_view, const Record&)>& visit) const;
  Result<Record> record(TypeIndex type, RecordId id);
  std::optional<RecordId> by_key(TypeIndex type, const std::string& key);
  Result<std::vector<Record>> of(PersonId person);
  Result<std::vector<Record>> of(const UnitCode& unit);

  /// The last change of a record, also of one that was removed.
  /// Errors  not_found.
  Result<ChangeNumber> last_change_of(TypeIndex type, RecordId id);

  // Each keeps its row and answers with its line of the chain. A new record takes `next`, which moves on.
  Result<std::string> write(const AddRecord& add, Writing& writing, RecordId& next);
  Result<std::string> write(const CorrectRecord& correct, Writing& writing);
  Result<std::string> write(const RemoveRecord& remove, Writing& writing);

 private:
  /// The statements of one record type.
  struct TypeStatements {
    Statement insert, update, remove, by_id, by_key, by_subject;
  };

  Result<TypeStatements> prepare(const RecordType& type) const;
  Result<std::vector<Record>> about(Subject subject, const std::function<void(Statement&)>& bind);
  Error moved_on(TypeIndex type, RecordId id);

  const Database& database_;
  const Catalog& catalog_;
  std::vector<TypeStatements> statements_;  ///< by type
  Statement remember_removed_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
