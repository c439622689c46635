// The records in memory, in columns, by subject: what indicators are counted from.
#pragma once

#include <cstdint>
#include <limits>
#include <unordered_map>
#include <vector>

#include "model/person.h"
#include "model/record.h"
#include "pack/record_type.h"

namespace anyu {

/// A subject by its place in the book: a person, or a unit in the book of units.
using SubjectIndex = std::uint32_t;

/// A record of one type by its place in the columns.
using Row = std::uint32_t;

/// Stands in a column where there is no value.
constexpr std::int32_t no_value = std::numeric_limits<std::int32_t>::min();

/// What the engine knows of a subject beside records. Never who it is.
struct SubjectFacts {
  std::int64_t id = 0;  ///< person id; for a unit its place in the tree
  UnitIndex home = 0;
  Sex sex = Sex::unknown;
  Residency residency = Residency::unknown;
  Level level = Level::village;         ///< units
  std::int32_t birth_day = no_value;
  std::int32_t registered = no_value;
  std::int32_t left = no_value;         ///< no_value: still here
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

 private:
  const Row* list_;
  Row first_;
  std::size_t size_;
};

/// Columns of one record type.
struct Columns {
  std::vector<std::uint32_t> id;
  std::vector<std::int32_t> day;
  std::vector<UnitIndex> unit;
  std::vector<std::vector<std::int32_t>> fields;  ///< by field, then row; text fields are empty
};

/// The records of all subjects of one kind.
///
/// Shape    rows loaded in bulk lie together by subject; a subject that changes later gets a list of its own.
/// Threads  one writer and no reader at a time, or any number of readers; the engine sees to it.
class Book {
 public:
  explicit Book(const std::vector<RecordType>& types);

  /// Subjects are added in ascending order of their id.
  SubjectIndex add_subject(const SubjectFacts& facts);
  void set_facts(SubjectIndex subject, const SubjectFacts& facts);
  std::size_t size() const { return facts_.size(); }
  const SubjectFacts& facts(SubjectIndex subject) const { return facts_[subject]; }
  std::optional<SubjectIndex> find(std::int64_t id) const;

  /// Takes a record while loading. REQUIRES that subjects come in order and each one's records by day and id.
  void load(TypeIndex type, SubjectIndex subject, const BookRecord& record);
  /// Ends loading: from here on records are put and taken.
  void loaded();

  void put(TypeIndex type, SubjectIndex subject, const BookRecord& record);
  /// Takes a record out; nothing happens where it is not there.
  void take(TypeIndex type, SubjectIndex subject, RecordId id);

  Rows rows(TypeIndex type, SubjectIndex subject) const;
  const Columns& columns(TypeIndex type) const { return types_[type].columns; }
  std::int32_t value(TypeIndex type, Row row, int column) const { return types_[type].columns.fields[static_cast<std::size_t>(column)][row]; }
  std::int32_t day(TypeIndex type, Row row) const { return types_[type].columns.day[row]; }
  RecordId id(TypeIndex type, Row row) const { return types_[type].columns.id[row]; }
  UnitIndex unit(TypeIndex type, Row row) const { return types_[type].columns.unit[row]; }
  /// Records of all types and subjects.
  std::size_t record_count() const { return count_; }

 private:
  struct OfType {
    Columns columns;
    std::vector<Row> starts;  ///< by subject: where its loaded rows begin; one more than subjects loaded
    std::unordered_map<SubjectIndex, std::vector<Row>> changed;
    std::vector<Row> free;    ///< rows of records that were taken out
  };

  std::vector<Row>& own_list(OfType& of_type, SubjectIndex subject);

  std::vector<SubjectFacts> facts_;
  std::vector<OfType> types_;
  std::size_t count_ = 0;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
