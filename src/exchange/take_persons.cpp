// Persons from a file, with their identities; links to mothers and partners, where those stand further down, are laid
// when the file has been read.
#include <algorithm>

#include "base/text.h"
#include "exchange/batches.h"
#include "exchange/rows.h"

namespace anyu {

namespace {

/// A link that could not be laid when its row was read.
struct LaterLink {
  std::uint32_t person;
  bool mother;
  KeyHash other;
  CsvPlace row;
};

class PersonRows {
 public:
  PersonRows(Intake& intake, const FilePart& part, const std::string& file, CsvReader& csv, FileReport& report)
      : intake_(intake), part_(part), file_(file), csv_(csv), report_(report), batches_(intake.store, intake.heading(file), intake.options.batch) {
    std::vector<std::string> missing;
    for (CellReader* cell : {&key_, &unit_, &sex_, &residency_, &birth_day_, &registered_, &left_, &mother_, &partner_}) cell->bind(csv, missing);
    for (auto& [cell, member] : identity_) {
      cell.bind(csv, missing);
      names_ = names_ || cell.mapped();
    }
    batches_.while_waiting([this] { intake_.pulse.beat(); });
  }

  Done learn() {
    return intake_.store.each_keyed_person([&](std::string_view key, const Person& person) {
      const auto hash = intake_.hasher.of(key);
      auto place = intake_.persons.find(hash);
      if (place == KeyTable<KnownPerson>::nowhere) place = intake_.persons.add(hash, {});
      intake_.persons[place] = {person.id, content_of(person), intake_.place_of_unit(person.unit), 0};
      intake_.pulse.beat();
    });
  }

  Result<Taken> take(const CsvRow& row, CsvPlace at) {
    const auto given = key_.read(row);
    if (!given) return given.error();
    if (given->nothing || given->text.empty()) return invalid("列“{}”:没有编号", "column {}: no key", key_.name());
    make_key(key_text_, part_.source, given->text);
    const auto hash = intake_.hasher.of(key_text_);

    Person told;
    if (auto done = read(row, told); !done) return done.error();
    later_.clear();
    for (const auto& [cell, member] : {std::pair{&mother_, &Person::mother}, std::pair{&partner_, &Person::partner}})
      if (auto done = link(*cell, row, at, told.*member, cell == &mother_); !done) return done.error();
    Identity identity;
    if (auto done = read_identity(row, identity); !done) return done.error();

    const auto content = content_of(told);
    const auto place = intake_.persons.find(hash);
    if (place == KeyTable<KnownPerson>::nowhere) return add(hash, told, identity, content);
    KnownPerson& known = intake_.persons[place];
    if (known.part == intake_.part) {
      if (known.content == whole(content, identity)) return Taken::unchanged;
      return invalid("编号“{}”在这个文件里出现了两次,内容不同", "key '{}' stands in this file twice, with different content", given->text);
    }
    auto taken = compare(place, told, identity, content);
    if (taken) remember_links(place);
    return taken;
  }

  Done finish() {
    if (auto done = batches_.flush(kept()); !done) return done;
    if (auto done = lay_links(); !done) return done;
    return batches_.flush(kept());
  }

 private:
  CellReader cell(const char* target, bool strict = false) const {
    const auto found = part_.targets.find(target);
    return {part_, found == part_.targets.end() ? nullptr : &found->second, target, strict};
  }

  Batches::Kept kept() {
    return [this](std::uint32_t place, std::int64_t id) { intake_.persons[place].id = id; };
  }

  Done read(const CsvRow& row, Person& told) {
    auto unit = known_unit(intake_, unit_, row);
    if (!unit) return unit.error();
    if (unit->empty()) return invalid("列“{}”:没有单位", "column {}: no unit", unit_.name());
    told.unit = std::move(*unit);
    const auto sex = sex_.read(row);
    if (!sex) return sex.error();
    if (!sex->nothing && !sex->reason) {
      const auto code = sex_of(sex->text);
      if (!code) return invalid("列“{}”:没有代码“{}”", "column {}: there is no code '{}'", sex_.name(), sex->text);
      told.sex = *code;
    }
    const auto residency = residency_.read(row);
    if (!residency) return residency.error();
    if (!residency->nothing && !residency->reason) {
      const auto code = residency_of(residency->text);
      if (!code) return invalid("列“{}”:没有代码“{}”", "column {}: there is no code '{}'", residency_.name(), residency->text);
      told.residency = *code;
    }
    for (const auto& [from, day] : {std::pair{&birth_day_, &told.birth_day}, std::pair{&registered_, &told.registered}}) {
      auto given = past_day(intake_, part_, *from, row);
      if (!given) return given.error();
      *day = *given;
    }
    auto left = any_day(part_, left_, row);
    if (!left) return left.error();
    told.left = *left;
    return {};
  }

  Done read_identity(const CsvRow& row, Identity& identity) {
    for (auto& [from, member] : identity_) {
      const auto given = from.read(row);
      if (!given) return given.error();
      if (!given->nothing && !given->reason) identity.*member = given->text;
    }
    std::string& number = identity.id_number;
    if (number.empty()) return {};
    // What a spreadsheet has damaged is not repaired: nobody can know the digits that are gone. The number is not repeated
    // here; it stands in the line itself.
    if (number.find_first_of("eE.") != std::string::npos)
      return invalid("身份证号被表格软件改成了科学计数法,数字已丢失;请从原始数据按“文本”重新导出",
                     "the identity number was turned into 1.23E+17 by a spreadsheet and its digits are gone; export it again as text");
    if (number.back() == 'x') number.back() = 'X';
    if (number.size() != 18) return invalid("身份证号应有18位,这里有{}位", "an identity number has 18 characters, this one {}", number.size());
    if (is_id_number(number)) return {};
    if (number.ends_with("000"))
      return invalid("身份证号校验码不符,末尾是000:多半被表格软件截断;请从原始数据按“文本”重新导出",
                     "the identity number fails its check digit and ends in 000: a spreadsheet has probably cut it; export it again as text");
    return invalid("身份证号校验码或出生日期不符", "the identity number fails its check digit or has no birth day");
  }

  Done link(CellReader& from, const CsvRow& row, CsvPlace at, PersonId& to, bool mother) {
    const auto given = from.read(row);
    if (!given) return given.error();
    if (given->nothing || given->reason) return {};
    make_key(link_text_, part_.persons, given->text);
    const auto hash = intake_.hasher.of(link_text_);
    const auto place = intake_.persons.find(hash);
    if (place != KeyTable<KnownPerson>::nowhere) to = intake_.persons[place].id;
    if (to == 0) later_.push_back({0, mother, hash, at});
    else if (!mother && part_.mutual) partner_place_ = place;
    return {};
  }

  Result<Taken> add(const KeyHash& hash, const Person& told, const Identity& identity, std::uint64_t content) {
    const auto place = intake_.persons.add(hash, {0, whole(content, identity), intake_.place_of_unit(told.unit), intake_.part});
    remember_links(place);
    if (auto done = batches_.add(PutPerson{told, names_ ? std::optional(identity) : std::nullopt, key_text_}, place, kept()); !done) return done.error();
    return Taken::added;
  }

  Result<Taken> compare(std::uint32_t place, const Person& told, const Identity& identity, std::uint64_t content) {
    KnownPerson& known = intake_.persons[place];
    Identity there;
    bool same_identity = true;
    if (names_) {
      const auto kept_identity = intake_.store.identity(known.id);
      if (!kept_identity && kept_identity.error().kind != ErrorKind::not_found) return kept_identity.error();
      if (kept_identity) there = *kept_identity;
      same_identity = kept_identity && there == over(there, identity);
    }
    const bool same_person = known.content == content && later_.empty();
    known.part = intake_.part;
    known.content = whole(content, identity);
    known.unit = intake_.place_of_unit(told.unit);
    if (same_person && same_identity) return Taken::unchanged;
    auto person = intake_.store.person(known.id);
    if (!person) return person.error();
    const Person before = *person;
    lay_over(*person, told);
    if (*person == before && same_identity) return Taken::unchanged;
    if (auto done = batches_.add(PutPerson{*person, same_identity ? std::nullopt : std::optional(over(there, identity)), ""}, place, kept()); !done)
      return done.error();
    return Taken::corrected;
  }

  /// What the mapping speaks of, over what is there. A link that leads nowhere yet leaves the one that is there.
  void lay_over(Person& person, const Person& told) const {
    person.unit = told.unit;
    if (sex_.mapped()) person.sex = told.sex;
    if (residency_.mapped()) person.residency = told.residency;
    if (birth_day_.mapped()) person.birth_day = told.birth_day;
    if (registered_.mapped()) person.registered = told.registered;
    if (left_.mapped()) person.left = told.left;
    const auto open = [&](bool mother) { return std::any_of(later_.begin(), later_.end(), [&](const LaterLink& one) { return one.mother == mother; }); };
    if (mother_.mapped() && !open(true)) person.mother = told.mother;
    // Where partners are mutual, an empty cell says nothing: the other may have named this person.
    if (partner_.mapped() && !open(false) && !(part_.mutual && told.partner == 0)) person.partner = told.partner;
  }

  Identity over(Identity there, const Identity& told) const {
    for (const auto& [from, member] : identity_)
      if (from.mapped()) there.*member = told.*member;
    return there;
  }

  std::uint64_t content_of(const Person& person) {
    content_.clear();
    content_.add(std::string_view(person.unit));
    if (sex_.mapped()) content_.add(static_cast<std::int64_t>(person.sex));
    if (residency_.mapped()) content_.add(static_cast<std::int64_t>(person.residency));
    if (birth_day_.mapped()) content_.add(person.birth_day);
    if (registered_.mapped()) content_.add(person.registered);
    if (left_.mapped()) content_.add(person.left);
    if (mother_.mapped()) content_.add(person.mother);
    if (partner_.mapped()) content_.add(person.partner);
    return content_.hash(intake_.hasher);
  }

  /// With the identity: for two rows of one file.
  std::uint64_t whole(std::uint64_t content, const Identity& identity) {
    if (!names_) return content;
    content_.clear();
    content_.add(static_cast<std::int64_t>(content));
    for (const auto* text : {&identity.name, &identity.id_number, &identity.phone, &identity.address}) content_.add(std::string_view(*text));
    return content_.hash(intake_.hasher);
  }

  void remember_links(std::uint32_t place) {
    for (LaterLink one : later_) {
      one.person = place;
      links_.push_back(one);
    }
    if (partner_place_) mutual_.emplace_back(*partner_place_, place);
    partner_place_.reset();
  }

  Done lay_links() {
    std::unordered_map<PersonId, std::pair<PersonId, PersonId>> wanted;  // mother, partner
    std::unordered_map<PersonId, PersonId> in_turn;
    CsvRow row;
    for (const LaterLink& link : links_) {
      const auto place = intake_.persons.find(link.other);
      const PersonId other = place == KeyTable<KnownPerson>::nowhere ? 0 : intake_.persons[place].id;
      if (other == 0) {
        csv_.go_to(link.row);
        if (!csv_.next(row)) continue;
        ++report_.unlinked;
        report_.rejected_file = intake_.rejects.path_for(file_);
        const Words reason = link.mother ? Words{"已收入,但没有与母亲相连:没有人有这个编号", "taken in without her mother: nobody has this key"}
                                         : Words{"已收入,但没有与伴侣相连:没有人有这个编号", "taken in without the partner: nobody has this key"};
        if (auto done = intake_.rejects.add(file_, csv_, row, reason); !done) return done;
        continue;
      }
      auto& links = wanted[intake_.persons[link.person].id];
      (link.mother ? links.first : links.second) = other;
      if (!link.mother && part_.mutual) in_turn[other] = intake_.persons[link.person].id;
    }
    for (const auto& [partner, person] : mutual_) in_turn[intake_.persons[partner].id] = intake_.persons[person].id;
    if (wanted.empty() && in_turn.empty()) return {};
    std::vector<Person> amended;
    auto done = intake_.store.each_person([&](const Person& person) {
      Person after = person;
      if (const auto links = wanted.find(person.id); links != wanted.end()) {
        if (links->second.first) after.mother = links->second.first;
        if (links->second.second) after.partner = links->second.second;
      }
      if (const auto other = in_turn.find(person.id); other != in_turn.end() && after.partner == 0) after.partner = other->second;
      if (!(after == person)) amended.push_back(std::move(after));
      intake_.pulse.beat();
    });
    if (!done) return done;
    for (Person& person : amended)
      if (done = batches_.add(PutPerson{std::move(person), std::nullopt, ""}, Batches::no_place, kept()); !done) return done;
    return {};
  }

  Intake& intake_;
  const FilePart& part_;
  const std::string& file_;
  CsvReader& csv_;
  FileReport& report_;
  Batches batches_;
  CellReader key_ = cell("key"), unit_ = cell("unit"), sex_ = cell("sex", true), residency_ = cell("residency", true), birth_day_ = cell("birth_day"),
             registered_ = cell("registered"), left_ = cell("left"), mother_ = cell("mother"), partner_ = cell("partner");
  std::vector<std::pair<CellReader, std::string Identity::*>> identity_ = {{cell("name"), &Identity::name},
                                                                           {cell("id_number"), &Identity::id_number},
                                                                           {cell("phone"), &Identity::phone},
                                                                           {cell("address"), &Identity::address}};
  bool names_ = false;
  Content content_;
  std::string key_text_, link_text_;
  std::vector<LaterLink> later_;               ///< of the row at hand
  std::optional<std::uint32_t> partner_place_;
  std::vector<LaterLink> links_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> mutual_;  ///< partner, person
};

}  // namespace

Done take_persons(Intake& intake, const FilePart& part, const std::string& file, CsvReader& csv, FileReport& report) {
  PersonRows rows(intake, part, file, csv, report);
  if (auto done = rows.learn(); !done) return done;
  if (auto done = take_rows(intake, part, file, csv, report, [&](const CsvRow& row, CsvPlace at) { return rows.take(row, at); }); !done) return done;
  return rows.finish();
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
