// Collect: persons found and registered, records entered, corrected and removed. The one door through which people's
// writes reach the store, and from there the measure engine.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "loop/collect/entry.h"
#include "measure/engine.h"
#include "model/actor.h"
#include "pack/catalog.h"
#include "store/store.h"

namespace anyu {

/// What others may know of a change: which, of what type, where, and which indicators it moved. Nobody's name.
struct Committed {
  ChangeNumber change = 0;
  std::string type;
  std::vector<UnitIndex> units;
  std::vector<std::size_t> indicators;
};

struct PersonView {
  Person person;
  Identity identity;
  std::vector<Record> records;  ///< newest first
};

struct NewPerson {
  Person person;
  Identity identity;
};

class CollectStage {
 public:
  CollectStage(Store& store, Engine& engine, const Clock& clock) : store_(store), engine_(engine), clock_(clock) {}

  /// Called after every change is kept and counted.
  void on_commit(std::function<void(const Committed&)> listener) { listener_ = std::move(listener); }

  /// Persons of the actor's subtree. Errors: invalid (fewer than two characters), forbidden.
  Result<std::vector<FoundPerson>> find(const Actor& by, const std::string& text, std::size_t limit) const;
  Result<std::vector<FoundPerson>> of_unit(const Actor& by, const UnitCode& unit, std::size_t limit) const;
  /// Errors  not_found also where the person lives outside the actor's subtree: whether she exists is not told.
  Result<PersonView> person(const Actor& by, PersonId id) const;
  Kept<PersonView> register_person(const Actor& by, const NewPerson& person);

  Result<std::vector<Record>> records_of_unit(const Actor& by, const UnitCode& unit) const;
  Kept<Record> enter(const Actor& by, const Entry& entry);
  /// `type` and `id` say which record; the entry's day and fields say what it shall be.
  Kept<Record> correct(const Actor& by, const std::string& type, RecordId id, const Entry& entry, ChangeNumber seen, const std::string& why);
  Done remove(const Actor& by, const std::string& type, RecordId id, ChangeNumber seen, const std::string& why);
  Result<std::vector<Change>> history(const Actor& by, const std::string& type, RecordId id) const;

  Day today() const { return day_of(clock_.now()); }

 private:
  Result<UnitIndex> own_unit(const Actor& by, Right right, const UnitCode& code) const;
  Result<Record> own_record(const Actor& by, Right right, const std::string& type, RecordId id) const;
  bool provides(const Actor& by, const UnitCode& unit) const;
  Done consented(PersonId person, const RecordType& type) const;
  std::optional<FieldFinding> wrong_day(const Record& record, const std::string& day) const;
  Result<Record> commit(const Actor& by, Write write, const std::string& why, const std::vector<Edit>& edits, TypeIndex type);
  UnitIndex home_of(PersonId person) const;
  Edit edit_of(const Record& record) const;
  Edit removal_of(const Record& record) const;

  Store& store_;
  Engine& engine_;
  const Clock& clock_;
  std::function<void(const Committed&)> listener_;
  std::mutex writing_;  ///< what is kept first is counted first
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
