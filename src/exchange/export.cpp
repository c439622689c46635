// Writing the county out, file by file.
#include "exchange/export.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <unordered_map>

#include "exchange/csv.h"
#include "pack/case_lines.h"

namespace anyu {

namespace {

namespace fs = std::filesystem;

std::string text_or_nothing(const std::optional<Day>& day) { return day ? day->text() : ""; }

/// Keys by id. What came from elsewhere keeps its key; what was entered here gets one from its id.
class Keys {
 public:
  void add(std::int64_t id, std::string_view key) { keys_.emplace_back(id, key); }
  std::string of(std::int64_t id) const {
    const auto found = std::lower_bound(keys_.begin(), keys_.end(), id, [](const auto& one, std::int64_t wanted) { return one.first < wanted; });
    return found != keys_.end() && found->first == id ? found->second : fmt::format("#{}", id);
  }
  void sort() { std::sort(keys_.begin(), keys_.end()); }

 private:
  std::vector<std::pair<std::int64_t, std::string>> keys_;
};

constexpr std::string_view heading = R"(# Made by Anyu: takes the files beside it into a county that has none of this. docs/how-to/import.md tells every key.
)";

/// `columns = { day = "day", … }` for columns that are called as what they become.
std::string same_columns(std::string_view key, const std::vector<std::string>& names) {
  std::string text = fmt::format("{} = {{ ", key);
  for (const std::string& name : names) text += fmt::format("{}{} = \"{}\"", &name == &names.front() ? "" : ", ", name, name);
  return text + " }\n";
}

class Exporter {
 public:
  Exporter(const Store& store, const Catalog& catalog, fs::path folder, const ExportOptions& options)
      : store_(store), catalog_(catalog), folder_(std::move(folder)), options_(options), mapping_(heading) {}

  Done units() {
    auto units = store_.units();
    if (!units) return units.error();
    auto writer = open("units.csv");
    if (!writer) return writer.error();
    const std::vector<std::string> columns = {"code", "zh", "en", "level", "parent", "from", "until"};
    head(*writer, columns);
    for (const Unit& unit : *units) {
      writer->add(unit.code).add(unit.name.zh).add(unit.name.en).add(id_of(unit.level)).add(unit.parent);
      writer->add(text_or_nothing(unit.from)).add(text_or_nothing(unit.until));
      end_row(*writer);
    }
    mapping_ += "\n[[file]]\nname = \"units.csv\"\nkind = \"units\"\n" + same_columns("columns", columns);
    return writer->close();
  }

  Done persons() {
    auto done = store_.each_keyed_person([&](std::string_view key, const Person& person) { person_keys_.add(person.id, key); });
    if (!done) return done;
    person_keys_.sort();
    std::vector<Person> persons;  // identities are asked for one by one, which no visit may do
    if (done = store_.each_person([&](const Person& person) { persons.push_back(person); }); !done) return done;
    auto writer = open("persons.csv");
    if (!writer) return writer.error();
    std::vector<std::string> columns = {"key", "unit", "sex", "residency", "birth_day", "registered", "left", "mother", "partner"};
    if (options_.with_identity) {
      columns.insert(columns.end(), {"name", "id_number", "phone", "address"});
      std::error_code error;
      fs::permissions(folder_ / "persons.csv", fs::perms::owner_read | fs::perms::owner_write, error);
    }
    head(*writer, columns);
    for (const Person& person : persons) {
      writer->add(person_keys_.of(person.id)).add(person.unit).add(id_of(person.sex)).add(id_of(person.residency));
      writer->add(text_or_nothing(person.birth_day)).add(text_or_nothing(person.registered)).add(text_or_nothing(person.left));
      writer->add(person.mother ? person_keys_.of(person.mother) : "").add(person.partner ? person_keys_.of(person.partner) : "");
      if (options_.with_identity) {
        const auto identity = store_.identity(person.id);
        if (!identity && identity.error().kind != ErrorKind::not_found) return identity.error();
        const Identity known = identity ? *identity : Identity{};
        writer->add(known.name).add(known.id_number).add(known.phone).add(known.address);
      }
      end_row(*writer);
    }
    mapping_ += "\n[[file]]\nname = \"persons.csv\"\nkind = \"persons\"\n" + same_columns("columns", columns);
    return writer->close();
  }

  Done records(TypeIndex index) {
    const RecordType& type = catalog_.types[index];
    Keys keys;
    auto done = store_.each_keyed_record(index, [&](std::string_view key, const Record& record) { keys.add(record.id, key); });
    if (!done) return done;
    keys.sort();
    std::optional<CsvWriter> writer;
    std::optional<Error> failed;
    const std::string name = fmt::format("records-{}.csv", type.id);
    std::vector<std::string> fields;
    for (const Field& field : type.fields) fields.push_back(field.id);
    done = store_.each_record(index, [&](const Record& record) {
      if (failed) return;
      if (!writer) {
        auto opened = open(name);
        if (!opened) {
          failed = opened.error();
          return;
        }
        writer.emplace(std::move(*opened));
        std::vector<std::string> columns = {"id", "key", "subject", "day", "unit", "recorded", "author"};
        columns.insert(columns.end(), fields.begin(), fields.end());
        head(*writer, columns);
      }
      writer->add(std::to_string(record.id)).add(keys.of(record.id));
      writer->add(type.subject == Subject::person ? person_keys_.of(record.person) : record.about).add(record.day.text());
      writer->add(record.unit).add(text_of(record.recorded)).add(record.author);
      for (std::size_t i = 0; i < type.fields.size(); ++i) writer->add(written(type.fields[i], record.fields[i]));
      end_row(*writer);
    });
    if (!done) return done;
    if (failed) return *failed;
    if (!writer) return {};
    mapping_ += fmt::format("\n[[file]]\nname = \"{}\"\nkind = \"records\"\norder = \"id\"\n", name);
    mapping_ += fmt::format("columns = {{ key = \"key\", {} = \"subject\", day = \"day\", unit = \"unit\", recorded = \"recorded\", author = \"author\" }}\n",
                            type.subject == Subject::person ? "person" : "about");
    mapping_ += "reasons = { \"?not_recorded\" = \"not_recorded\", \"?not_done\" = \"not_done\", \"?not_due\" = \"not_due\" }\n";
    mapping_ += fmt::format("[[file.record]]\ntype = \"{}\"\n", type.id);
    if (!fields.empty()) mapping_ += same_columns("fields", fields);
    return writer->close();
  }

  Done mapping() const {
    std::FILE* const file = std::fopen((folder_ / "import.toml").c_str(), "wbe");
    const bool written = file && std::fwrite(mapping_.data(), 1, mapping_.size(), file) == mapping_.size();
    if (!file || std::fclose(file) != 0 || !written)
      return unavailable("无法写入 {}", "{} cannot be written", (folder_ / "import.toml").string());
    return {};
  }

  ExportReport report;

 private:
  Result<CsvWriter> open(const std::string& name) {
    report.files.push_back({name, 0});
    return CsvWriter::create((folder_ / name).string());
  }

  static void head(CsvWriter& writer, const std::vector<std::string>& columns) {
    for (const std::string& column : columns) writer.add(column);
    writer.end_row();
  }

  void end_row(CsvWriter& writer) {
    writer.end_row();
    ++report.files.back().rows;
    if (++rows_ % 1000 == 0 && options_.progress) options_.progress(rows_, std::max<std::int64_t>(rows_, store_size_));
  }

  static std::string written(const Field& field, const FieldValue& value) {
    if (const auto* missing = std::get_if<Missing>(&value))
      return *missing == Missing::not_recorded && !field.required ? "" : fmt::format("?{}", id_of(*missing));
    return written_value(field, value).value_or("");
  }

  const Store& store_;
  const Catalog& catalog_;
  fs::path folder_;
  const ExportOptions& options_;
  std::string mapping_;
  Keys person_keys_;
  std::int64_t rows_ = 0;
  std::int64_t store_size_ = store_.last_change();  // at least as many changes as rows
};

}  // namespace

Result<ExportReport> export_county(const Store& store, const Catalog& catalog, const std::string& folder, const ExportOptions& options) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return unavailable("无法建立文件夹 {}:{}", "the folder {} cannot be made: {}", folder, error.message());
  Exporter exporter(store, catalog, folder, options);
  if (auto done = exporter.units(); !done) return done.error();
  if (auto done = exporter.persons(); !done) return done.error();
  for (std::size_t i = 0; i < catalog.types.size(); ++i)
    if (auto done = exporter.records(static_cast<TypeIndex>(i)); !done) return done.error();
  if (auto done = exporter.mapping(); !done) return done.error();
  return std::move(exporter.report);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
