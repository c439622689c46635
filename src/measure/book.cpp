// Keeping records in columns.
#include "measure/book.h"

#include <algorithm>
#include <cassert>

namespace anyu {

Book::Book(const std::vector<RecordType>& types) : types_(types.size()) {
  for (std::size_t i = 0; i < types.size(); ++i) types_[i].columns.fields.resize(types[i].fields.size());
}

SubjectIndex Book::add_subject(const SubjectFacts& facts) {
  assert((facts_.empty() || facts_.back().id < facts.id) && "subjects are added in ascending order of id");
  facts_.push_back(facts);
  return static_cast<SubjectIndex>(facts_.size() - 1);
}

void Book::set_facts(SubjectIndex subject, const SubjectFacts& facts) { facts_[subject] = facts; }

std::optional<SubjectIndex> Book::find(std::int64_t id) const {
  const auto found = std::lower_bound(facts_.begin(), facts_.end(), id, [](const SubjectFacts& facts, std::int64_t wanted) { return facts.id < wanted; });
  if (found == facts_.end() || found->id != id) return std::nullopt;
  return static_cast<SubjectIndex>(found - facts_.begin());
}

namespace {

void append(Columns& columns, const BookRecord& record) {
  columns.id.push_back(static_cast<std::uint32_t>(record.id));
  columns.day.push_back(record.day.number);
  columns.unit.push_back(record.unit);
  for (std::size_t i = 0; i < columns.fields.size(); ++i) columns.fields[i].push_back(record.fields[i]);
}

void overwrite(Columns& columns, Row row, const BookRecord& record) {
  columns.id[row] = static_cast<std::uint32_t>(record.id);
  columns.day[row] = record.day.number;
  columns.unit[row] = record.unit;
  for (std::size_t i = 0; i < columns.fields.size(); ++i) columns.fields[i][row] = record.fields[i];
}

}  // namespace

void Book::load(TypeIndex type, SubjectIndex subject, const BookRecord& record) {
  OfType& of_type = types_[type];
  assert(of_type.starts.size() <= subject + 1u && "records are loaded in order of subject");
  while (of_type.starts.size() <= subject) of_type.starts.push_back(static_cast<Row>(of_type.columns.day.size()));
  append(of_type.columns, record);
  ++count_;
}

void Book::loaded() {
  for (OfType& of_type : types_)
    while (of_type.starts.size() <= facts_.size()) of_type.starts.push_back(static_cast<Row>(of_type.columns.day.size()));
}

Rows Book::rows(TypeIndex type, SubjectIndex subject) const {
  const OfType& of_type = types_[type];
  if (!of_type.changed.empty())
    if (const auto own = of_type.changed.find(subject); own != of_type.changed.end()) return {own->second.data(), 0, own->second.size()};
  if (subject + 1u >= of_type.starts.size()) return {nullptr, 0, 0};
  return {nullptr, of_type.starts[subject], of_type.starts[subject + 1u] - of_type.starts[subject]};
}

std::vector<Row>& Book::own_list(OfType& of_type, SubjectIndex subject) {
  const auto [own, fresh] = of_type.changed.try_emplace(subject);
  if (fresh && subject + 1u < of_type.starts.size())
    for (Row row = of_type.starts[subject]; row < of_type.starts[subject + 1u]; ++row) own->second.push_back(row);
  return own->second;
}

void Book::put(TypeIndex type, SubjectIndex subject, const BookRecord& record) {
  OfType& of_type = types_[type];
  Row row;
  if (of_type.free.empty()) {
    row = static_cast<Row>(of_type.columns.day.size());
    append(of_type.columns, record);
  } else {
    row = of_type.free.back();
    of_type.free.pop_back();
    overwrite(of_type.columns, row, record);
  }
  auto& list = own_list(of_type, subject);
  const Columns& columns = of_type.columns;
  const auto place = std::upper_bound(list.begin(), list.end(), row, [&](Row a, Row b) {
    return std::pair(columns.day[a], columns.id[a]) < std::pair(columns.day[b], columns.id[b]);
  });
  list.insert(place, row);
  ++count_;
}

void Book::take(TypeIndex type, SubjectIndex subject, RecordId id) {
  OfType& of_type = types_[type];
  auto& list = own_list(of_type, subject);
  const auto found = std::find_if(list.begin(), list.end(), [&](Row row) { return of_type.columns.id[row] == static_cast<std::uint32_t>(id); });
  if (found == list.end()) return;
  of_type.free.push_back(*found);
  list.erase(found);
  --count_;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
