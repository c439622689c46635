// Records from a file: each row finds its type, its subject and its fields, and is held against the record of its key.
#include "base/text.h"
#include "exchange/batches.h"
#include "exchange/rows.h"

namespace anyu {

namespace {

struct KnownRecord {
  RecordId id = 0;
  std::uint64_t content = 0;  ///< of what the mapping speaks of
  TypeIndex type = 0;
  std::uint16_t part = 0;     ///< the reading in which its row was seen; 0: none
};

class RecordRows {
 public:
  RecordRows(Intake& intake, const FilePart& part, const std::string& file, CsvReader& csv)
      : intake_(intake), part_(part), batches_(intake.store, intake.heading(file), intake.options.batch) {
    std::vector<std::string> missing;
    for (CellReader* cell : {&key_, &day_, &person_, &about_, &unit_, &recorded_, &author_}) cell->bind(csv, missing);
    for (const RecordPart& record : part.records) {
      const RecordType& type = intake.catalog.types[record.type];
      std::vector<FieldReader> readers;
      for (std::size_t i = 0; i < type.fields.size(); ++i) {
        readers.emplace_back(part, type.fields[i], record.fields[i]);
        readers.back().bind(csv, missing);
      }
      fields_.push_back(std::move(readers));
    }
    if (part.type_column) type_column_ = csv.column(*part.type_column);
    batches_.while_waiting([this] { intake_.pulse.beat(); });
  }

  Done learn() {
    for (std::size_t i = 0; i < part_.records.size(); ++i) {
      const auto type = part_.records[i].type;
      auto done = intake_.store.each_keyed_record(type, [&](std::string_view key, const Record& record) {
        known_.add(intake_.hasher.of(key), {record.id, content_of(record, i), type, 0});
        intake_.pulse.beat();
      });
      if (!done) return done;
    }
    return {};
  }

  Result<Taken> take(const CsvRow& row) {
    const auto which = part_of(row);
    if (!which) return which.error();
    const auto given = key_.read(row);
    if (!given) return given.error();
    if (given->nothing || given->text.empty()) return invalid("列“{}”:没有编号", "column {}: no key", key_.name());
    make_key(key_text_, part_.source, given->text);

    Record told;
    told.type = part_.records[*which].type;
    if (auto done = read(row, *which, told); !done) return done.error();

    const auto hash = intake_.hasher.of(key_text_);
    const auto content = content_of(told, *which);
    const auto place = known_.find(hash);
    if (place == KeyTable<KnownRecord>::nowhere) {
      const auto at = known_.add(hash, {0, content, told.type, intake_.part});
      if (auto done = batches_.add(AddRecord{std::move(told), key_text_}, at, kept()); !done) return done.error();
      return Taken::added;
    }
    KnownRecord& known = known_[place];
    const bool seen = known.part == intake_.part;
    if (known.type == told.type && known.content == content) {
      known.part = intake_.part;
      return Taken::unchanged;
    }
    if (seen) return invalid("编号“{}”在这个文件里出现了两次,内容不同", "key '{}' stands in this file twice, with different content", given->text);
    if (known.type != told.type)
      return invalid("编号“{}”已是一条“{}”记录", "key '{}' is a record of type {} already", given->text, intake_.catalog.types[known.type].id);
    return correct(place, told, *which, content, given->text);
  }

  Done finish() { return batches_.flush(kept()); }

 private:
  CellReader cell(const char* target) const {
    const auto found = part_.targets.find(target);
    return {part_, found == part_.targets.end() ? nullptr : &found->second, target, false};
  }

  Batches::Kept kept() {
    return [this](std::uint32_t place, std::int64_t id) { known_[place].id = id; };
  }

  Result<std::size_t> part_of(const CsvRow& row) const {
    if (!type_column_) return std::size_t{0};
    const auto text = trimmed(row.fields[*type_column_]);
    const auto found = part_.types.find(text);
    if (found == part_.types.end())
      return invalid("列“{}”:对照表里没有记录类型代码“{}”", "column {}: the mapping has no record type for '{}'", *part_.type_column, text);
    return found->second;
  }

  Done read(const CsvRow& row, std::size_t which, Record& told) {
    auto day = past_day(intake_, part_, day_, row);
    if (!day) return day.error();
    if (!*day) return invalid("列“{}”:没有服务日期", "column {}: no day of service", day_.name());
    told.day = **day;
    auto unit = known_unit(intake_, unit_, row);
    if (!unit) return unit.error();
    told.unit = std::move(*unit);
    auto subject = intake_.catalog.types[told.type].subject == Subject::person ? find_person(row, told) : find_unit(row, told);
    if (!subject) return subject;
    if (auto done = read_origin(row, told); !done) return done;
    told.fields.reserve(fields_[which].size());
    for (FieldReader& field : fields_[which]) {
      auto value = field.read(row);
      if (!value) return value.error();
      told.fields.push_back(std::move(*value));
    }
    return {};
  }

  Done find_person(const CsvRow& row, Record& told) {
    const auto given = person_.read(row);
    if (!given) return given.error();
    if (given->nothing || given->reason) return invalid("列“{}”:没有写明服务对象", "column {}: names no person", person_.name());
    make_key(person_text_, part_.persons, given->text);
    const auto place = intake_.persons.find(intake_.hasher.of(person_text_));
    if (place == KeyTable<KnownPerson>::nowhere)
      return invalid("列“{}”:没有编号为“{}”的服务对象", "column {}: nobody has the key '{}'", person_.name(), given->text);
    const KnownPerson& person = intake_.persons[place];
    told.person = person.id;
    if (told.unit.empty()) told.unit = intake_.unit_codes[person.unit];
    return {};
  }

  Done find_unit(const CsvRow& row, Record& told) {
    auto about = known_unit(intake_, about_, row);
    if (!about) return about.error();
    if (about->empty()) return invalid("列“{}”:没有写明单位", "column {}: names no unit", about_.name());
    told.about = std::move(*about);
    if (told.unit.empty()) told.unit = told.about;
    return {};
  }

  /// When it was written down, and by whom, where the file says so.
  Done read_origin(const CsvRow& row, Record& told) {
    const auto recorded = recorded_.read(row);
    if (!recorded) return recorded.error();
    if (!recorded->nothing && !recorded->reason) {
      auto moment = parse_moment(recorded->text);
      if (!moment)
        if (const auto day = read_day(recorded->text, part_.days_from)) moment = Moment(std::chrono::days(day->number)) + std::chrono::hours(4);  // noon in China
      if (!moment) return invalid("列“{}”:“{}”不是日期或时刻", "column {}: '{}' is neither a day nor a moment", recorded_.name(), recorded->text);
      if (day_of(*moment) > intake_.today)
        return invalid("列“{}”:{} 在今天({})之后", "column {}: {} lies after today ({})", recorded_.name(), recorded->text, intake_.today.text());
      told.recorded = *moment;
    }
    const auto author = author_.read(row);
    if (!author) return author.error();
    if (!author->nothing && !author->reason) told.author = author->text;
    return {};
  }

  Result<Taken> correct(std::uint32_t place, const Record& told, std::size_t which, std::uint64_t content, std::string_view key) {
    KnownRecord& known = known_[place];
    auto record = intake_.store.record(known.type, known.id);
    if (!record) return record.error();
    if (record->person != told.person || record->about != told.about)
      return invalid("编号“{}”已是别人的记录;请先在系统里删除那一条", "key '{}' is somebody else's record already; remove that one first", key);
    const auto seen = record->change;
    record->day = told.day;
    if (unit_.mapped()) record->unit = told.unit;
    for (std::size_t i = 0; i < told.fields.size(); ++i)
      if (fields_[which][i].mapped()) record->fields[i] = told.fields[i];
    known.part = intake_.part;
    known.content = content;
    if (auto done = batches_.add(CorrectRecord{std::move(*record), seen}, place, kept()); !done) return done.error();
    return Taken::corrected;
  }

  std::uint64_t content_of(const Record& record, std::size_t which) {
    content_.clear();
    content_.add(record.person).add(std::string_view(record.about)).add(std::int64_t{record.day.number});
    if (unit_.mapped()) content_.add(std::string_view(record.unit));
    for (std::size_t i = 0; i < fields_[which].size(); ++i)
      if (fields_[which][i].mapped()) content_.add(record.fields[i]);
    return content_.hash(intake_.hasher);
  }

  Intake& intake_;
  const FilePart& part_;
  Batches batches_;
  CellReader key_ = cell("key"), day_ = cell("day"), person_ = cell("person"), about_ = cell("about"), unit_ = cell("unit"), recorded_ = cell("recorded"),
             author_ = cell("author");
  std::vector<std::vector<FieldReader>> fields_;  ///< by part and field
  std::optional<std::size_t> type_column_;
  KeyTable<KnownRecord> known_;
  Content content_;
  std::string key_text_, person_text_;
};

}  // namespace

Done take_records(Intake& intake, const FilePart& part, const std::string& file, CsvReader& csv, FileReport& report) {
  RecordRows rows(intake, part, file, csv);
  if (auto done = rows.learn(); !done) return done;
  if (auto done = take_rows(intake, part, file, csv, report, [&](const CsvRow& row, CsvPlace) { return rows.take(row); }); !done) return done;
  return rows.finish();
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
