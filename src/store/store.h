// What the loop asks of a database. Every store keeps this contract; tests/store holds each to it.
#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "model/actor.h"
#include "model/person.h"
#include "model/record.h"
#include "pack/catalog.h"

namespace anyu {

// One write each. What is added has id 0 and gets one; what is amended names the change it was read at.
struct PutUnit {
  Unit unit;
};
struct PutPerson {
  Person person;                     ///< id 0: a new person
  std::optional<Identity> identity;  ///< nothing: as it is
  std::string key;                   ///< where it came from, for imports; empty: none
};
struct AddRecord {
  Record record;
  std::string key;
};
struct CorrectRecord {
  Record record;      ///< as it shall be
  ChangeNumber seen;  ///< the change the corrector had on the screen
};
struct RemoveRecord {
  TypeIndex type;
  RecordId id;
  ChangeNumber seen;
};
struct PutUser {
  User user;
};

using Write = std::variant<PutUnit, PutPerson, AddRecord, CorrectRecord, RemoveRecord, PutUser>;

/// Writes that belong together: all are kept, or none.
struct Batch {
  Moment at{};
  std::string by;      ///< user id
  std::string source;  ///< "page", "import county.csv", "demo"
  std::string why;     ///< for corrections and removals
  std::vector<Write> writes;
};

struct Appended {
  ChangeNumber first = 0;          ///< the batch's changes are first, first + 1, …
  std::vector<std::int64_t> ids;   ///< by write: the person or record it is about; 0 for units and users
};

/// A change as the log tells it.
struct Change {
  ChangeNumber number = 0;
  Moment at{};
  std::string by;
  std::string source;
  std::string why;
  std::string kind;  ///< unit, person, add, correct, remove, user
  Record record;     ///< of add and correct: as it was then; of remove: only type and id
  std::optional<Person> person;  ///< of person: as known then, but for the identity
  ChangeNumber was = 0;  ///< the record's or person's change before this one; 0: none
};

struct FoundPerson {
  Person person;
  Identity identity;
};

/// What a walk along the chain found.
struct Verified {
  ChangeNumber changes = 0;
  Hash head{};
  std::optional<Words> broken;  ///< the first broken link, or the first row that is not what its change says
};

/// A record as numbers: codes by their places, decimals scaled, days counted, and no texts.
struct NumberRow {
  static constexpr std::int32_t none = std::numeric_limits<std::int32_t>::min();  ///< no value

  RecordId id = 0;
  PersonId person = 0;
  std::string_view about;  ///< the unit, where that is the subject
  std::int32_t day = 0;
  std::string_view unit;   ///< where it was provided
  const std::int32_t* fields = nullptr;
};

/// How far a long step is: done, of how many.
using Progress = std::function<void(std::int64_t, std::int64_t)>;

/// Threads  calls may come from any; each write is one transaction.
class Store {
 public:
  virtual ~Store() = default;

  /// Keeps writes and the rows they make, all or none, chained to the change before.
  /// Errors  conflict (the row has moved on since it was read), not_found, unavailable (disk full, locked).
  virtual Result<Appended> append(const Batch& batch) = 0;
  virtual ChangeNumber last_change() const = 0;

  virtual Result<std::vector<Unit>> units() const = 0;
  virtual Done each_person(const std::function<void(const Person&)>& visit) const = 0;
  /// Every record of a type, in no promised order.
  virtual Done each_record(TypeIndex type, const std::function<void(const Record&)>& visit) const = 0;
  /// The same as numbers, for one type after another or for several at once on threads of their own.
  virtual Done each_record_as_numbers(TypeIndex type, const std::function<void(const NumberRow&)>& visit) const = 0;
  /// Only those that came with a key, with it: what an import holds its rows against.
  virtual Done each_keyed_person(const std::function<void(std::string_view key, const Person&)>& visit) const = 0;
  virtual Done each_keyed_record(TypeIndex type, const std::function<void(std::string_view key, const Record&)>& visit) const = 0;

  virtual Result<Person> person(PersonId id) const = 0;
  virtual Result<Identity> identity(PersonId id) const = 0;
  /// Persons whose name holds the text, whose phone or identity number it is, or whose last four digits it is, in units
  /// that pass. Longer endings are not looked for: one could read out a masked number digit by digit.
  virtual Result<std::vector<FoundPerson>> find_persons(const std::string& text, const std::function<bool(const UnitCode&)>& unit,
                                                        std::size_t limit) const = 0;
  virtual Result<std::vector<FoundPerson>> persons_of(const UnitCode& unit, std::size_t limit) const = 0;
  virtual std::optional<PersonId> person_by_key(const std::string& key) const = 0;

  virtual Result<Record> record(TypeIndex type, RecordId id) const = 0;
  virtual std::optional<RecordId> record_by_key(TypeIndex type, const std::string& key) const = 0;
  /// All records of a person, newest day first.
  virtual Result<std::vector<Record>> records_of(PersonId person) const = 0;
  virtual Result<std::vector<Record>> records_of(const UnitCode& unit) const = 0;
  /// Every change of a record, newest first; also of one that was removed, from its last change.
  virtual Result<std::vector<Change>> history(TypeIndex type, RecordId id) const = 0;

  /// A change read back. Errors: not_found.
  virtual Result<Change> change(ChangeNumber number) const = 0;
  /// Changes after that one, in order, at most `limit`.
  virtual Result<std::vector<Change>> changes_after(ChangeNumber number, std::size_t limit) const = 0;
  /// The last change made before that moment; 0: none.
  virtual Result<ChangeNumber> last_change_before(Moment moment) const = 0;

  virtual Result<std::optional<User>> user(const std::string& id) const = 0;
  virtual Result<std::vector<User>> users() const = 0;

  /// Walks the whole chain and holds every row against the change that made it.
  virtual Result<Verified> verify(const Progress& progress) const = 0;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
