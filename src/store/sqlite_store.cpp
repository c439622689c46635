// The one write path, and the reads the loop asks for.
#include "store/sqlite_store.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <unordered_map>

#include "base/text.h"
#include "pack/case_lines.h"
#include "store/change_text.h"
#include "store/database.h"
#include "store/schema.h"

namespace anyu {

namespace {

constexpr std::int64_t unix_ms(Moment moment) { return moment.time_since_epoch().count(); }
Moment moment_of(std::int64_t ms) { return Moment(std::chrono::milliseconds(ms)); }

std::string salted_hash(const Identity& identity, std::string_view salt) {
  Digest digest;
  for (const std::string_view part : {salt, std::string_view(identity.name), std::string_view(identity.id_number), std::string_view(identity.phone),
                                      std::string_view(identity.address)})
    digest.add(part).add(std::string_view("\0", 1));
  return hex(digest.finish());
}

std::string new_salt() {
  char bytes[16];
  randombytes_buf(bytes, sizeof bytes);
  return hex(std::string_view(bytes, sizeof bytes));
}

void bind_day(Statement& statement, int at, const std::optional<Day>& day) {
  if (day) statement.bind(at, std::int64_t{day->number});
  else statement.bind_null(at);
}

std::optional<Day> day_at(const Statement& statement, int column) {
  if (statement.is_null(column)) return std::nullopt;
  return Day{static_cast<std::int32_t>(statement.number(column))};
}

constexpr const char* person_columns = "id, unit, sex, residency, birth_day, registered, left_day, mother, partner, change";

Person person_at(const Statement& row) {
  Person person;
  person.id = row.number(0);
  person.unit = row.text(1);
  person.sex = sex_of(row.view(2)).value_or(Sex::unknown);
  person.residency = residency_of(row.view(3)).value_or(Residency::unknown);
  person.birth_day = day_at(row, 4);
  person.registered = day_at(row, 5);
  person.left = day_at(row, 6);
  person.mother = row.number(7);
  person.partner = row.number(8);
  person.change = row.number(9);
  return person;
}

Unit unit_at(const Statement& row) {
  Unit unit;
  unit.code = row.text(0);
  unit.name = {row.text(1), row.text(2)};
  unit.level = level_of(row.view(3)).value_or(Level::village);
  unit.parent = row.text(4);
  unit.from = day_at(row, 5);
  unit.until = day_at(row, 6);
  return unit;
}

User user_at(const Statement& row) {
  return {row.text(0), {row.text(1), row.text(2)}, role_of(row.view(3)).value_or(Role::village), row.text(4), row.text(5)};
}

/// The statements of one record type, prepared once.
struct TypeStatements {
  Statement insert, update, remove, by_id, by_key, by_subject;
};

/// "haemoglobin:not_done,place:not_due": the reasons that are not simply "not recorded".
std::string absent_of(const RecordType& type, const Record& record) {
  std::string absent;
  for (std::size_t i = 0; i < type.fields.size(); ++i)
    if (const auto* missing = std::get_if<Missing>(&record.fields[i]); missing && *missing != Missing::not_recorded)
      absent += fmt::format("{}{}:{}", absent.empty() ? "" : ",", type.fields[i].id, id_of(*missing));
  return absent;
}

/// What the chain says last of everything it speaks of.
struct ChainEnd {
  struct LastPerson {
    ChangeNumber change = 0;
    std::string identity;       ///< as the last line that touched it sealed it
    std::string last_identity;  ///< as its last line says; empty where that did not touch it
  };

  std::vector<std::uint64_t> lines = {0};  ///< a piece of each line's hash, by change number
  std::unordered_map<std::int64_t, ChangeNumber> records;
  std::unordered_map<std::int64_t, LastPerson> persons;
  std::map<std::string, ChangeNumber, std::less<>> units, users;  ///< by id as JSON writes it

  static std::uint64_t piece_of(std::string_view line) {
    const Hash hash = sha256(line);
    std::uint64_t piece = 0;
    std::copy_n(hash.begin(), sizeof piece, reinterpret_cast<unsigned char*>(&piece));
    return piece;
  }

  void read(std::string_view line, ChangeNumber number) {
    lines.push_back(piece_of(line));
    const auto between = [&](std::string_view from, std::string_view to) {
      const auto at = line.find(from);
      if (at == std::string_view::npos) return std::string_view();
      const auto rest = line.substr(at + from.size());
      return rest.substr(0, rest.find(to));
    };
    const auto kind = between("\"kind\":\"", "\"");
    const auto id = whole_number(between("\"id\":", ",")).value_or(0);
    if (kind == "unit") {
      units[std::string(between("\"code\":", ",\"zh\":"))] = number;
    } else if (kind == "user") {
      users[std::string(between("\"id\":", ",\"zh\":"))] = number;
    } else if (kind == "person") {
      LastPerson& person = persons[id];
      person.change = number;
      person.last_identity = std::string(between("\"identity\":\"", "\""));
      if (!person.last_identity.empty()) person.identity = person.last_identity;
    } else if (kind == "remove") {
      records.erase(id);
    } else {
      records[id] = number;
    }
  }

  /// Whether the line of that change is this one.
  bool says(ChangeNumber change, std::string_view line) const {
    return change > 0 && change < static_cast<ChangeNumber>(lines.size()) && lines[static_cast<std::size_t>(change)] == piece_of(line);
  }
};

class SqliteStore : public Store {
 public:
  SqliteStore(std::unique_ptr<Database> database, const Catalog& catalog) : database_(std::move(database)), catalog_(catalog) {}

  Done begin() {
    for (const RecordType& type : catalog_.types)
      if (auto done = prepare(type); !done) return done;
    const std::pair<Statement*, const char*> fixed[] = {
        {&put_unit_, "insert into unit values (?,?,?,?,?,?,?,?) on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, "
                     "level = excluded.level, parent = excluded.parent, valid_from = excluded.valid_from, valid_until = excluded.valid_until, change = excluded.change"},
        {&add_person_, "insert into person values (?,?,?,?,?,?,?,?,?,?,?,?)"},
        {&amend_person_, "update person set unit = ?2, sex = ?3, residency = ?4, birth_day = ?5, registered = ?6, left_day = ?7, mother = ?8, partner = ?9, "
                         "was = change, change = ?10 where id = ?1 and change = ?11"},
        {&keep_identity_, "insert into identity_before select person, ?2, name, id_number, phone, address, salt from identity where person = ?1"},
        {&put_identity_, "insert or replace into identity values (?,?,?,?,?,?)"},
        {&put_user_, "insert into user values (?,?,?,?,?,?,?) on conflict (id) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, "
                     "role = excluded.role, unit = excluded.unit, password = excluded.password, change = excluded.change"},
        {&remember_removed_, "insert into removed values (?,?,?)"},
        {&add_change_, "insert into change values (?,?,?,?,?,?,?,?)"},
        {&person_by_key_, "select id from person where key = ?"},
        {&identity_of_, "select name, id_number, phone, address, salt from identity where person = ?"},
    };
    for (const auto& [statement, sql] : fixed) {
      auto prepared = database_->prepare(sql);
      if (!prepared) return prepared.error();
      *statement = std::move(*prepared);
    }
    auto head = database_->prepare("select first + count - 1, hash from change order by first desc limit 1");
    if (!head) return head.error();
    const auto row = head->step();
    if (!row) return row.error();
    if (*row) {
      last_change_ = head->number(0);
      const auto bytes = head->view(1);
      std::copy_n(bytes.begin(), std::min(bytes.size(), head_.size()), head_.begin());
    }
    return read_next_ids();
  }

  Result<Appended> append(const Batch& batch) override {
    const std::lock_guard lock(mutex_);
    const auto person_id = next_person_;
    const auto record_id = next_record_;
    auto appended = append_locked(batch);
    if (!appended) {
      next_person_ = person_id;
      next_record_ = record_id;
    }
    return appended;
  }

  ChangeNumber last_change() const override {
    const std::lock_guard lock(mutex_);
    return last_change_;
  }

  Result<std::vector<Unit>> units() const override {
    std::vector<Unit> all;
    auto done = each("select code, name_zh, name_en, level, parent, valid_from, valid_until from unit", [&](const Statement& row) {
      all.push_back(unit_at(row));
    });
    if (!done) return done.error();
    return all;
  }

  Done each_person(const std::function<void(const Person&)>& visit) const override {
    return each(fmt::format("select {} from person order by id", person_columns), [&](const Statement& row) { visit(person_at(row)); });
  }

  Done each_record(TypeIndex type, const std::function<void(const Record&)>& visit) const override {
    const CodeIndex codes(catalog_.types[type]);
    return each(fmt::format("select {} from {}", record_columns(catalog_.types[type]), table_of(catalog_.types[type])),
                [&](const Statement& row) { visit(record_at(row, type, codes)); });
  }

  Done each_keyed_person(const std::function<void(std::string_view, const Person&)>& visit) const override {
    return each(fmt::format("select {}, key from person where key is not null order by id", person_columns),
                [&](const Statement& row) { visit(row.view(10), person_at(row)); });
  }

  Done each_keyed_record(TypeIndex type, const std::function<void(std::string_view, const Record&)>& visit) const override {
    const RecordType& of = catalog_.types[type];
    const CodeIndex codes(of);
    const int key = 10 + static_cast<int>(of.fields.size());
    return each(fmt::format("select {}, key from {} where key is not null order by id", record_columns(of), table_of(of)), [&](const Statement& row) {
      const Record record = record_at(row, type, codes);
      visit(row.view(key), record);
    });
  }

  Result<Person> person(PersonId id) const override {
    std::optional<Person> found;
    auto done = each(fmt::format("select {} from person where id = {}", person_columns, id), [&](const Statement& row) { found = person_at(row); });
    if (!done) return done.error();
    if (!found) return not_found("没有这个服务对象", "there is no such person");
    return *found;
  }

  Result<Identity> identity(PersonId id) const override {
    const std::lock_guard lock(mutex_);
    return identity_locked(id);
  }

  Result<std::vector<FoundPerson>> find_persons(const std::string& text, const std::function<bool(const UnitCode&)>& unit,
                                                std::size_t limit) const override {
    const std::lock_guard lock(mutex_);
    auto query = database_->prepare(fmt::format("select {}, i.name, i.id_number, i.phone, i.address from identity i join person p on p.id = i.person "
                                                "where instr(i.name, ?1) > 0 or i.phone = ?1 or i.id_number = ?1 "
                                                "or (length(?1) = 4 and (substr(i.phone, -4) = ?1 or substr(i.id_number, -4) = ?1)) "
                                                "order by i.name, p.id",
                                                qualified_person_columns()));
    if (!query) return query.error();
    query->bind(0, text);
    return found_persons(*query, unit, limit);
  }

  Result<std::vector<FoundPerson>> persons_of(const UnitCode& unit, std::size_t limit) const override {
    const std::lock_guard lock(mutex_);
    auto query = database_->prepare(fmt::format("select {}, i.name, i.id_number, i.phone, i.address from person p left join identity i on p.id = i.person "
                                                "where p.unit = ?1 order by i.name, p.id",
                                                qualified_person_columns()));
    if (!query) return query.error();
    query->bind(0, unit);
    return found_persons(*query, [](const UnitCode&) { return true; }, limit);
  }

  std::optional<PersonId> person_by_key(const std::string& key) const override {
    const std::lock_guard lock(mutex_);
    const auto row = person_by_key_.bind(0, key).step();
    if (!row || !*row) return std::nullopt;
    const PersonId id = person_by_key_.number(0);
    (void)person_by_key_.run();
    return id;
  }

  Result<Record> record(TypeIndex type, RecordId id) const override {
    const std::lock_guard lock(mutex_);
    return record_locked(type, id);
  }

  std::optional<RecordId> record_by_key(TypeIndex type, const std::string& key) const override {
    const std::lock_guard lock(mutex_);
    Statement& query = statements_[type].by_key;
    const auto row = query.bind(0, key).step();
    if (!row || !*row) return std::nullopt;
    const RecordId id = query.number(0);
    (void)query.run();
    return id;
  }

  Result<std::vector<Record>> records_of(PersonId person) const override {
    return records_about(Subject::person, [&](Statement& query) { query.bind(0, person); });
  }

  Result<std::vector<Record>> records_of(const UnitCode& unit) const override {
    return records_about(Subject::unit, [&](Statement& query) { query.bind(0, unit); });
  }

  Result<std::vector<Change>> history(TypeIndex type, RecordId id) const override {
    const std::lock_guard lock(mutex_);
    ChangeNumber number = 0;
    if (const auto current = record_locked(type, id)) {
      number = current->change;
    } else {
      auto query = database_->prepare("select change from removed where id = ? and type = ?");
      if (!query) return query.error();
      const auto row = query->bind(0, id).bind(1, catalog_.types[type].id).step();
      if (!row) return row.error();
      if (!*row) return not_found("没有这条记录", "there is no such record");
      number = query->number(0);
    }
    std::vector<Change> all;
    while (number > 0) {
      auto change = change_locked(number);
      if (!change) return change.error();
      number = change->was;
      all.push_back(std::move(*change));
    }
    return all;
  }

  Result<std::optional<User>> user(const std::string& id) const override {
    auto all = users();
    if (!all) return all.error();
    for (User& one : *all)
      if (one.id == id) return std::optional(std::move(one));
    return std::optional<User>();
  }

  Result<std::vector<User>> users() const override {
    std::vector<User> all;
    auto done = each("select id, name_zh, name_en, role, unit, password from user order by id", [&](const Statement& row) {
      all.push_back(user_at(row));
    });
    if (!done) return done.error();
    return all;
  }

  Result<Verified> verify(const Progress& progress) const override {
    const std::lock_guard lock(mutex_);
    return verify_locked(progress);
  }

 private:
  /// Code ids to places, for reading many rows.
  struct CodeIndex {
    explicit CodeIndex(const RecordType& type) : of_field(type.fields.size()) {
      for (std::size_t i = 0; i < type.fields.size(); ++i)
        for (std::size_t k = 0; k < type.fields[i].codes.size(); ++k) of_field[i].emplace(type.fields[i].codes[k].id, static_cast<std::int64_t>(k));
    }
    std::vector<std::map<std::string, std::int64_t, std::less<>>> of_field;
  };

  static std::string record_columns(const RecordType& type) {
    std::string columns = fmt::format("id, {}, day, unit, recorded, author, added, was, change, absent", type.subject == Subject::person ? "person" : "about");
    for (const Field& field : type.fields) columns += ", f_" + field.id;
    return columns;
  }

  static std::string qualified_person_columns() {
    return "p.id, p.unit, p.sex, p.residency, p.birth_day, p.registered, p.left_day, p.mother, p.partner, p.change";
  }

  Record record_at(const Statement& row, TypeIndex index, const CodeIndex& codes) const {
    const RecordType& type = catalog_.types[index];
    Record record;
    record.type = index;
    record.id = row.number(0);
    if (type.subject == Subject::person) record.person = row.number(1);
    else record.about = row.text(1);
    record.day = Day{static_cast<std::int32_t>(row.number(2))};
    record.unit = row.text(3);
    record.recorded = moment_of(row.number(4));
    record.author = row.text(5);
    record.added = row.number(6);
    record.change = row.number(8);
    record.fields.assign(type.fields.size(), FieldValue(Missing::not_recorded));
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      const int column = 10 + static_cast<int>(i);
      if (row.is_null(column)) continue;
      switch (type.fields[i].type) {
        case Field::Type::code: {
          const auto found = codes.of_field[i].find(row.view(column));
          if (found != codes.of_field[i].end()) record.fields[i] = found->second;
          break;
        }
        case Field::Type::text: record.fields[i] = row.text(column); break;
        default: record.fields[i] = row.number(column);
      }
    }
    if (!row.is_null(9)) {
      const std::string absent = row.text(9);
      for (const auto pair : split(absent, ',')) {
        const auto colon = pair.find(':');
        const auto column = type.field(pair.substr(0, colon));
        if (column && colon != std::string_view::npos)
          record.fields[*column] = entered_reason(pair.substr(colon + 1)).value_or(Missing::not_recorded);
      }
    }
    return record;
  }

  Done prepare(const RecordType& type) {
    TypeStatements all;
    std::string names, marks, sets;
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      names += ", f_" + type.fields[i].id;
      marks += ",?";
      sets += fmt::format(", f_{} = ?{}", type.fields[i].id, 8 + i);
    }
    const auto subject = type.subject == Subject::person ? "person" : "about";
    const auto table = table_of(type);
    const std::pair<Statement*, std::string> wanted[] = {
        {&all.insert, fmt::format("insert into {} (id, {}, day, unit, recorded, author, added, was, change, key, absent{}) values (?,?,?,?,?,?,?,?,?,?,?{})", table, subject, names, marks)},
        {&all.update, fmt::format("update {} set day = ?2, unit = ?3, was = ?4, change = ?5, absent = ?6{} where id = ?1 and change = ?7", table, sets)},
        {&all.remove, fmt::format("delete from {} where id = ? and change = ?", table)},
        {&all.by_id, fmt::format("select {} from {} where id = ?", record_columns(type), table)},
        {&all.by_key, fmt::format("select id from {} where key = ?", table)},
        {&all.by_subject, fmt::format("select {} from {} where {} = ?", record_columns(type), table, subject)},
    };
    for (const auto& [statement, sql] : wanted) {
      auto prepared = database_->prepare(sql);
      if (!prepared) return prepared.error();
      *statement = std::move(*prepared);
    }
    statements_.push_back(std::move(all));
    return {};
  }

  /// Ids are never used again, also where the last record was removed: the chain remembers the highest.
  Done read_next_ids() {
    auto highest = database_->prepare("select name, value from meta where name in ('next_person', 'next_record')");
    if (!highest) return highest.error();
    for (;;) {
      const auto row = highest->step();
      if (!row) return row.error();
      if (!*row) return {};
      const auto number = whole_number(highest->view(1)).value_or(1);
      if (highest->view(0) == "next_person") next_person_ = number;
      else next_record_ = number;
    }
  }

  Done each(const std::string& sql, const std::function<void(const Statement&)>& visit) const {
    const std::lock_guard lock(mutex_);
    auto query = database_->prepare(sql);
    if (!query) return query.error();
    for (;;) {
      const auto row = query->step();
      if (!row) return row.error();
      if (!*row) return {};
      visit(*query);
    }
  }

  Result<Identity> identity_locked(PersonId id) const {
    const auto row = identity_of_.bind(0, id).step();
    if (!row) return row.error();
    if (!*row) return not_found("没有这个服务对象的身份信息", "there is no identity for this person");
    Identity identity{identity_of_.text(0), identity_of_.text(1), identity_of_.text(2), identity_of_.text(3)};
    (void)identity_of_.run();
    return identity;
  }

  Result<std::vector<FoundPerson>> found_persons(Statement& query, const std::function<bool(const UnitCode&)>& unit, std::size_t limit) const {
    std::vector<FoundPerson> found;
    while (found.size() < limit) {
      const auto row = query.step();
      if (!row) return row.error();
      if (!*row) break;
      FoundPerson one{person_at(query), {query.text(10), query.text(11), query.text(12), query.text(13)}};
      if (unit(one.person.unit)) found.push_back(std::move(one));
    }
    return found;
  }

  Result<Record> record_locked(TypeIndex type, RecordId id) const {
    Statement& query = statements_[type].by_id;
    const auto row = query.bind(0, id).step();
    if (!row) return row.error();
    if (!*row) return not_found("没有这条记录", "there is no such record");
    Record record = record_at(query, type, CodeIndex(catalog_.types[type]));
    (void)query.run();
    return record;
  }

  Result<std::vector<Record>> records_about(Subject subject, const std::function<void(Statement&)>& bind) const {
    const std::lock_guard lock(mutex_);
    std::vector<Record> all;
    for (std::size_t i = 0; i < catalog_.types.size(); ++i) {
      if (catalog_.types[i].subject != subject) continue;
      const auto type = static_cast<TypeIndex>(i);
      const CodeIndex codes(catalog_.types[i]);
      Statement& query = statements_[i].by_subject;
      bind(query);
      for (;;) {
        const auto row = query.step();
        if (!row) return row.error();
        if (!*row) break;
        all.push_back(record_at(query, type, codes));
      }
    }
    std::sort(all.begin(), all.end(), [](const Record& a, const Record& b) { return std::pair(b.day, b.id) < std::pair(a.day, a.id); });
    return all;
  }

  Result<Change> change_locked(ChangeNumber number) const {
    auto query = database_->prepare("select first, at, by, source, why, lines from change where first <= ? order by first desc limit 1");
    if (!query) return query.error();
    const auto row = query->bind(0, number).step();
    if (!row) return row.error();
    if (!*row) return not_found("没有第{}号变更", "there is no change {}", number);
    auto lines = query->view(5);
    for (ChangeNumber skip = number - query->number(0); skip > 0; --skip) {
      const auto end = lines.find('\n');
      if (end == std::string_view::npos) return not_found("没有第{}号变更", "there is no change {}", number);
      lines.remove_prefix(end + 1);
    }
    auto change = read_line(lines.substr(0, lines.find('\n')), catalog_);
    if (!change) return change;
    change->number = number;
    change->at = moment_of(query->number(1));
    change->by = query->text(2);
    change->source = query->text(3);
    change->why = query->text(4);
    return change;
  }

  // Writing. Each keeps its row and answers with its line.

  Result<std::string> write(const PutUnit& put, ChangeNumber number, const Batch&, std::int64_t&) {
    const Unit& unit = put.unit;
    const auto level = id_of(unit.level);
    put_unit_.bind(0, unit.code).bind(1, unit.name.zh).bind(2, unit.name.en).bind(3, level).bind(4, unit.parent);
    bind_day(put_unit_, 5, unit.from);
    bind_day(put_unit_, 6, unit.until);
    if (auto done = put_unit_.bind(7, number).run(); !done) return done.error();
    return line_of(unit);
  }

  Result<std::string> write(const PutPerson& put, ChangeNumber number, const Batch&, std::int64_t& id) {
    Person person = put.person;
    const ChangeNumber was = person.id == 0 ? 0 : person.change;
    const bool fresh = person.id == 0;
    if (fresh) person.id = next_person_++;
    id = person.id;
    Statement& statement = fresh ? add_person_ : amend_person_;
    statement.bind(0, person.id).bind(1, person.unit).bind(2, id_of(person.sex)).bind(3, id_of(person.residency));
    bind_day(statement, 4, person.birth_day);
    bind_day(statement, 5, person.registered);
    bind_day(statement, 6, person.left);
    statement.bind(7, person.mother).bind(8, person.partner);
    if (fresh) {
      if (put.key.empty()) statement.bind_null(9);
      else statement.bind(9, put.key);
      statement.bind(10, std::int64_t{0}).bind(11, number);
    } else {
      statement.bind(9, number).bind(10, was);
    }
    if (auto done = statement.run(); !done) return done.error();
    if (!fresh && database_->changed_rows() == 0) return conflict("这份资料已被他人更改,请刷新后再试", "someone has changed this person meanwhile; reload and try again");
    std::string salted;
    if (put.identity) {
      const std::string salt = new_salt();
      salted = salted_hash(*put.identity, salt);
      if (!fresh)
        if (auto done = keep_identity_.bind(0, person.id).bind(1, number).run(); !done) return done.error();
      put_identity_.bind(0, person.id).bind(1, put.identity->name).bind(2, put.identity->id_number).bind(3, put.identity->phone);
      if (auto done = put_identity_.bind(4, put.identity->address).bind(5, salt).run(); !done) return done.error();
    }
    return line_of(person, was, salted);
  }

  /// Binds the fields from `at` on; the absent text must live until the statement has run.
  void bind_fields(Statement& statement, int at, const RecordType& type, const Record& record) {
    for (std::size_t i = 0; i < type.fields.size(); ++i, ++at) {
      const FieldValue& value = record.fields[i];
      if (const auto* number = std::get_if<std::int64_t>(&value)) {
        if (type.fields[i].type == Field::Type::code) statement.bind(at, type.fields[i].codes[static_cast<std::size_t>(*number)].id);
        else statement.bind(at, *number);
      } else if (const auto* text = std::get_if<std::string>(&value)) {
        statement.bind(at, *text);
      } else {
        statement.bind_null(at);
      }
    }
  }

  static void bind_absent(Statement& statement, int at, const std::string& absent) {
    if (absent.empty()) statement.bind_null(at);
    else statement.bind(at, absent);
  }

  Result<std::string> write(const AddRecord& add, ChangeNumber number, const Batch& batch, std::int64_t& id) {
    const Record& record = add.record;
    const RecordType& type = catalog_.types[record.type];
    id = next_record_++;
    Statement& statement = statements_[record.type].insert;
    statement.bind(0, id);
    if (type.subject == Subject::person) statement.bind(1, record.person);
    else statement.bind(1, record.about);
    const bool dated = record.recorded != Moment{};  // an import may know when it was written down elsewhere
    Record kept = record;
    kept.id = id;
    kept.recorded = dated ? record.recorded : batch.at;
    kept.author = record.author.empty() ? batch.by : record.author;
    statement.bind(2, std::int64_t{record.day.number}).bind(3, record.unit).bind(4, unix_ms(kept.recorded));
    statement.bind(5, kept.author).bind(6, number).bind(7, std::int64_t{0}).bind(8, number);
    if (add.key.empty()) statement.bind_null(9);
    else statement.bind(9, add.key);
    const std::string absent = absent_of(type, record);
    bind_absent(statement, 10, absent);
    bind_fields(statement, 11, type, record);
    if (auto done = statement.run(); !done) return done.error();
    return line_of(kept, type, "add", 0);
  }

  Result<std::string> write(const CorrectRecord& correct, ChangeNumber number, const Batch&, std::int64_t& id) {
    const auto before = record_locked(correct.record.type, correct.record.id);
    if (!before) return before.error();
    Record record = correct.record;
    record.author = before->author;  // who wrote it first, and when, stays
    record.recorded = before->recorded;
    record.person = before->person;
    record.about = before->about;
    const RecordType& type = catalog_.types[record.type];
    id = record.id;
    Statement& statement = statements_[record.type].update;
    const std::string absent = absent_of(type, record);
    statement.bind(0, record.id).bind(1, std::int64_t{record.day.number}).bind(2, record.unit).bind(3, correct.seen).bind(4, number);
    bind_absent(statement, 5, absent);
    statement.bind(6, correct.seen);
    bind_fields(statement, 7, type, record);
    if (auto done = statement.run(); !done) return done.error();
    if (database_->changed_rows() == 0) return moved_on(record.type, record.id);
    return line_of(record, type, "correct", correct.seen);
  }

  Result<std::string> write(const RemoveRecord& remove, ChangeNumber number, const Batch&, std::int64_t& id) {
    id = remove.id;
    if (auto done = remember_removed_.bind(0, remove.id).bind(1, catalog_.types[remove.type].id).bind(2, number).run(); !done) return done.error();
    if (auto done = statements_[remove.type].remove.bind(0, remove.id).bind(1, remove.seen).run(); !done) return done.error();
    if (database_->changed_rows() == 0) return moved_on(remove.type, remove.id);
    return line_of_removal(catalog_.types[remove.type], remove.id, remove.seen);
  }

  Error moved_on(TypeIndex type, RecordId id) const {
    const auto now = record_locked(type, id);
    if (!now && now.error().kind == ErrorKind::not_found) return now.error();
    return conflict("这条记录已被他人更改,请刷新后再试", "someone has changed this record meanwhile; reload and try again");
  }

  Result<std::string> write(const PutUser& put, ChangeNumber number, const Batch&, std::int64_t&) {
    const User& user = put.user;
    put_user_.bind(0, user.id).bind(1, user.name.zh).bind(2, user.name.en).bind(3, id_of(user.role)).bind(4, user.unit).bind(5, user.password);
    if (auto done = put_user_.bind(6, number).run(); !done) return done.error();
    return line_of(user);
  }

  Result<Appended> append_locked(const Batch& batch) {
    if (batch.writes.empty()) return Appended{last_change_ + 1, {}};
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return transaction.error();
    Appended appended;
    appended.first = last_change_ + 1;
    std::string lines;
    for (const Write& one : batch.writes) {
      const auto number = appended.first + static_cast<ChangeNumber>(appended.ids.size());
      std::int64_t id = 0;
      auto line = std::visit([&](const auto& w) { return write(w, number, batch, id); }, one);
      if (!line) return line.error();
      lines += *line;
      lines += '\n';
      appended.ids.push_back(id);
    }
    const Hash hash = link_of(head_, heading_of(appended.first, batch.writes.size(), batch), lines);
    add_change_.bind(0, appended.first).bind(1, static_cast<std::int64_t>(batch.writes.size())).bind(2, unix_ms(batch.at)).bind(3, batch.by);
    add_change_.bind(4, batch.source).bind(5, batch.why).bind(6, lines).bind_blob(7, {reinterpret_cast<const char*>(hash.data()), hash.size()});
    if (auto done = add_change_.run(); !done) return done.error();
    if (auto done = database_->execute(fmt::format("insert or replace into meta values ('next_person', '{}'), ('next_record', '{}')", next_person_, next_record_)); !done)
      return done.error();
    if (auto done = transaction->commit(); !done) return done.error();
    head_ = hash;
    last_change_ += static_cast<ChangeNumber>(batch.writes.size());
    return appended;
  }

  Result<Verified> verify_locked(const Progress& progress) const;
  Done walk_chain(ChainEnd& end, Verified& verified, const Progress& progress) const;
  Done check_records(const ChainEnd& end, Verified& verified) const;
  Done check_persons(const ChainEnd& end, Verified& verified) const;
  Done check_units_and_users(const ChainEnd& end, Verified& verified) const;

  std::unique_ptr<Database> database_;
  const Catalog& catalog_;
  mutable std::mutex mutex_;
  mutable std::vector<TypeStatements> statements_;
  Statement put_unit_, add_person_, amend_person_, keep_identity_, put_identity_, put_user_, remember_removed_, add_change_;
  mutable Statement person_by_key_, identity_of_;
  ChangeNumber last_change_ = 0;
  Hash head_{};
  PersonId next_person_ = 1;
  RecordId next_record_ = 1;
};

Words altered(std::string_view zh, std::string_view en) {
  return {fmt::format("{}与变更链不符:有人绕过系统改了数据", zh), fmt::format("{} is not what the chain says: it was altered past the system", en)};
}

Words missing_row(std::string_view zh, std::string_view en) {
  return {fmt::format("变更链上有的{}不见了:有人绕过系统删了数据", zh), fmt::format("{} that the chain knows of are gone: they were deleted past the system", en)};
}

Result<Verified> SqliteStore::verify_locked(const Progress& progress) const {
  Verified verified;
  ChainEnd end;
  auto walked = walk_chain(end, verified, progress);
  if (!walked) return walked.error();
  if (verified.broken) return verified;
  for (const auto check : {&SqliteStore::check_records, &SqliteStore::check_persons, &SqliteStore::check_units_and_users}) {
    const auto done = (this->*check)(end, verified);
    if (!done) return done.error();
    if (verified.broken) return verified;
  }
  return verified;
}

Done SqliteStore::walk_chain(ChainEnd& end, Verified& verified, const Progress& progress) const {
  auto query = database_->prepare("select first, count, at, by, source, why, lines, hash from change order by first");
  if (!query) return query.error();
  const auto broken = [&](std::string zh, std::string en) -> Done {
    verified.broken = Words{std::move(zh), std::move(en)};
    return {};
  };
  Hash before{};
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) break;
    const ChangeNumber first = query->number(0), count = query->number(1);
    Batch batch;
    batch.at = moment_of(query->number(2));
    batch.by = query->text(3);
    batch.source = query->text(4);
    batch.why = query->text(5);
    const auto lines = query->view(6);
    if (first != verified.changes + 1)
      return broken(fmt::format("变更链在第{}号之后断开:缺少第{}号", verified.changes, verified.changes + 1),
                    fmt::format("the chain breaks after change {}: change {} is missing", verified.changes, verified.changes + 1));
    const Hash link = link_of(before, heading_of(first, static_cast<std::size_t>(count), batch), lines);
    if (query->view(7) != std::string_view(reinterpret_cast<const char*>(link.data()), link.size()))
      return broken(fmt::format("变更链在第{}号至第{}号这一环断开:内容与指纹不符", first, first + count - 1),
                    fmt::format("the chain breaks at the link of changes {} to {}: what stands there is not what was sealed", first, first + count - 1));
    std::string_view rest = lines;
    for (ChangeNumber i = 0; i < count; ++i) {
      const auto stop = rest.find('\n');
      end.read(rest.substr(0, stop), first + i);
      rest.remove_prefix(stop == std::string_view::npos ? rest.size() : stop + 1);
    }
    before = link;
    verified.changes = first + count - 1;
    if (progress) progress(verified.changes, last_change_);
  }
  verified.head = before;
  if (verified.changes != last_change_)
    return broken(fmt::format("变更链末尾缺少第{}号以后的变更", verified.changes), fmt::format("changes after {} are missing at the end of the chain", verified.changes));
  return {};
}

Done SqliteStore::check_records(const ChainEnd& end, Verified& verified) const {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < catalog_.types.size(); ++i) {
    const auto index = static_cast<TypeIndex>(i);
    const RecordType& type = catalog_.types[i];
    const CodeIndex codes(type);
    auto rows = database_->prepare(fmt::format("select {} from {}", record_columns(type), table_of(type)));
    if (!rows) return rows.error();
    for (;;) {
      const auto row = rows->step();
      if (!row) return row.error();
      if (!*row) break;
      ++seen;
      const Record record = record_at(*rows, index, codes);
      const ChangeNumber was = rows->number(7);
      const auto last = end.records.find(record.id);
      if (last == end.records.end() || last->second != record.change || !end.says(record.change, line_of(record, type, was == 0 ? "add" : "correct", was))) {
        verified.broken = altered(fmt::format("记录 {}/{}", type.id, record.id), fmt::format("record {}/{}", type.id, record.id));
        return {};
      }
    }
  }
  if (seen != end.records.size()) verified.broken = missing_row("记录", "records");
  return {};
}

Done SqliteStore::check_persons(const ChainEnd& end, Verified& verified) const {
  auto rows = database_->prepare(fmt::format("select {}, was from person", person_columns));
  if (!rows) return rows.error();
  std::size_t seen = 0, named = 0;
  for (;;) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) break;
    ++seen;
    const Person person = person_at(*rows);
    const auto last = end.persons.find(person.id);
    if (last == end.persons.end() || last->second.change != person.change || !end.says(person.change, line_of(person, rows->number(10), last->second.last_identity))) {
      verified.broken = altered(fmt::format("服务对象 {} ", person.id), fmt::format("person {}", person.id));
      return {};
    }
  }
  auto identities = database_->prepare("select person, name, id_number, phone, address, salt from identity");
  if (!identities) return identities.error();
  for (;;) {
    const auto row = identities->step();
    if (!row) return row.error();
    if (!*row) break;
    ++named;
    const auto last = end.persons.find(identities->number(0));
    const Identity identity{identities->text(1), identities->text(2), identities->text(3), identities->text(4)};
    if (last == end.persons.end() || last->second.identity != salted_hash(identity, identities->view(5))) {
      verified.broken = altered(fmt::format("服务对象 {} 的身份信息", identities->number(0)), fmt::format("the identity of person {}", identities->number(0)));
      return {};
    }
  }
  const auto sealed = std::count_if(end.persons.begin(), end.persons.end(), [](const auto& one) { return !one.second.identity.empty(); });
  if (seen != end.persons.size() || named != static_cast<std::size_t>(sealed)) verified.broken = missing_row("服务对象", "persons");
  return {};
}

Done SqliteStore::check_units_and_users(const ChainEnd& end, Verified& verified) const {
  auto units = database_->prepare("select code, name_zh, name_en, level, parent, valid_from, valid_until, change from unit");
  if (!units) return units.error();
  std::size_t seen_units = 0, seen_users = 0;
  for (;;) {
    const auto row = units->step();
    if (!row) return row.error();
    if (!*row) break;
    ++seen_units;
    const Unit unit = unit_at(*units);
    const auto last = end.units.find(json_quoted(unit.code));
    if (last == end.units.end() || last->second != units->number(7) || !end.says(last->second, line_of(unit))) {
      verified.broken = altered(fmt::format("单位 {} ", unit.code), fmt::format("unit {}", unit.code));
      return {};
    }
  }
  auto users = database_->prepare("select id, name_zh, name_en, role, unit, password, change from user");
  if (!users) return users.error();
  for (;;) {
    const auto row = users->step();
    if (!row) return row.error();
    if (!*row) break;
    ++seen_users;
    const User user = user_at(*users);
    const auto last = end.users.find(json_quoted(user.id));
    if (last == end.users.end() || last->second != users->number(6) || !end.says(last->second, line_of(user))) {
      verified.broken = altered(fmt::format("用户 {} ", user.id), fmt::format("user {}", user.id));
      return {};
    }
  }
  if (seen_units != end.units.size()) verified.broken = missing_row("单位", "units");
  if (seen_users != end.users.size()) verified.broken = missing_row("用户", "users");
  return {};
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite(const std::string& path, const Catalog& catalog) {
  if (sodium_init() < 0) return unavailable("加密库无法启动", "the cryptographic library cannot start");
  auto database = Database::open(path);
  if (!database) return database.error();
  if (auto done = make_tables(**database, catalog); !done) return done.error();
  auto store = std::make_unique<SqliteStore>(std::move(*database), catalog);
  if (auto done = store->begin(); !done) return done.error();
  return std::unique_ptr<Store>(std::move(store));
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
