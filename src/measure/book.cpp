// Keeping records in columns.
#include "measure/book.h"

#include <algorithm>
#include <cassert>

namespace anyu {

namespace {

FieldColumn column_of(const Field& field) {
  switch (field.type) {
    case Field::Type::text: return {};
    case Field::Type::yes_no: return {0, 1};
    case Field::Type::code: return {0, static_cast<std::int64_t>(field.codes.size())};
    case Field::Type::day: return {-200'000, 200'000};
    case Field::Type::whole:
    case Field::Type::decimal: return {field.least, field.most};
  }
  return {};
}

void append(Columns& columns, RecordId id, Day day, UnitIndex unit, const std::int32_t* fields) {
  columns.id.push_back(static_cast<std::uint32_t>(id));
  columns.day.push_back(day.number);
  columns.unit.push_back(unit);
  for (std::size_t i = 0; i < columns.fields.size(); ++i) columns.fields[i].push_back(fields[i]);
}

void overwrite(Columns& columns, Row row, const BookRecord& record) {
  columns.id.set(row, static_cast<std::uint32_t>(record.id));
  columns.day.set(row, record.day.number);
  columns.unit.set(row, record.unit);
  for (std::size_t i = 0; i < columns.fields.size(); ++i) columns.fields[i].set(row, record.fields[i]);
}

}  // namespace

Book::Book(const std::vector<RecordType>& types) : shelf_(std::make_shared<Shelf>()), types_(types.size()) {
  shelf_->types.resize(types.size());
  for (std::size_t i = 0; i < types.size(); ++i)
    for (const Field& field : types[i].fields) shelf_->types[i].columns.fields.push_back(column_of(field));
}

SubjectIndex Book::add_subject(const SubjectFacts& facts) {
  assert((facts_.empty() || facts_.back().id < facts.id) && "subjects are added in ascending order of id");
  facts_.push_back(facts);
  const auto subject = static_cast<SubjectIndex>(facts_.size() - 1);
  if (loaded_) {
    rename(children_, shelf_->children, named(facts.mother), subject, true);
    rename(partners_, shelf_->partners, named(facts.partner), subject, true);
  }
  return subject;
}

void Book::set_facts(SubjectIndex subject, const SubjectFacts& facts) {
  const SubjectFacts before = facts_[subject];
  facts_[subject] = facts;
  if (before.mother != facts.mother) {
    rename(children_, shelf_->children, named(before.mother), subject, false);
    rename(children_, shelf_->children, named(facts.mother), subject, true);
  }
  if (before.partner != facts.partner) {
    rename(partners_, shelf_->partners, named(before.partner), subject, false);
    rename(partners_, shelf_->partners, named(facts.partner), subject, true);
  }
}

std::optional<SubjectIndex> Book::find(std::int64_t id) const {
  if (facts_.empty() || id < facts_.front().id) return std::nullopt;
  // Ids are given one after another, so that a person mostly stands where her number says.
  const auto guess = static_cast<std::uint64_t>(id - facts_.front().id);
  if (guess < facts_.size() && facts_[guess].id == id) return static_cast<SubjectIndex>(guess);
  const auto found = std::lower_bound(facts_.begin(), facts_.end(), id, [](const SubjectFacts& facts, std::int64_t wanted) { return facts.id < wanted; });
  if (found == facts_.end() || found->id != id) return std::nullopt;
  return static_cast<SubjectIndex>(found - facts_.begin());
}

void Book::load(TypeIndex type, SubjectIndex subject, RecordId id, Day day, UnitIndex unit, const std::int32_t* fields) {
  Shelf::OfType& of_type = shelf_->types[type];
  assert(!loaded_ && of_type.starts.size() <= subject + 1u && "records are loaded in order of subject");
  if (of_type.having.empty() || of_type.having.back() != subject) of_type.having.push_back(subject);
  while (of_type.starts.size() <= subject) of_type.starts.push_back(static_cast<Row>(of_type.columns.day.size()));
  for (std::size_t i = 0; i < of_type.columns.fields.size(); ++i) of_type.columns.fields[i].widen(fields[i]);
  append(of_type.columns, id, day, unit, fields);
}

void Book::loaded() {
  for (Shelf::OfType& of_type : shelf_->types) {
    count_ += of_type.columns.day.size();
    of_type.having.shrink_to_fit();
    of_type.starts.reserve(of_type.columns.day.size() > 0 ? facts_.size() + 1 : 0);
    if (of_type.columns.day.size() > 0)
      while (of_type.starts.size() <= facts_.size()) of_type.starts.push_back(static_cast<Row>(of_type.columns.day.size()));
  }
  std::vector<SubjectIndex> mothers(facts_.size()), named_partners(facts_.size());
  for (SubjectIndex subject = 0; subject < facts_.size(); ++subject) {
    mothers[subject] = named(facts_[subject].mother);
    named_partners[subject] = named(facts_[subject].partner);
  }
  shelf_->children = naming_of(mothers);
  shelf_->partners = naming_of(named_partners);
  loaded_ = true;
}

Book Book::twin() const {
  // Readers of one twin must not meet a column's first row being made room for.
  for (Shelf::OfType& of_type : shelf_->types) {
    of_type.columns.id.reserve();
    of_type.columns.day.reserve();
    of_type.columns.unit.reserve();
    for (FieldColumn& field : of_type.columns.fields) field.reserve();
  }
  return *this;
}

std::vector<Row>& Book::own_list(TypeIndex type, SubjectIndex subject) {
  OfType& of_type = types_[type];
  const auto [own, fresh] = of_type.own.try_emplace(subject);
  if (fresh) {
    const std::vector<Row>& starts = shelf_->types[type].starts;
    if (subject + std::size_t{1} < starts.size())
      for (Row row = starts[subject]; row < starts[subject + 1]; ++row) own->second.push_back(row);
    if (of_type.has.size() <= subject / 64) of_type.has.resize(std::max<std::size_t>(subject / 64 + 1, facts_.size() / 64 + 1));
    of_type.has[subject / 64] |= std::uint64_t{1} << (subject % 64);
  }
  return own->second;
}

Row Book::lay(TypeIndex type, const BookRecord& record) {
  Shelf::OfType& of_type = shelf_->types[type];
  if (of_type.free.empty()) {
    append(of_type.columns, record.id, record.day, record.unit, record.fields.data());
    return static_cast<Row>(of_type.columns.day.size() - 1);
  }
  const Row row = of_type.free.back();
  of_type.free.pop_back();
  overwrite(of_type.columns, row, record);
  return row;
}

void Book::give(TypeIndex type, SubjectIndex subject, Row row) {
  auto& list = own_list(type, subject);
  const Columns& columns = shelf_->types[type].columns;
  const auto place = std::upper_bound(list.begin(), list.end(), row, [&](Row a, Row b) {
    return std::pair(columns.day[a], columns.id[a]) < std::pair(columns.day[b], columns.id[b]);
  });
  list.insert(place, row);
  ++count_;
}

std::optional<Row> Book::withdraw(TypeIndex type, SubjectIndex subject, RecordId id) {
  auto& list = own_list(type, subject);
  const Columns& columns = shelf_->types[type].columns;
  const auto found = std::find_if(list.begin(), list.end(), [&](Row row) { return columns.id[row] == static_cast<std::uint32_t>(id); });
  if (found == list.end()) return std::nullopt;
  const Row row = *found;
  list.erase(found);
  --count_;
  return row;
}

SubjectIndex Book::partner(SubjectIndex subject) const {
  if (const SubjectIndex own = named(facts_[subject].partner); own != nobody) return own;
  const Rows who = partners(subject);
  return who.size() > 0 ? who[0] : nobody;
}

void Book::linked(SubjectIndex subject, formula::Whose through, std::vector<SubjectIndex>& found) const {
  const auto add = [&](const Rows& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) found.push_back(rows[i]);
  };
  switch (through) {
    case formula::Whose::own: found.push_back(subject); break;
    case formula::Whose::partner:  // she may be looked at by whom she names, and by all who name her
      if (const SubjectIndex own = named(facts_[subject].partner); own != nobody) found.push_back(own);
      add(partners(subject));
      break;
    case formula::Whose::mother: add(children(subject)); break;
    case formula::Whose::child:
      if (const SubjectIndex own = mother(subject); own != nobody) found.push_back(own);
      break;
  }
}

Rows Book::naming(const OwnLists& own, const Naming& loaded, SubjectIndex subject) {
  if (!own.empty())
    if (const auto found = own.find(subject); found != own.end()) return {found->second.data(), 0, found->second.size()};
  if (subject + std::size_t{1} >= loaded.starts.size()) return {nullptr, 0, 0};
  return {loaded.list.data() + loaded.starts[subject], 0, loaded.starts[subject + 1] - loaded.starts[subject]};
}

Book::Naming Book::naming_of(const std::vector<SubjectIndex>& named) {
  Naming naming;
  if (std::all_of(named.begin(), named.end(), [](SubjectIndex whom) { return whom == nobody; })) return naming;
  naming.starts.assign(named.size() + 1, 0);
  for (const SubjectIndex whom : named)
    if (whom != nobody) ++naming.starts[whom + 1];
  for (std::size_t i = 1; i < naming.starts.size(); ++i) naming.starts[i] += naming.starts[i - 1];
  naming.list.resize(naming.starts.back());
  std::vector<Row> next(naming.starts.begin(), naming.starts.end() - 1);
  for (SubjectIndex who = 0; who < named.size(); ++who)
    if (named[who] != nobody) naming.list[next[named[who]]++] = who;
  return naming;
}

void Book::rename(OwnLists& own, const Naming& loaded, SubjectIndex whom, SubjectIndex who, bool names) {
  if (whom == nobody) return;
  const Rows before = naming(own, loaded, whom);
  std::vector<Row> list;
  for (std::size_t i = 0; i < before.size(); ++i)
    if (before[i] != who) list.push_back(before[i]);
  if (names) list.insert(std::lower_bound(list.begin(), list.end(), who), who);
  own[whom] = std::move(list);
}

std::size_t Book::bytes() const {
  std::size_t total = facts_.capacity() * sizeof(SubjectFacts);
  for (const Naming* naming : {&shelf_->children, &shelf_->partners}) total += (naming->starts.capacity() + naming->list.capacity()) * sizeof(Row);
  for (const Shelf::OfType& of_type : shelf_->types) {
    const std::size_t rows = of_type.columns.day.size();
    std::size_t a_row = 12;
    for (const FieldColumn& field : of_type.columns.fields)
      a_row += field.width() == FieldColumn::Width::none ? 0 : field.width() == FieldColumn::Width::one ? 1 : field.width() == FieldColumn::Width::two ? 2 : 4;
    total += rows * a_row + (of_type.starts.capacity() + of_type.having.capacity()) * sizeof(Row);
  }
  for (const OfType& of_type : types_) {
    total += of_type.has.capacity() * 8;
    for (const auto& [subject, list] : of_type.own) total += sizeof(subject) + list.capacity() * sizeof(Row) + 48;
  }
  return total;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
