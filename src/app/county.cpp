// Making, opening and loading a county.
#include "app/county.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>
#include <tuple>
#include <unordered_map>

#include "base/text.h"
#include "cases/check_pack.h"
#include "measure/taking.h"
#include "pack/table.h"
#include "store/sqlite_store.h"

namespace anyu {

namespace fs = std::filesystem;

namespace {

constexpr const char* configuration = "county.toml";

std::vector<std::string> pack_folders(const std::string& folder) {
  std::vector<std::string> packs;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(fs::path(folder) / "packs", error))
    if (fs::exists(entry.path() / "pack.toml")) packs.push_back(entry.path().string());
  // What the county has written itself builds on all the others.
  std::sort(packs.begin(), packs.end(), [](const std::string& a, const std::string& b) {
    return std::pair(fs::path(a).filename() == "own", a) < std::pair(fs::path(b).filename() == "own", b);
  });
  return packs;
}

}  // namespace

std::string listed(const Findings& findings, Language language) {
  std::string lines;
  for (const Finding& finding : findings.all())
    if (finding.severity == Finding::Severity::fault) lines += "\n  " + text_of(finding, language);
  return lines;
}

std::string pack_path(const std::string& name) {
  if (fs::exists(fs::path(name) / "pack.toml") || name.find('/') != std::string::npos) return name;
  const char* configured = std::getenv("ANYU_PACKS");
  return (fs::path(configured ? configured : ANYU_PACKS_FOLDER) / name).string();
}

Done County::make(const std::string& folder, const std::vector<std::string>& packs, Month first_month) {
  std::error_code error;
  if (fs::exists(fs::path(folder) / configuration, error))
    return conflict("{} 里已经有一个县;请另选文件夹", "there is a county in {} already; choose another folder", folder);
  const PackCheck check = check_packs(packs);
  if (check.findings.any_fault())
    return Error{ErrorKind::invalid, {"内容包有误,整个县没有建立:" + listed(check.findings, Language::zh), "the pack has faults, and no county was made:" + listed(check.findings, Language::en)}};
  fs::create_directories(fs::path(folder) / "packs", error);
  for (const std::string& pack : packs)
    if (!error) fs::copy(pack, fs::path(folder) / "packs" / fs::weakly_canonical(pack).filename(), fs::copy_options::recursive, error);
  if (error) return unavailable("不能在 {} 建立文件夹:{}", "the folder {} cannot be made: {}", folder, error.message());
  std::ofstream file(fs::path(folder) / configuration);
  file << "# This county's settings.\n\n# The first month for which indicators are counted.\nfirst_month = \"" << Period::month(first_month).text() << "\"\n";
  file.close();
  if (!file) return unavailable("不能写入 {}", "{} cannot be written", (fs::path(folder) / configuration).string());
  return {};
}

Result<std::unique_ptr<County>> County::open(const std::string& folder) {
  std::unique_ptr<County> county(new County);
  county->folder_ = folder;
  Findings findings;
  if (!fs::exists(fs::path(folder) / configuration))
    return not_found("{} 里没有县:请先用 anyu new 或 anyu demo 建立", "there is no county in {}: make one with anyu new or anyu demo", folder);
  auto settings = Table::read((fs::path(folder) / configuration).string(), configuration, findings);
  if (settings) {
    const auto first = Period::parse(settings->text("first_month"));
    if (!first || first->kind != Period::Kind::month) settings->fault("first_month", {"应是月份,如 2023-01", "a month like 2023-01"});
    else county->first_month_ = first->first;
    settings->done();
  }
  if (findings.any_fault()) return Error{ErrorKind::invalid, {"县的配置有误:" + listed(findings, Language::zh), "the county's settings have faults:" + listed(findings, Language::en)}};
  PackReading reading = read_packs(pack_folders(folder));
  if (reading.findings.any_fault())
    return Error{ErrorKind::invalid, {"内容包有误,县没有打开:" + listed(reading.findings, Language::zh), "a pack has faults, and the county was not opened:" + listed(reading.findings, Language::en)}};
  county->catalog_ = std::move(reading.catalog);

  county->lock_ = ::open((fs::path(folder) / "lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (county->lock_ < 0) return unavailable("不能写入文件夹 {}", "the folder {} cannot be written", folder);
  if (::flock(county->lock_, LOCK_EX | LOCK_NB) != 0)
    return unavailable("{} 正被另一个 anyu 使用(也许正在服务);请先停止它", "{} is in use by another anyu (perhaps it is being served); stop that one first", folder);
  auto store = open_sqlite((fs::path(folder) / "county.db").string(), county->catalog_);
  if (!store) return store.error();
  county->store_ = std::move(*store);
  return county;
}

County::~County() {
  store_.reset();
  if (lock_ >= 0) ::close(lock_);
}

Done County::add_to_own_pack(const std::string& id, const std::string& toml) const {
  const fs::path own = fs::path(folder_) / "packs" / "own", file = own / "indicators" / "typed.toml";
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (!fs::exists(own / "pack.toml", error)) {
    std::ofstream head(own / "pack.toml");
    head << "# What this county has written itself, on its pages.\nid = \"own\"\nname = { zh = \"本县自写\", en = \"Written by this county\" }\nversion = \"1.0.0\"\n"
            "from = \"2020-01-01\"\nowner = \"This county\"\n\n[[document]]\ntitle = \"Typed and tried on this county's pages\"\nwhere = \"indicators/typed.toml\"\n";
    head.close();
    if (!head) return unavailable("不能写入 {}", "{} cannot be written", (own / "pack.toml").string());
  }
  // Written beside and renamed, so that a full disk leaves the old file whole.
  std::string text;
  if (std::ifstream before(file); before) text.assign(std::istreambuf_iterator<char>(before), {});
  if (text.find(fmt::format("\nid = \"{}\"\n", id)) != std::string::npos)
    return conflict("本县内容包里已有指标“{}”,请另取代码", "there is an indicator '{}' in the county's own pack already; choose another id", id);
  constexpr std::size_t most = 2 << 20;  // well within what is read again
  if (text.size() + toml.size() > most) return unsupported("本县内容包已满,请把其中的指标移到别的内容包", "the county's own pack is full; move its indicators into another pack");
  const fs::path beside = file.string() + ".new";
  std::ofstream out(beside, std::ios::trunc);
  out << text << toml;
  out.close();
  if (!out) return unavailable("不能写入 {}", "{} cannot be written", beside.string());
  fs::rename(beside, file, error);
  if (error) return unavailable("不能写入 {}:{}", "{} cannot be written: {}", file.string(), error.message());
  return {};
}

Result<UnitTree> County::units() const {
  auto units = store_->units();
  if (!units) return units.error();
  return UnitTree::of(std::move(*units));
}

namespace {

/// One type's records as they come, then by subject, day and number.
class TypeLoading {
 public:
  TypeLoading(const UnitTree& tree, const Book& book, std::size_t fields, bool about_unit) : tree_(tree), book_(book), width_(fields), about_unit_(about_unit) {}

  void take(const NumberRow& row) {
    const auto subject = about_unit_ ? unit(row.about) : book_.find(row.person);
    if (!subject) return;
    const UnitIndex home = book_.facts(*subject).home;
    order_.push_back({*subject, row.day, row.id, unit(row.unit).value_or(home), static_cast<std::uint32_t>(order_.size())});
    fields_.insert(fields_.end(), row.fields, row.fields + width_);
  }

  void load(Book& into, TypeIndex type) {
    std::sort(order_.begin(), order_.end(), [](const Entry& a, const Entry& b) { return std::tie(a.subject, a.day, a.id) < std::tie(b.subject, b.day, b.id); });
    for (const Entry& entry : order_) into.load(type, entry.subject, entry.id, Day{entry.day}, entry.unit, fields_.data() + entry.place * width_);
  }

 private:
  struct Entry {
    SubjectIndex subject;
    std::int32_t day;
    RecordId id;
    UnitIndex unit;
    std::uint32_t place;
  };

  /// Codes repeat: each is looked up once.
  std::optional<UnitIndex> unit(std::string_view code) {
    if (code.empty()) return std::nullopt;
    const auto number = whole_number(code).value_or(-1);
    const auto known = units_.find(number);
    if (known != units_.end()) return known->second;
    const auto found = tree_.find(code);
    if (number >= 0 && code.size() == std::to_string(number).size()) units_.emplace(number, found);  // without zeros in front
    return found;
  }

  const UnitTree& tree_;
  const Book& book_;
  const std::size_t width_;
  const bool about_unit_;
  std::vector<Entry> order_;
  std::vector<std::int32_t> fields_;
  std::unordered_map<std::int64_t, std::optional<UnitIndex>> units_;
};

}  // namespace

Done County::load(Engine& engine, const UnitTree& tree, const Progress& progress) const {
  if (auto done = store_->each_person([&](const Person& person) { engine.persons().add_subject(facts_of(person, tree)); }); !done) return done;
  const auto types = static_cast<std::int64_t>(catalog_.types.size());
  std::atomic<std::size_t> next = 0;
  std::mutex telling;
  std::int64_t ready = 0;
  Done failed;
  const auto work = [&] {
    for (std::size_t i = next++; i < catalog_.types.size(); i = next++) {
      const auto type = static_cast<TypeIndex>(i);
      const bool about_unit = catalog_.types[i].subject == Subject::unit;
      Book& book = about_unit ? engine.units() : engine.persons();
      TypeLoading loading(tree, book, catalog_.types[i].fields.size(), about_unit);
      const auto done = store_->each_record_as_numbers(type, [&](const NumberRow& row) { loading.take(row); });
      if (done) loading.load(book, type);
      const std::lock_guard lock(telling);
      if (!done && failed) failed = done;
      ++ready;
      if (progress) progress(ready, types);
    }
  };
  const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(work);
  work();
  for (std::thread& thread : others) thread.join();
  if (!failed) return failed;
  engine.persons().loaded();
  engine.units().loaded();
  engine.compute(threads);
  return {};
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
