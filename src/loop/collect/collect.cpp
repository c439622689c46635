// Read, check, keep, count.
#include "loop/collect/collect.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "measure/taking.h"

namespace anyu {

namespace {

Error no_such_person() { return not_found("没有这个服务对象", "there is no such person"); }

Refusal mend(std::vector<FieldFinding> wrong) {
  Error whole = invalid("有{}处需要改正", "{} to be mended", wrong.size());
  return Refusal(std::move(whole), std::move(wrong));
}

bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::optional<Error> unwritten_reason(const std::string& why) {
  if (trimmed(why).empty()) return invalid("请写明原因", "please say why");
  if (why.size() > 2000) return invalid("原因太长", "the reason is too long");
  return std::nullopt;
}

}  // namespace

Result<UnitIndex> CollectStage::own_unit(const Actor& by, Right right, const UnitCode& code) const {
  const UnitTree& tree = engine_.tree();
  if (!by.may(right)) return forbidden("您的角色没有这项权限", "your role does not have this right");
  const auto unit = tree.find(code);
  if (!unit || !by.may(right, *unit, tree)) return forbidden("这个单位不在您的范围内", "this unit is outside your part of the tree");
  return *unit;
}

Result<std::vector<FoundPerson>> CollectStage::find(const Actor& by, const std::string& text, std::size_t limit) const {
  if (!by.may(Right::see_people)) return forbidden("您的角色不能查看服务对象", "your role does not see people");
  const std::string wanted(trimmed(text));
  const auto characters = std::count_if(wanted.begin(), wanted.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
  if (characters < 2) return invalid("请至少输入两个字", "type at least two characters");
  const UnitTree& tree = engine_.tree();
  return store_.find_persons(wanted, [&](const UnitCode& code) {
    const auto unit = tree.find(code);
    return unit && by.may(Right::see_people, *unit, tree);
  }, limit);
}

Result<std::vector<FoundPerson>> CollectStage::of_unit(const Actor& by, const UnitCode& unit, std::size_t limit) const {
  if (const auto own = own_unit(by, Right::see_people, unit); !own) return own.error();
  return store_.persons_of(unit, limit);
}

Result<PersonView> CollectStage::person(const Actor& by, PersonId id) const {
  if (!by.may(Right::see_people)) return forbidden("您的角色不能查看服务对象", "your role does not see people");
  const auto person = store_.person(id);
  if (!person) return person.error();
  const auto unit = engine_.tree().find(person->unit);
  if (!unit || !by.may(Right::see_people, *unit, engine_.tree())) return no_such_person();
  auto identity = store_.identity(id);
  if (!identity && identity.error().kind != ErrorKind::not_found) return identity.error();
  auto records = store_.records_of(id);
  if (!records) return records.error();
  return PersonView{*person, identity ? *identity : Identity{}, std::move(*records)};
}

Kept<PersonView> CollectStage::register_person(const Actor& by, const NewPerson& wanted) {
  const auto own = own_unit(by, Right::enter, wanted.person.unit);
  if (!own) return Refusal(own.error());
  std::vector<FieldFinding> wrong;
  const Identity& identity = wanted.identity;
  if (trimmed(identity.name).empty()) wrong.push_back({"name", {"请填写姓名", "a name is needed"}});
  if (identity.name.size() > 300) wrong.push_back({"name", {"姓名太长", "the name is too long"}});
  if (wanted.person.sex == Sex::unknown) wrong.push_back({"sex", {"请选择性别", "say whether female or male"}});
  if (!identity.id_number.empty() && !is_id_number(identity.id_number))
    wrong.push_back({"id_number", {"身份证号不对:应为18位,且校验位相符", "this is no valid identity number: 18 characters with the right check digit"}});
  if (wanted.person.birth_day && *wanted.person.birth_day > today())
    wrong.push_back({"birth_day", {"出生日期在未来", "the birthday lies in the future"}});
  if (identity.phone.size() > 20 || identity.phone.find_first_not_of("0123456789+- ") != std::string::npos)
    wrong.push_back({"phone", {"电话号码只能是数字", "a telephone number is digits"}});
  if (identity.address.size() > 600) wrong.push_back({"address", {"地址太长", "the address is too long"}});
  for (const auto& [field, text] : {std::pair("name", &identity.name), std::pair("address", &identity.address)}) {
    if (!is_utf8(*text)) wrong.push_back({field, {"不是UTF-8文字", "this is not UTF-8 text"}});
    if (has_control_characters(*text)) wrong.push_back({field, {"不能有换行或控制字符", "no line breaks or control characters"}});
  }
  if (!wrong.empty()) return mend(std::move(wrong));

  PutPerson put{wanted.person, identity, ""};
  put.person.id = 0;
  if (!put.person.registered) put.person.registered = today();
  const std::lock_guard lock(writing_);
  const auto kept = store_.append({clock_.now(), by.user, "page", "", {put}});
  if (!kept) return Refusal(kept.error());
  put.person.id = kept->ids[0];
  Edit edit;
  edit.subject = put.person.id;
  edit.facts = facts_of(put.person, engine_.tree());
  const Moved moved = engine_.apply(std::span(&edit, 1));
  if (listener_) listener_({kept->first, "person", moved.units.empty() ? std::vector<UnitIndex>{*own} : moved.units, moved.indicators});
  put.person.change = kept->first;
  return PersonView{put.person, identity, {}};
}

Result<std::vector<Record>> CollectStage::records_of_unit(const Actor& by, const UnitCode& unit) const {
  if (const auto own = own_unit(by, Right::see_figures, unit); !own) return own.error();
  return store_.records_of(unit);
}

/// Where a service may be said to have been given: in one's own part of the tree, above it, or at any facility.
bool CollectStage::provides(const Actor& by, const UnitCode& code) const {
  const UnitTree& tree = engine_.tree();
  const auto unit = tree.find(code);
  return unit && (tree.within(*unit, by.unit) || tree.within(by.unit, *unit) || tree.at(*unit).level == Level::facility);
}

/// Her latest word on this purpose must not be no.
Done CollectStage::consented(PersonId person, const RecordType& type) const {
  if (type.consent.empty()) return {};
  const Catalog& catalog = engine_.catalog();
  const auto consent = catalog.type("consent");
  if (!consent) return {};
  const RecordType& of = catalog.types[*consent];
  const auto purpose = of.field("purpose"), given = of.field("given");
  if (!purpose || !given) return {};
  const auto wanted = of.fields[*purpose].code(type.consent);
  const auto records = store_.records_of(person);
  if (!records) return records.error();
  for (const Record& record : *records) {
    if (record.type != *consent || !wanted || record.fields[*purpose] != FieldValue(*wanted)) continue;
    if (record.fields[*given] == FieldValue(std::int64_t{0}))
      return forbidden("她于{}表示不同意“{}”这一用途,因此不能保存;她可以随时改变主意,请先记录新的同意",
                       "on {} she said no to the purpose '{}', so this cannot be kept; she may change her mind at any time: record her consent first",
                       record.day.text(), of.fields[*purpose].codes[static_cast<std::size_t>(*wanted)].name.en);
    return {};
  }
  return {};
}

std::optional<FieldFinding> CollectStage::wrong_day(const Record& record, const std::string& day) const {
  if (!Day::parse(day)) return FieldFinding{"day", {fmt::format("日期应写作 2025-03-01,不是“{}”", beginning(day, 40)), fmt::format("a day is written 2025-03-01, not '{}'", beginning(day, 40))}};
  if (record.day > today()) return FieldFinding{"day", {"服务日期在未来", "the day of service lies in the future"}};
  if (record.person != 0)
    if (const auto person = store_.person(record.person); person && person->birth_day && record.day < *person->birth_day)
      return FieldFinding{"day", {"服务日期早于出生日期", "the day of service lies before her birth"}};
  return std::nullopt;
}

UnitIndex CollectStage::home_of(PersonId person) const {
  return engine_.read([&](const Book& persons, const Book&) {
    const auto subject = persons.find(person);
    return subject ? persons.facts(*subject).home : UnitIndex{0};
  });
}

Edit CollectStage::removal_of(const Record& record) const {
  Edit edit = edit_of(record);
  edit.put.reset();
  edit.take = {record.type, record.id};
  return edit;
}

Edit CollectStage::edit_of(const Record& record) const {
  Edit edit;
  const UnitTree& tree = engine_.tree();
  edit.kind = engine_.catalog().types[record.type].subject;
  UnitIndex home = 0;
  if (edit.kind == Subject::unit) {
    home = tree.find(record.about).value_or(0);
    edit.subject = home;
  } else {
    edit.subject = record.person;
    home = home_of(record.person);
  }
  edit.put = {record.type, book_record(record, tree, home)};
  return edit;
}

Result<Record> CollectStage::commit(const Actor& by, Write write, const std::string& why, const std::vector<Edit>& before, TypeIndex type) {
  const std::lock_guard lock(writing_);
  const auto kept = store_.append({clock_.now(), by.user, "page", why, {std::move(write)}});
  if (!kept && kept.error().kind == ErrorKind::not_found)  // it was there a moment ago
    return conflict("这条记录已被他人更改,请刷新后再试", "someone has changed this record meanwhile; reload and try again");
  if (!kept) return kept.error();
  std::vector<Edit> edits = before;
  auto record = store_.record(type, kept->ids[0]);
  if (record) edits.push_back(edit_of(*record));
  const Moved moved = engine_.apply(edits);
  if (listener_) {
    Committed committed{kept->first, engine_.catalog().types[type].id, moved.units, moved.indicators};
    for (const Edit& edit : edits) {  // where it happened, also when no number moved
      committed.units.push_back(edit.kind == Subject::unit ? static_cast<UnitIndex>(edit.subject) : home_of(edit.subject));
    }
    listener_(committed);
  }
  return record;
}

Kept<Record> CollectStage::enter(const Actor& by, const Entry& entry) {
  const Catalog& catalog = engine_.catalog();
  const auto type = catalog.type(entry.type);
  if (!type) return Refusal(invalid("没有记录类型“{}”", "there is no record type '{}'", beginning(entry.type, 63)));
  const RecordType& of = catalog.types[*type];
  if (!of.entered_by(by.role)) return Refusal(forbidden("您的角色不录入“{}”", "your role does not enter '{}'", of.id));

  Record record;
  record.type = *type;
  if (of.subject == Subject::person) {
    const auto id = whole_number(entry.subject);
    const auto view = id ? person(by, *id) : Result<PersonView>(no_such_person());
    if (!view) return Refusal(view.error());
    if (const auto own = own_unit(by, Right::enter, view->person.unit); !own) return Refusal(own.error());
    record.person = *id;
    if (const auto agreed = consented(*id, of); !agreed) return Refusal(agreed.error());
  } else {
    if (const auto own = own_unit(by, Right::enter, entry.subject); !own) return Refusal(own.error());
    record.about = entry.subject;
  }

  std::vector<FieldFinding> wrong;
  record.day = Day::parse(entry.day).value_or(Day{});
  if (auto day = wrong_day(record, entry.day)) wrong.push_back(std::move(*day));
  record.unit = entry.unit.empty() ? engine_.tree().at(by.unit).code : entry.unit;
  if (!provides(by, record.unit)) wrong.push_back({"unit", {"没有这个单位,或不在您的范围内", "there is no such unit, or it is outside your part of the tree"}});
  record.fields = read_fields(of, entry.fields, wrong);
  if (!wrong.empty()) return mend(std::move(wrong));

  auto kept = commit(by, AddRecord{std::move(record), ""}, "", {}, *type);
  if (!kept) return Refusal(kept.error());
  return std::move(*kept);
}

Result<Record> CollectStage::own_record(const Actor& by, Right right, const std::string& type_id, RecordId id) const {
  const Catalog& catalog = engine_.catalog();
  const auto type = catalog.type(type_id);
  if (!type) return not_found("没有这条记录", "there is no such record");
  auto record = store_.record(*type, id);
  if (!record) return record.error();
  UnitCode unit = record->about;
  if (record->person != 0) {
    const auto person = store_.person(record->person);
    if (!person) return person.error();
    unit = person->unit;
  }
  if (const auto own = own_unit(by, right, unit); !own) return not_found("没有这条记录", "there is no such record");
  return record;
}

Kept<Record> CollectStage::correct(const Actor& by, const std::string& type, RecordId id, const Entry& entry, ChangeNumber seen, const std::string& why) {
  auto record = own_record(by, Right::enter, type, id);
  if (!record) return Refusal(record.error());
  const RecordType& of = engine_.catalog().types[record->type];
  if (!of.entered_by(by.role)) return Refusal(forbidden("您的角色不录入“{}”", "your role does not enter '{}'", of.id));
  if (const auto missing = unwritten_reason(why)) return Refusal(*missing, {{"why", missing->what}});
  std::vector<FieldFinding> wrong;
  Record changed = *record;
  changed.day = Day::parse(entry.day).value_or(Day{});
  if (auto day = wrong_day(changed, entry.day)) wrong.push_back(std::move(*day));
  changed.fields = read_fields(of, entry.fields, wrong);
  if (!wrong.empty()) return mend(std::move(wrong));
  auto kept = commit(by, CorrectRecord{std::move(changed), seen}, why, {removal_of(*record)}, record->type);
  if (!kept) return Refusal(kept.error());
  return std::move(*kept);
}

Done CollectStage::remove(const Actor& by, const std::string& type, RecordId id, ChangeNumber seen, const std::string& why) {
  const auto record = own_record(by, Right::enter, type, id);
  if (!record) return record.error();
  if (!engine_.catalog().types[record->type].entered_by(by.role)) return forbidden("您的角色不录入这类记录", "your role does not enter such records");
  if (const auto missing = unwritten_reason(why)) return *missing;
  const auto done = commit(by, RemoveRecord{record->type, record->id, seen}, why, {removal_of(*record)}, record->type);
  if (!done && done.error().kind != ErrorKind::not_found) return done.error();
  return {};
}

Result<std::vector<Change>> CollectStage::history(const Actor& by, const std::string& type_id, RecordId id) const {
  const auto type = engine_.catalog().type(type_id);
  if (!type) return not_found("没有这条记录", "there is no such record");
  auto changes = store_.history(*type, id);
  if (!changes) return changes.error();
  for (const Change& change : *changes) {
    if (change.kind == "remove") continue;
    UnitCode unit = change.record.about;
    if (change.record.person != 0) {
      const auto person = store_.person(change.record.person);
      if (!person) return person.error();
      unit = person->unit;
    }
    const Right right = change.record.person != 0 ? Right::see_people : Right::see_figures;
    if (const auto own = own_unit(by, right, unit); !own) return not_found("没有这条记录", "there is no such record");
    return changes;
  }
  return not_found("没有这条记录", "there is no such record");
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
