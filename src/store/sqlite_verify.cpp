// The walk along the chain, and the rows held against it.
#include "store/sqlite_verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "store/change_text.h"
#include "store/schema.h"
#include "store/sqlite_rows.h"

namespace anyu {

namespace {

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
    return change > 0 && change < static_cast<ChangeNumber>(lines.size()) &&
           lines[static_cast<std::size_t>(change)] == piece_of(line);
  }
};

/// One walk. Each step leaves off at the first thing that is broken.
class Walk {
 public:
  Walk(const Database& database, const Catalog& catalog) : database_(database), catalog_(catalog) {}

  Result<Verified> run(ChangeNumber last_change, const Progress& progress) {
    if (auto done = walk_chain(last_change, progress); !done) return done.error();
    for (const auto check : {&Walk::check_records, &Walk::check_persons, &Walk::check_identities,
                             &Walk::check_units, &Walk::check_users}) {
      if (verified_.broken) break;
      if (auto done = (this->*check)(); !done) return done.error();
    }
    return verified_;
  }

 private:
  Done walk_chain(ChangeNumber last_change, const Progress& progress) {
    Hash before{};
    auto done = each_row(
        database_, "select first, count, at, by, source, why, lines, hash from change order by first",
        [&](const Statement& row) {
          const ChangeNumber first = row.number(0), count = row.number(1);
          Batch batch;
          batch.at = moment_of(row.number(2));
          batch.by = row.text(3);
          batch.source = row.text(4);
          batch.why = row.text(5);
          const auto lines = row.view(6);
          if (first != verified_.changes + 1)
            return broken(
                fmt::format("变更链在第{}号之后断开:缺少第{}号", verified_.changes, verified_.changes + 1),
                fmt::format("the chain breaks after change {}: change {} is missing", verified_.changes,
                            verified_.changes + 1));
          const Hash link = link_of(before, heading_of(first, static_cast<std::size_t>(count), batch), lines);
          if (row.view(7) != std::string_view(reinterpret_cast<const char*>(link.data()), link.size()))
            return broken(
                fmt::format("变更链在第{}号至第{}号这一环断开:内容与指纹不符", first, first + count - 1),
                fmt::format(
                    "the chain breaks at the link of changes {} to {}: what stands there is not what was sealed",
                    first, first + count - 1));
          std::string_view rest = lines;
          for (ChangeNumber i = 0; i < count; ++i) {
            const auto stop = rest.find('\n');
            end_.read(rest.substr(0, stop), first + i);
            rest.remove_prefix(stop == std::string_view::npos ? rest.size() : stop + 1);
          }
          before = link;
          verified_.changes = first + count - 1;
          if (progress) progress(verified_.changes, last_change);
          return true;
        });
    if (!done || verified_.broken) return done;
    verified_.head = before;
    if (verified_.changes != last_change)
      broken(fmt::format("变更链末尾缺少第{}号以后的变更", verified_.changes),
             fmt::format("changes after {} are missing at the end of the chain", verified_.changes));
    return {};
  }

  Done check_records() {
    std::size_t seen = 0;
    for (std::size_t i = 0; i < catalog_.types.size() && !verified_.broken; ++i) {
      const auto index = static_cast<TypeIndex>(i);
      const RecordType& type = catalog_.types[i];
      const CodeIndex codes(type);
      auto done = each_row(database_, fmt::format("select {} from {}", record_columns(type), table_of(type)),
                           [&](const Statement& row) {
                             ++seen;
                             const Record record = record_at(row, index, type, codes);
                             const ChangeNumber was = row.number(record_column::was);
                             const auto last = end_.records.find(record.id);
                             if (last != end_.records.end() && last->second == record.change &&
                                 end_.says(record.change, line_of(record, type, was == 0 ? "add" : "correct", was)))
                               return true;
                             return altered(fmt::format("记录 {}/{}", type.id, record.id),
                                            fmt::format("record {}/{}", type.id, record.id));
                           });
      if (!done) return done;
    }
    return none_missing(seen == end_.records.size(), "记录", "records");
  }

  Done check_persons() {
    std::size_t seen = 0;
    auto done =
        each_row(database_, fmt::format("select {}, was from person", person_columns), [&](const Statement& row) {
          ++seen;
          const Person person = person_at(row);
          const ChangeNumber was = row.number(person_column_count);
          const auto last = end_.persons.find(person.id);
          if (last != end_.persons.end() && last->second.change == person.change &&
              end_.says(person.change, line_of(person, was, last->second.last_identity)))
            return true;
          return altered(fmt::format("服务对象 {} ", person.id), fmt::format("person {}", person.id));
        });
    if (!done) return done;
    return none_missing(seen == end_.persons.size(), "服务对象", "persons");
  }

  Done check_identities() {
    std::size_t seen = 0;
    auto done = each_row(
        database_, "select person, name, id_number, phone, address, salt from identity", [&](const Statement& row) {
          ++seen;
          const auto last = end_.persons.find(row.number(0));
          const Identity identity{row.text(1), row.text(2), row.text(3), row.text(4)};
          if (last != end_.persons.end() && last->second.identity == salted_hash(identity, row.view(5)))
            return true;
          return altered(fmt::format("服务对象 {} 的身份信息", row.number(0)),
                         fmt::format("the identity of person {}", row.number(0)));
        });
    if (!done) return done;
    const auto sealed = std::count_if(end_.persons.begin(), end_.persons.end(),
                                      [](const auto& one) { return !one.second.identity.empty(); });
    return none_missing(seen == static_cast<std::size_t>(sealed), "服务对象", "persons");
  }

  Done check_units() {
    std::size_t seen = 0;
    auto done =
        each_row(database_, fmt::format("select {}, change from unit", unit_columns), [&](const Statement& row) {
          ++seen;
          const Unit unit = unit_at(row);
          const auto last = end_.units.find(json_quoted(unit.code));
          if (last != end_.units.end() && last->second == row.number(7) && end_.says(last->second, line_of(unit)))
            return true;
          return altered(fmt::format("单位 {} ", unit.code), fmt::format("unit {}", unit.code));
        });
    if (!done) return done;
    return none_missing(seen == end_.units.size(), "单位", "units");
  }

  Done check_users() {
    std::size_t seen = 0;
    auto done =
        each_row(database_, fmt::format("select {}, change from user", user_columns), [&](const Statement& row) {
          ++seen;
          const User user = user_at(row);
          const auto last = end_.users.find(json_quoted(user.id));
          if (last != end_.users.end() && last->second == row.number(6) && end_.says(last->second, line_of(user)))
            return true;
          return altered(fmt::format("用户 {} ", user.id), fmt::format("user {}", user.id));
        });
    if (!done) return done;
    return none_missing(seen == end_.users.size(), "用户", "users");
  }

  // What is wrong; false, so that a walk over rows ends with it.
  bool broken(std::string zh, std::string en) {
    verified_.broken = Words{std::move(zh), std::move(en)};
    return false;
  }
  bool altered(std::string_view zh, std::string_view en) {
    return broken(fmt::format("{}与变更链不符:有人绕过系统改了数据", zh),
                  fmt::format("{} is not what the chain says: it was altered past the system", en));
  }
  Done none_missing(bool all_there, std::string_view zh, std::string_view en) {
    if (!all_there && !verified_.broken)
      broken(fmt::format("变更链上有的{}不见了:有人绕过系统删了数据", zh),
             fmt::format("{} that the chain knows of are gone: they were deleted past the system", en));
    return {};
  }

  const Database& database_;
  const Catalog& catalog_;
  ChainEnd end_;
  Verified verified_;
};

}  // namespace

Result<Verified> verify_rows(const Database& database, const Catalog& catalog, ChangeNumber last_change,
                             const Progress& progress) {
  return Walk(database, catalog).run(last_change, progress);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
