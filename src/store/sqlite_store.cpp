// The store on SQLite: one lock, one write path, and the tables behind them.
#include "store/sqlite_store.h"

#include <fmt/format.h>
#include <sodium.h>

#include <mutex>

#include "base/text.h"
#include "store/database.h"
#include "store/schema.h"
#include "store/sqlite_chain.h"
#include "store/sqlite_numbers.h"
#include "store/sqlite_persons.h"
#include "store/sqlite_records.h"
#include "store/sqlite_units.h"
#include "store/sqlite_verify.h"

namespace anyu {

namespace {

/// The ids that new ones get. They are never used again, also where the last record was removed: `meta` remembers.
struct NextIds {
  PersonId person = 1;
  RecordId record = 1;
};

class SqliteStore : public Store {
 public:
  SqliteStore(std::unique_ptr<Database> database, std::string path, const Catalog& catalog)
      : path_(std::move(path)),
        database_(std::move(database)),
        units_(*database_),
        persons_(*database_),
        records_(*database_, catalog),
        chain_(*database_, catalog),
        catalog_(catalog) {}

  Done begin() {
    if (auto done = units_.prepare(); !done) return done;
    if (auto done = persons_.prepare(); !done) return done;
    if (auto done = records_.prepare(); !done) return done;
    if (auto done = chain_.prepare(); !done) return done;
    return read_next_ids();
  }

  Result<Appended> append(const Batch& batch) override {
    const std::lock_guard lock(mutex_);
    const NextIds before = next_;
    auto appended = append_locked(batch);
    if (!appended) next_ = before;
    return appended;
  }

  ChangeNumber last_change() const override {
    const std::lock_guard lock(mutex_);
    return chain_.last_change();
  }

  Result<std::vector<Unit>> units() const override {
    const std::lock_guard lock(mutex_);
    return units_.units();
  }

  Done each_person(const std::function<void(const Person&)>& visit) const override {
    const std::lock_guard lock(mutex_);
    return persons_.each(visit);
  }

  Done each_record(TypeIndex type, const std::function<void(const Record&)>& visit) const override {
    const std::lock_guard lock(mutex_);
    return records_.each(type, visit);
  }

  Done each_keyed_person(const std::function<void(std::string_view, const Person&)>& visit) const override {
    const std::lock_guard lock(mutex_);
    return persons_.each_keyed(visit);
  }

  Done each_keyed_record(TypeIndex type,
                         const std::function<void(std::string_view, const Record&)>& visit) const override {
    const std::lock_guard lock(mutex_);
    return records_.each_keyed(type, visit);
  }

  Result<Person> person(PersonId id) const override {
    const std::lock_guard lock(mutex_);
    return persons_.person(id);
  }

  Result<Identity> identity(PersonId id) const override {
    const std::lock_guard lock(mutex_);
    return persons_.identity(id);
  }

  Result<std::vector<FoundPerson>> find_persons(const std::string& text,
                                                const std::function<bool(const UnitCode&)>& unit,
                                                std::size_t limit) const override {
    const std::lock_guard lock(mutex_);
    return persons_.find(text, unit, limit);
  }

  Result<std::vector<FoundPerson>> persons_of(const UnitCode& unit, std::size_t limit) const override {
    const std::lock_guard lock(mutex_);
    return persons_.of(unit, limit);
  }

  std::optional<PersonId> person_by_key(const std::string& key) const override {
    const std::lock_guard lock(mutex_);
    return persons_.by_key(key);
  }

  Result<Record> record(TypeIndex type, RecordId id) const override {
    const std::lock_guard lock(mutex_);
    return records_.record(type, id);
  }

  std::optional<RecordId> record_by_key(TypeIndex type, const std::string& key) const override {
    const std::lock_guard lock(mutex_);
    return records_.by_key(type, key);
  }

  Result<std::vector<Record>> records_of(PersonId person) const override {
    const std::lock_guard lock(mutex_);
    return records_.of(person);
  }

  Result<std::vector<Record>> records_of(const UnitCode& unit) const override {
    const std::lock_guard lock(mutex_);
    return records_.of(unit);
  }

  Result<std::vector<Change>> history(TypeIndex type, RecordId id) const override {
    const std::lock_guard lock(mutex_);
    const auto last = records_.last_change_of(type, id);
    if (!last) return last.error();
    std::vector<Change> all;
    for (ChangeNumber number = *last; number > 0; number = all.back().was) {
      auto change = chain_.change(number);
      if (!change) return change.error();
      all.push_back(std::move(*change));
    }
    return all;
  }

  Done each_record_as_numbers(TypeIndex type, const std::function<void(const NumberRow&)>& visit) const override {
    return each_number_row(path_, catalog_.types[type], visit);
  }

  Result<Change> change(ChangeNumber number) const override {
    const std::lock_guard lock(mutex_);
    return chain_.change(number);
  }

  Result<std::vector<Change>> changes_after(ChangeNumber number, std::size_t limit) const override {
    const std::lock_guard lock(mutex_);
    return chain_.after(number, limit);
  }

  Result<ChangeNumber> last_change_before(Moment moment) const override {
    const std::lock_guard lock(mutex_);
    return chain_.last_before(moment);
  }

  Result<std::optional<User>> user(const std::string& id) const override {
    auto all = users();
    if (!all) return all.error();
    for (User& one : *all)
      if (one.id == id) return std::optional(std::move(one));
    return std::optional<User>();
  }

  Result<std::vector<User>> users() const override {
    const std::lock_guard lock(mutex_);
    return units_.users();
  }

  Result<Verified> verify(const Progress& progress) const override {
    const std::lock_guard lock(mutex_);
    return verify_rows(*database_, catalog_, chain_.last_change(), progress);
  }

 private:
  Done read_next_ids() {
    return each_row(*database_, "select name, value from meta where name in ('next_person', 'next_record')",
                    [&](const Statement& row) {
                      const auto number = whole_number(row.view(1)).value_or(1);
                      if (row.view(0) == "next_person")
                        next_.person = number;
                      else
                        next_.record = number;
                    });
  }

  Done keep_next_ids() {
    return database_->execute(
        fmt::format("insert or replace into meta values ('next_person', '{}'), ('next_record', '{}')", next_.person,
                    next_.record));
  }

  Result<Appended> append_locked(const Batch& batch) {
    Appended appended;
    appended.first = chain_.last_change() + 1;
    if (batch.writes.empty()) return appended;
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return transaction.error();
    std::string lines;
    for (const Write& one : batch.writes) {
      Writing writing{appended.first + static_cast<ChangeNumber>(appended.ids.size()), batch};
      auto line = std::visit([&](const auto& what) { return write(what, writing); }, one);
      if (!line) return line.error();
      lines += *line;
      lines += '\n';
      appended.ids.push_back(writing.id);
    }
    const auto count = static_cast<ChangeNumber>(batch.writes.size());
    const auto head = chain_.link(batch, lines, count);
    if (!head) return head.error();
    if (auto done = keep_next_ids(); !done) return done.error();
    if (auto done = transaction->commit(); !done) return done.error();
    chain_.advance(*head, count);
    return appended;
  }

  Result<std::string> write(const PutUnit& put, Writing& writing) { return units_.write(put, writing); }
  Result<std::string> write(const PutUser& put, Writing& writing) { return units_.write(put, writing); }
  Result<std::string> write(const PutPerson& put, Writing& writing) {
    return persons_.write(put, writing, next_.person);
  }
  Result<std::string> write(const AddRecord& add, Writing& writing) {
    return records_.write(add, writing, next_.record);
  }
  Result<std::string> write(const CorrectRecord& correct, Writing& writing) {
    return records_.write(correct, writing);
  }
  Result<std::string> write(const RemoveRecord& remove, Writing& writing) {
    return records_.write(remove, writing);
  }

  mutable std::mutex mutex_;
  const std::string path_;
  const std::unique_ptr<Database> database_;
  UnitRows units_;
  mutable PersonRows persons_;  // reading moves its prepared statements too
  mutable RecordRows records_;
  ChainRows chain_;
  const Catalog& catalog_;
  NextIds next_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite(const std::string& path, const Catalog& catalog) {
  if (sodium_init() < 0) return unavailable("加密库无法启动", "the cryptographic library cannot start");
  auto database = Database::open(path);
  if (!database) return database.error();
  if (auto done = make_tables(**database, catalog); !done) return done.error();
  auto store = std::make_unique<SqliteStore>(std::move(*database), path, catalog);
  if (auto done = store->begin(); !done) return done.error();
  return std::unique_ptr<Store>(std::move(store));
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
