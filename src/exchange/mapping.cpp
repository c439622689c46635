// Reading a mapping, with every fault told at once.
#include "exchange/mapping.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "pack/case_lines.h"
#include "pack/table.h"

namespace anyu {

namespace {

/// What a target takes: nothing in particular, or one of these texts.
struct Target {
  std::string id;
  bool required = false;
  std::vector<std::string> choices;
};

std::vector<std::string> level_ids() {
  std::vector<std::string> ids;
  for (int i = 0; i <= static_cast<int>(Level::facility); ++i) ids.emplace_back(id_of(static_cast<Level>(i)));
  return ids;
}

std::vector<Target> targets_of(FilePart::Kind kind) {
  switch (kind) {
    case FilePart::Kind::units:
      return {{"code", true, {}}, {"zh", true, {}}, {"en", false, {}}, {"level", true, level_ids()}, {"parent", false, {}}, {"from", false, {}}, {"until", false, {}}};
    case FilePart::Kind::persons:
      return {{"key", true, {}},
              {"unit", true, {}},
              {"sex", false, {"unknown", "female", "male"}},
              {"residency", false, {"unknown", "resident", "migrant_in", "migrant_out"}},
              {"birth_day", false, {}},
              {"registered", false, {}},
              {"left", false, {}},
              {"mother", false, {}},
              {"partner", false, {}},
              {"name", false, {}},
              {"id_number", false, {}},
              {"phone", false, {}},
              {"address", false, {}}};
    case FilePart::Kind::records:
      return {{"key", true, {}}, {"day", true, {}}, {"person", false, {}}, {"about", false, {}}, {"unit", false, {}}, {"recorded", false, {}}, {"author", false, {}}};
  }
  return {};
}

std::vector<Target> targets_of(const RecordType& type) {
  std::vector<Target> targets;
  for (const Field& field : type.fields) {
    Target target{field.id, field.required, {}};
    if (field.type == Field::Type::yes_no) target.choices = {"yes", "no"};
    for (const Code& code : field.codes) target.choices.push_back(code.id);
    targets.push_back(std::move(target));
  }
  return targets;
}

std::optional<Missing> reason_of(std::string_view text) {
  return text.starts_with('?') ? entered_reason(text.substr(1)) : std::nullopt;
}

/// The tables columns (or fields), fixed, missing, prefix, pad and codes, gathered by target.
class OriginReader {
 public:
  OriginReader(Table& table, std::vector<Target> targets) : table_(table), targets_(std::move(targets)) {
    for (const Target& target : targets_) ids_.push_back(target.id);
  }

  std::map<std::string, Origin, std::less<>> read(std::string_view columns_key) {
    each(columns_key, [&](Table& in, const Target& target) {
      const auto column = in.text(target.id);
      // Only a key is made of several columns: elsewhere a + may well stand in a column's name.
      if (target.id == "key")
        for (const auto part : split(column, '+')) origins_[target.id].columns.emplace_back(trimmed(part));
      else origins_[target.id].columns = {column};
    });
    each("fixed", [&](Table& in, const Target& target) {
      only_one(in, target.id);
      auto& origin = origins_[target.id];
      origin.fixed = in.scalar(target.id).value_or("");
      check_choice(in, target, target.id, *origin.fixed);
    });
    each("missing", [&](Table& in, const Target& target) {
      only_one(in, target.id);
      origins_[target.id].missing = entered_reason(in.one_of(target.id, {"not_recorded", "not_done", "not_due"})).value_or(Missing::not_recorded);
    });
    each("prefix", [&](Table& in, const Target& target) {
      if (needs_column(in, target.id)) origins_[target.id].prefix = in.text(target.id);
    });
    each("pad", [&](Table& in, const Target& target) {
      if (needs_column(in, target.id)) origins_[target.id].pad = static_cast<std::size_t>(in.whole(target.id, 1, 40));
    });
    each("codes", [&](Table& in, const Target& target) {
      auto within = in.table(target.id);
      if (!within || !needs_column(in, target.id)) return;
      for (const std::string& theirs : within->keys()) {
        const auto ours = within->text(theirs);
        check_choice(*within, target, theirs, ours);
        origins_[target.id].codes.emplace(theirs, ours);
      }
    });
    for (const Target& target : targets_)
      if (target.required && !origins_.count(target.id))
        table_.fault({fmt::format("必填的“{}”没有来处:给它一列、一个固定值(fixed)或一个缺失原因(missing)", target.id),
                      fmt::format("'{}' is required and comes from nowhere: give it a column, a fixed text or a missing reason", target.id)});
    return std::move(origins_);
  }

 private:
  template <class Visit>
  void each(std::string_view key, Visit visit) {
    auto within = table_.table(key);
    if (!within) return;
    for (const std::string& id : within->keys()) {
      const auto target = std::find_if(targets_.begin(), targets_.end(), [&](const Target& t) { return t.id == id; });
      if (target != targets_.end()) {
        visit(*within, *target);
        continue;
      }
      const auto meant = nearest(id, ids_);
      within->fault(id, {fmt::format("这里没有“{}”{}", id, meant ? fmt::format(",是否指“{}”?", *meant) : fmt::format(";有:{}", fmt::join(ids_, "、"))),
                         fmt::format("there is no '{}' here; {}", id, meant ? fmt::format("is '{}' meant?", *meant) : fmt::format("there are: {}", fmt::join(ids_, ", ")))});
    }
  }

  void only_one(Table& in, const std::string& id) {
    if (origins_.count(id))
      in.fault(id, {fmt::format("“{}”有两个来处", id), fmt::format("'{}' comes from two places", id)});
  }

  bool needs_column(Table& in, const std::string& id) {
    const auto origin = origins_.find(id);
    if (origin != origins_.end() && !origin->second.columns.empty()) return true;
    in.fault(id, {fmt::format("“{}”没有列,这里无从说起", id), fmt::format("'{}' has no column that this could be about", id)});
    return false;
  }

  static void check_choice(Table& in, const Target& target, const std::string& key, const std::string& text) {
    if (text.starts_with('?')) {
      if (!reason_of(text))
        in.fault(key, {fmt::format("“{}”不是缺失原因;可用:?not_recorded、?not_done、?not_due", text),
                       fmt::format("'{}' is no reason; there are: ?not_recorded, ?not_done, ?not_due", text)});
      return;
    }
    if (target.choices.empty() || std::find(target.choices.begin(), target.choices.end(), text) != target.choices.end()) return;
    in.fault(key, {fmt::format("“{}”没有“{}”;可用:{}", target.id, text, fmt::join(target.choices, "、")),
                   fmt::format("'{}' has no '{}'; there are: {}", target.id, text, fmt::join(target.choices, ", "))});
  }

  Table& table_;
  std::vector<Target> targets_;
  std::vector<std::string> ids_;
  std::map<std::string, Origin, std::less<>> origins_;
};

class MappingReader {
 public:
  explicit MappingReader(const Catalog& catalog) : catalog_(catalog) {}

  FilePart read_file(Table& table) {
    FilePart part;
    part.name = table.text("name");
    const auto kind = table.one_of("kind", {"units", "persons", "records"});
    part.kind = kind == "units" ? FilePart::Kind::units : kind == "persons" ? FilePart::Kind::persons : FilePart::Kind::records;
    part.source = table.text_if("source").value_or("");
    part.persons = table.text_if("persons").value_or(part.source);
    for (auto& text : table.texts("absent"))
      if (std::find(part.absent.begin(), part.absent.end(), text) == part.absent.end()) part.absent.push_back(std::move(text));
    if (auto reasons = table.table("reasons"))
      for (const std::string& text : reasons->keys())
        part.reasons[text] = entered_reason(reasons->one_of(text, {"not_recorded", "not_done", "not_due"})).value_or(Missing::not_recorded);
    if (table.has("days_from")) part.days_from = table.day("days_from");
    if (auto only = table.table("only"))
      for (const std::string& column : only->keys()) part.only[column] = only->texts(column);
    if (table.has("order")) part.order = table.text("order");
    part.mutual = table.flag("mutual", false);
    if (!kind.empty()) part.targets = OriginReader(table, targets_of(part.kind)).read("columns");
    if (part.mutual && !part.targets.count("partner"))
      table.fault("mutual", {"mutual 说的是 partner,而 partner 没有列", "'mutual' is about the partner, which has no column"});
    if (part.kind == FilePart::Kind::records) read_records(table, part);
    table.done();
    return part;
  }

 private:
  void read_records(Table& table, FilePart& part) {
    for (Table& record : table.tables("record")) {
      const auto id = record.text("type");
      const auto type = catalog_.type(id);
      if (!type) {
        std::vector<std::string> known;
        for (const RecordType& one : catalog_.types) known.push_back(one.id);
        const auto meant = nearest(id, known);
        record.fault("type", {fmt::format("没有记录类型“{}”{}", id, meant ? fmt::format(",是否指“{}”?", *meant) : ""),
                              fmt::format("there is no record type '{}'{}", id, meant ? fmt::format("; is '{}' meant?", *meant) : "")});
        continue;
      }
      const RecordType& of = catalog_.types[*type];
      RecordPart read{*type, std::vector<std::optional<Origin>>(of.fields.size())};
      for (auto& [field, origin] : OriginReader(record, targets_of(of)).read("fields")) read.fields[*of.field(field)] = std::move(origin);
      record.done();
      if (std::any_of(part.records.begin(), part.records.end(), [&](const RecordPart& known) { return known.type == *type; }))
        record.fault("type", {fmt::format("“{}”已经写过一次", id), fmt::format("'{}' stands here already", id)});
      const std::string_view subject = of.subject == Subject::person ? "person" : "about";
      if (!part.targets.count(subject))
        record.fault("type", {fmt::format("“{}”的主体没有来处:columns 里要有“{}”", id, subject),
                              fmt::format("the subject of '{}' comes from nowhere: columns needs '{}'", id, subject)});
      part.records.push_back(std::move(read));
    }
    if (part.records.empty() && !table.has("record"))
      table.fault({"要写明记录类型:至少一个 [[file.record]]", "say which record type: at least one [[file.record]]"});
    read_types(table, part);
  }

  void read_types(Table& table, FilePart& part) {
    auto types = table.table("types");
    if (!types) {
      if (part.records.size() > 1)
        table.fault({"有多个 [[file.record]]:用 [file.types] 写明每一行是哪一个", "there are several [[file.record]]: say in [file.types] which row is which"});
      return;
    }
    part.type_column = types->text("column");
    if (auto codes = types->table("codes")) {
      for (const std::string& theirs : codes->keys()) {
        const auto id = codes->text(theirs);
        const auto type = catalog_.type(id);
        const auto found = std::find_if(part.records.begin(), part.records.end(), [&](const RecordPart& record) { return type && record.type == *type; });
        if (found == part.records.end())
          codes->fault(theirs, {fmt::format("“{}”没有自己的 [[file.record]]", id), fmt::format("'{}' has no [[file.record]] of its own", id)});
        else part.types.emplace(theirs, static_cast<std::size_t>(found - part.records.begin()));
      }
    } else {
      for (std::size_t i = 0; i < part.records.size(); ++i) part.types.emplace(catalog_.types[part.records[i].type].id, i);
    }
    types->done();
  }

  const Catalog& catalog_;
};

void read_whole(Table& table, const Catalog& catalog, Mapping& mapping) {
  MappingReader reader(catalog);
  for (Table& file : table.tables("file")) mapping.files.push_back(reader.read_file(file));
  if (mapping.files.empty()) table.fault({"至少要有一个 [[file]]", "there is at least one [[file]]"});
  table.done();
  std::stable_sort(mapping.files.begin(), mapping.files.end(), [](const FilePart& a, const FilePart& b) { return a.kind < b.kind; });
}

}  // namespace

MappingReading read_mapping(const std::string& path, const Catalog& catalog) {
  MappingReading reading;
  reading.mapping.file = path;
  if (auto table = Table::read(path, path, reading.findings)) read_whole(*table, catalog, reading.mapping);
  return reading;
}

MappingReading parse_mapping(std::string_view text, const std::string& shown_as, const Catalog& catalog) {
  MappingReading reading;
  reading.mapping.file = shown_as;
  if (auto table = Table::parse(text, shown_as, reading.findings)) read_whole(*table, catalog, reading.mapping);
  return reading;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
