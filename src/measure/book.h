// The records in memory, in columns, by subject: what indicators are counted from.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "measure/column.h"
#include "model/person.h"
#include "model/record.h"
#include "pack/formula/expression.h"
#include "pack/record_type.h"

namespace anyu {

/// A subject by its place in the book: a person, or a unit in the book of units.
using SubjectIndex = std::uint32_t;
constexpr SubjectIndex nobody = std::numeric_limits<SubjectIndex>::max();

/// A record of one type by its place in the columns.
using Row = std::uint32_t;

/// What the engine knows of a subject beside records. Never who it is.
struct SubjectFacts {
  std::int64_t id = 0;                  ///< person id; for a unit its place in the tree
  PersonId mother = 0;                  ///< 0: not known
  PersonId partner = 0;
  UnitIndex home = 0;
  std::int32_t birth_day = no_value;
  std::int32_t registered = no_value;
  std::int32_t left = no_value;         ///< no_value: still here
  Sex sex = Sex::unknown;
  Residency residency = Residency::unknown;
  Level level = Level::village;         ///< units

  bool operator==(const SubjectFacts&) const = default;
};

/// A record as the book takes it: fields as numbers, `no_value` where there is none.
struct BookRecord {
  RecordId id = 0;
  Day day;
  UnitIndex unit = 0;  ///< where it was provided
  std::vector<std::int32_t> fields;
};

/// The rows of one subject and type, by day and id.
class Rows {
 public:
  Rows(const Row* list, Row first, std::size_t size) : list_(list), first_(first), size_(size) {}
  std::size_t size() const { return size_; }
  Row operator[](std::size_t i) const { return list_ ? list_[i] : first_ + static_cast<Row>(i); }
  /// Whether they lie together, from [0] on.
  bool together() const { return !list_; }

 private:
  const Row* list_;
  Row first_;
  std::size_t size_;
};

/// Columns of one record type.
struct Columns {
  Column<std::uint32_t> id;
  Column<std::int32_t> day;
  Column<UnitIndex> unit;
  std::vector<FieldColumn> fields;  ///< by field; those of texts are empty
};

/// The records of all subjects of one kind.
///
/// Shape    rows loaded in bulk lie together by subject; a subject that changes later gets a list of its own. The
///          columns never move. Twins share columns, and differ in who has which row.
/// Threads  one writer, and readers only of twins that are not being written; the engine sees to it.
class Book {
  /// Who names whom, as loaded: the list of each subject in one run.
  struct Naming {
    std::vector<Row> starts;
    std::vector<SubjectIndex> list;
  };
  /// What twins share.
  struct Shelf {
    struct OfType {
      Columns columns;
      std::vector<Row> starts;  ///< by subject: where its loaded rows begin; one more than subjects loaded
      std::vector<Row> free;    ///< rows that nobody has any more
      std::vector<SubjectIndex> having;  ///< subjects with loaded rows, in order
    };
    std::vector<OfType> types;
    Naming children, partners;
  };
  using OwnLists = std::unordered_map<SubjectIndex, std::vector<Row>>;
  struct OfType {
    OwnLists own;                   ///< of subjects that changed since loading
    std::vector<std::uint64_t> has;  ///< which subjects these are, a bit for each

    bool has_own(SubjectIndex subject) const { return subject / 64 < has.size() && (has[subject / 64] >> (subject % 64) & 1); }
  };

 public:
  explicit Book(const std::vector<RecordType>& types);
  /// Another book over the same columns. REQUIRES loaded().
  Book twin() const;

  /// Subjects are added in ascending order of their id.
  SubjectIndex add_subject(const SubjectFacts& facts);
  void set_facts(SubjectIndex subject, const SubjectFacts& facts);
  std::size_t size() const { return facts_.size(); }
  const SubjectFacts& facts(SubjectIndex subject) const { return facts_[subject]; }
  std::optional<SubjectIndex> find(std::int64_t id) const;

  /// Takes a record while loading. REQUIRES that subjects come in order and each one's records by day and id.
  /// Different types may be loaded by different threads.
  void load(TypeIndex type, SubjectIndex subject, RecordId id, Day day, UnitIndex unit, const std::int32_t* fields);
  void load(TypeIndex type, SubjectIndex subject, const BookRecord& record) { load(type, subject, record.id, record.day, record.unit, record.fields.data()); }
  /// Ends loading: from here on records are put and taken.
  void loaded();

  /// Lays a record into the columns; nobody has it yet.
  Row lay(TypeIndex type, const BookRecord& record);
  /// Gives the subject a row that was laid.
  void give(TypeIndex type, SubjectIndex subject, Row row);
  /// Takes a record from its subject, and says which row it was.
  std::optional<Row> withdraw(TypeIndex type, SubjectIndex subject, RecordId id);
  /// Lets a row be used anew. REQUIRES that no twin has it.
  void reuse(TypeIndex type, Row row) { shelf_->types[type].free.push_back(row); }

  void put(TypeIndex type, SubjectIndex subject, const BookRecord& record) { give(type, subject, lay(type, record)); }
  void take(TypeIndex type, SubjectIndex subject, RecordId id) {
    if (const auto row = withdraw(type, subject, id)) reuse(type, *row);
  }

  /// The rows of one type, for many subjects: what does not change between them is looked up once.
  class RowsOf {
   public:
    RowsOf(const Book& book, TypeIndex type)
        : of_type_(book.types_[type]),
          starts_(book.shelf_->types[type].starts.data()),
          loaded_(book.shelf_->types[type].starts.empty() ? 0 : book.shelf_->types[type].starts.size() - 1),
          any_own_(!book.types_[type].own.empty()) {}

    Rows operator()(SubjectIndex subject) const {
      if (any_own_ && of_type_.has_own(subject)) {
        const auto& own = of_type_.own.find(subject)->second;
        return {own.data(), 0, own.size()};
      }
      if (subject >= loaded_) return {nullptr, 0, 0};
      return {nullptr, starts_[subject], starts_[subject + 1] - starts_[subject]};
    }

   private:
    const OfType& of_type_;
    const Row* starts_;
    std::size_t loaded_;
    bool any_own_;
  };
  /// Who has rows of a type, in order; nothing where that has changed since loading.
  const std::vector<SubjectIndex>* having(TypeIndex type) const { return types_[type].own.empty() ? &shelf_->types[type].having : nullptr; }
  Rows rows(TypeIndex type, SubjectIndex subject) const { return RowsOf(*this, type)(subject); }
  const Columns& columns(TypeIndex type) const { return shelf_->types[type].columns; }
  std::int32_t value(TypeIndex type, Row row, int column) const { return columns(type).fields[static_cast<std::size_t>(column)][row]; }
  std::int32_t day(TypeIndex type, Row row) const { return columns(type).day[row]; }
  RecordId id(TypeIndex type, Row row) const { return columns(type).id[row]; }
  UnitIndex unit(TypeIndex type, Row row) const { return columns(type).unit[row]; }

  /// The mother on the register, or nobody.
  SubjectIndex mother(SubjectIndex subject) const { return named(facts_[subject].mother); }
  /// The partner she names; else the first who names her; else nobody.
  SubjectIndex partner(SubjectIndex subject) const;
  /// Who names this subject as mother, in order.
  Rows children(SubjectIndex subject) const { return naming(children_, shelf_->children, subject); }
  /// Who names this subject as partner, in order.
  Rows partners(SubjectIndex subject) const { return naming(partners_, shelf_->partners, subject); }
  /// Those whose own formulas may look at this subject's records: the partner, the mother, the children.
  void linked(SubjectIndex subject, formula::Whose through, std::vector<SubjectIndex>& found) const;

  /// Records of all types and subjects.
  std::size_t record_count() const { return count_; }
  /// Bytes taken by columns, starts, facts and links.
  std::size_t bytes() const;

 private:
  std::vector<Row>& own_list(TypeIndex type, SubjectIndex subject);
  SubjectIndex named(PersonId id) const {
    if (id == 0) return nobody;
    return find(id).value_or(nobody);
  }
  static Rows naming(const OwnLists& own, const Naming& loaded, SubjectIndex subject);
  static Naming naming_of(const std::vector<SubjectIndex>& named);
  static void rename(OwnLists& own, const Naming& loaded, SubjectIndex whom, SubjectIndex who, bool names);

  std::shared_ptr<Shelf> shelf_;
  std::vector<SubjectFacts> facts_;
  std::vector<OfType> types_;
  OwnLists children_, partners_;  ///< of subjects whose links changed since loading
  bool loaded_ = false;
  std::size_t count_ = 0;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
