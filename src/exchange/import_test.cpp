// What an import keeps, what it turns away and why, and that a second time changes nothing.
#include "exchange/import.h"

#include <gmock/gmock.h>

#include "exchange/catalog_for_tests.h"
#include "exchange/folder_for_tests.h"
#include "store/sqlite_store.h"

namespace anyu {
namespace {

using ::testing::HasSubstr;

constexpr const char* county = R"(
[[file]]
name = "units.csv"
kind = "units"
columns = { code = "code", zh = "name", level = "level", parent = "above" }
codes.level = { "3" = "county", "5" = "village" }

[[file]]
name = "persons*.csv"
kind = "persons"
source = "his"
columns = { key = "pid", unit = "village", name = "姓名", id_number = "身份证", sex = "sex", residency = "res", birth_day = "born", mother = "mother", partner = "partner" }
codes.sex = { "2" = "female", "1" = "male" }
codes.residency = { "0" = "resident", "1" = "migrant_in" }
mutual = true

[[file]]
name = "visits*.csv"
kind = "records"
source = "his"
absent = ["NA", "-2"]
reasons = { "-1" = "not_done" }
columns = { key = "id", person = "pid", day = "day", unit = "at" }
[[file.record]]
type = "visit"
fields = { place = "place", haemoglobin = "hb", weeks = "weeks", again = "again", note = "note" }
codes.place = { "1" = "home", "2" = "clinic", "9" = "?not_recorded" }
)";

class ImportTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = open_sqlite(":memory:", catalog_);
    ASSERT_TRUE(opened);
    store_ = std::move(*opened);
    folder_.file("units.csv", "code,name,level,above\n130881000000,平泉,3,\n130881101201,甲村,5,130881000000\n130881101202,乙村,5,130881000000\n");
    folder_.file("persons.csv",
                 "pid,village,姓名,身份证,sex,res,born,mother,partner\n"
                 "1,130881101201,李秀英,11010519491231002X,2,0,1995-03-01,,\n"
                 "2,130881101202,王芳,,2,1,1990/5/6,,3\n"
                 "3,130881101202,张伟,,1,0,19880707,1,\n");
    folder_.file("visits.csv",
                 "id,pid,day,at,place,hb,weeks,again,note\n"
                 "10,1,2025-03-01,130881101201,1,110.5,12,2025-04-01,好\n"
                 "11,2,2025-03-02,,2,NA,-1,,\n");
  }

  Result<ImportReport> run(const std::vector<std::string>& names, const std::string& mapping_text = county, Progress progress = {}) {
    auto reading = parse_mapping(mapping_text, "import.toml", catalog_);
    for (const Finding& finding : reading.findings.all()) ADD_FAILURE() << text_of(finding, Language::en);
    std::vector<std::string> paths;
    for (const auto& name : names) paths.push_back(folder_.path(name));
    ImportOptions options;
    options.now = *parse_moment("2025-06-01T08:00:00.000Z");
    options.user = "county";
    options.progress = progress;
    options.batch = 2;
    return anyu::import(*store_, catalog_, reading.mapping, paths, options);
  }
  ImportReport all() {
    auto report = run({"visits.csv", "persons.csv", "units.csv"});
    EXPECT_TRUE(report) << report.error().what.en;
    return *report;
  }
  Person person(const char* key) { return *store_->person(*store_->person_by_key(key)); }
  Record visit(const char* key) { return *store_->record(0, *store_->record_by_key(0, key)); }

  /// Feeds one bad line and tells why it was turned away.
  std::string reason(const std::string& name, const std::string& header, const std::string& line) {
    folder_.file(name, header + "\n" + line + "\n");
    const auto before = store_->last_change();
    auto report = run({name});
    if (!report) return report.error().what.en;
    EXPECT_EQ(report->total().rejected, 1) << line;
    EXPECT_EQ(store_->last_change(), before) << line;
    const auto rejected = folder_.read(name.substr(0, name.size() - 4) + ".rejected.csv");
    EXPECT_THAT(rejected, HasSubstr("line,reason_zh,reason_en," + header));
    return rejected;
  }

  Catalog catalog_ = catalog_for_tests();
  TestFolder folder_;
  std::unique_ptr<Store> store_;
};

TEST_F(ImportTest, units_persons_and_records_come_in_whatever_the_order_of_the_files) {
  const auto report = all();
  EXPECT_EQ(report.total().added, 8);
  EXPECT_EQ(report.total().rejected, 0);
  EXPECT_EQ(store_->units()->size(), 3u);
  const Person li = person("his:1");
  EXPECT_EQ(li.unit, "130881101201");
  EXPECT_EQ(li.sex, Sex::female);
  EXPECT_EQ(li.residency, Residency::resident);
  EXPECT_EQ(li.birth_day, Day::of(1995, 3, 1));
  EXPECT_EQ(store_->identity(li.id)->name, "李秀英");
  EXPECT_EQ(store_->identity(li.id)->id_number, "11010519491231002X");
  EXPECT_EQ(person("his:2").birth_day, Day::of(1990, 5, 6));
  EXPECT_EQ(person("his:3").birth_day, Day::of(1988, 7, 7));
  EXPECT_EQ(person("his:3").mother, li.id);
  EXPECT_EQ(person("his:2").partner, person("his:3").id) << "named further down the file";
  EXPECT_EQ(person("his:3").partner, person("his:2").id) << "in turn";
  const Record first = visit("his:10");
  EXPECT_EQ(first.person, li.id);
  EXPECT_EQ(first.fields, (std::vector<FieldValue>{std::int64_t{0}, std::int64_t{1105}, std::int64_t{12}, Missing::not_recorded,
                                                   std::int64_t{Day::of(2025, 4, 1).number}, std::string("好")}));
  const Record second = visit("his:11");
  EXPECT_EQ(second.unit, "130881101202") << "where she lives, when the file does not say";
  EXPECT_EQ(second.fields[1], FieldValue(Missing::not_recorded));
  EXPECT_EQ(second.fields[2], FieldValue(Missing::not_done));
  EXPECT_FALSE(folder_.has("persons.rejected.csv"));
}

TEST_F(ImportTest, the_same_files_twice_change_nothing) {
  all();
  const auto before = store_->last_change();
  const auto again = all();
  EXPECT_EQ(store_->last_change(), before);
  EXPECT_EQ(again.total().unchanged, 8);
  EXPECT_EQ(again.total().added + again.total().corrected, 0);
}

TEST_F(ImportTest, other_content_under_a_known_key_is_a_correction_and_what_the_file_does_not_speak_of_stays) {
  all();
  Record told = visit("his:10");
  told.fields[3] = std::int64_t{1};
  ASSERT_TRUE(store_->append({*parse_moment("2025-05-01T08:00:00.000Z"), "nurse", "page", "she said so", {CorrectRecord{told, told.change}}}));
  Person left = person("his:1");
  left.left = Day::of(2025, 5, 1);
  ASSERT_TRUE(store_->append({*parse_moment("2025-05-01T08:00:00.000Z"), "nurse", "page", "", {PutPerson{left, {}, ""}}}));
  folder_.file("visits.csv", "id,pid,day,at,place,hb,weeks,again,note\n10,1,2025-03-01,130881101201,2,110.5,12,2025-04-01,好\n");
  folder_.file("persons.csv", "pid,village,姓名,身份证,sex,res,born,mother,partner\n1,130881101202,李秀莲,11010519491231002X,2,0,1995-03-01,,\n");
  const auto report = run({"persons.csv", "visits.csv"});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->total().corrected, 2);
  const Record after = visit("his:10");
  EXPECT_EQ(after.fields[0], FieldValue(std::int64_t{1}));
  EXPECT_EQ(after.fields[3], FieldValue(std::int64_t{1}));
  const auto history = store_->history(0, after.id);
  ASSERT_EQ(history->size(), 3u);
  EXPECT_EQ(history->front().why, "import");
  EXPECT_EQ(history->front().source, "import visits.csv");
  EXPECT_EQ(person("his:1").unit, "130881101202");
  EXPECT_EQ(person("his:1").left, Day::of(2025, 5, 1));
  EXPECT_EQ(store_->identity(person("his:1").id)->name, "李秀莲");
  EXPECT_FALSE(store_->verify({})->broken);
}

TEST_F(ImportTest, a_bad_line_is_told_with_its_reason_and_stops_nothing) {
  all();
  struct Row { const char* line; const char* why; };
  const Row visits[] = {
      {"12,1,2025-03-01,130881101201,1,110.5,12,2025-04-01", "8 columns, and 9 column names"},
      {"12,1,2025-03-01,130881101201,7,110.5,12,,", "column place: the mapping has no code '7'"},
      {"12,1,2025-03-01,130881101201,1,11o,12,,", "column hb: haemoglobin is a number with at most 1 decimal places, not '11o'"},
      {"12,1,2025-03-01,130881101201,1,500,12,,", "haemoglobin lies between 30 and 220, not 500"},
      {"12,1,2025-03-01,130881101201,1,110,3,,", "weeks lies between 4 and 45, not 3"},
      {"12,1,2025-02-30,130881101201,1,110,12,,", "column day: '2025-02-30' is not a day"},
      {"12,1,,130881101201,1,110,12,,", "column day: no day of service"},
      {"12,1,2025-06-02,130881101201,1,110,12,,", "column day: 2025-06-02 lies after today (2025-06-01)"},
      {"12,1,2025-03-01,130881101201,1,110,12,soon,", "column again: 'soon' is not a day"},
      {"12,99,2025-03-01,130881101201,1,110,12,,", "column pid: nobody has the key '99'"},
      {"12,,2025-03-01,130881101201,1,110,12,,", "column pid: names no person"},
      {"12,1,2025-03-01,130881101299,1,110,12,,", "column at: there is no unit 130881101299"},
      {"12,1,2025-03-01,130881101201,,110,12,,", "place is required and has neither a value nor a reason"},
      {"12,1,2025-03-01,130881101201,NA,110,12,,", "place is required and has neither a value nor a reason"},
      {",1,2025-03-01,130881101201,1,110,12,,", "column id: no key"},
      {"12,1,2025-03-01,130881101201,1,110,12,,一二三四五六七八九十百", "note has at most 10 characters, here are 11"},
      {"10,2,2025-03-01,130881101201,1,110,12,,", "key '10' is somebody else's record already"},
      {"12,1,2025-03-01,130881101201,1,110,12,,\"open", "a quotation mark is never closed"},
  };
  for (const Row& row : visits)
    EXPECT_THAT(reason("visits.csv", "id,pid,day,at,place,hb,weeks,again,note", row.line), HasSubstr(row.why)) << row.line;
  const Row persons[] = {
      {"5,130881101201,赵,4.40981E+17,2,0,,,", "turned into 1.23E+17 by a spreadsheet"},
      {"5,130881101201,赵,440981199001010000,2,0,,,", "fails its check digit and ends in 000"},
      {"5,130881101201,赵,110105194912310021,2,0,,,", "fails its check digit or has no birth day"},
      {"5,130881101201,赵,110105491231002,2,0,,,", "has 18 characters, this one 15"},
      {"5,130881101299,赵,,2,0,,,", "column village: there is no unit 130881101299"},
      {"5,,赵,,2,0,,,", "column village: no unit"},
      {"5,130881101201,赵,,3,0,,,", "column sex: the mapping has no code '3'"},
      {"5,130881101201,赵,,2,0,2026-01-01,,", "column born: 2026-01-01 lies after today"},
  };
  for (const Row& row : persons)
    EXPECT_THAT(reason("persons.csv", "pid,village,姓名,身份证,sex,res,born,mother,partner", row.line), HasSubstr(row.why)) << row.line;
  const Row units[] = {
      {"x1,丙村,5,130881000000", "a unit's code has 1 to 12 digits, unlike 'x1'"},
      {"130881101203,丙村,4,130881000000", "column level: the mapping has no code '4'"},
      {"130881101203,丙村,5,130881000009", "names a parent 130881000009 that is not there"},
      {"130881101203,,5,130881000000", "the unit has no name"},
      {"130881000000,平泉,3,130881101201", "hangs in a circle"},
  };
  for (const Row& row : units) EXPECT_THAT(reason("units.csv", "code,name,level,above", row.line), HasSubstr(row.why)) << row.line;
}

TEST_F(ImportTest, one_key_twice_in_a_file_is_one_row_if_it_says_the_same_and_a_reject_if_not) {
  all();
  folder_.file("visits.csv",
               "id,pid,day,at,place,hb,weeks,again,note\n"
               "20,1,2025-03-01,130881101201,1,110,12,,\n20,1,2025-03-01,130881101201,1,110,12,,\n20,1,2025-03-01,130881101201,2,110,12,,\n");
  folder_.file("persons.csv",
               "pid,village,姓名,身份证,sex,res,born,mother,partner\n"
               "7,130881101201,赵,,2,0,,,\n7,130881101201,赵,,2,0,,,\n7,130881101201,钱,,2,0,,,\n");
  const auto report = run({"persons.csv", "visits.csv"});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->total().added, 2);
  EXPECT_EQ(report->total().unchanged, 2);
  EXPECT_EQ(report->total().rejected, 2);
  EXPECT_THAT(folder_.read("visits.rejected.csv"), HasSubstr("4,"));
  EXPECT_THAT(folder_.read("visits.rejected.csv"), HasSubstr("stands in this file twice, with different content"));
}

TEST_F(ImportTest, a_link_to_nobody_is_told_and_the_person_is_taken_in_without_it) {
  all();
  folder_.file("persons.csv", "pid,village,姓名,身份证,sex,res,born,mother,partner\n8,130881101201,孙,,2,0,,77,1\n");
  auto report = run({"persons.csv"});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->total().added, 1);
  EXPECT_EQ(report->total().unlinked, 1);
  EXPECT_EQ(person("his:8").partner, person("his:1").id);
  EXPECT_THAT(folder_.read("persons.rejected.csv"), HasSubstr("taken in without her mother"));
  const auto before = store_->last_change();
  report = run({"persons.csv"});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->total().unchanged, 1);
  EXPECT_EQ(store_->last_change(), before);
}

TEST_F(ImportTest, a_rejected_list_that_was_mended_comes_in_and_the_old_list_is_gone) {
  all();
  reason("persons.csv", "pid,village,姓名,身份证,sex,res,born,mother,partner", "5,130881101299,赵,11010519491231002X,2,0,,,");
  auto list = folder_.read("persons.rejected.csv");
  list.replace(list.find("130881101299\"\"\","), 12, "130881101201");
  list.replace(list.find("没有单位 130881101299"), 0, "");
  folder_.file("persons-mended.csv", list);
  const auto report = run({"persons-mended.csv"});
  ASSERT_TRUE(report) << report.error().what.en;
  EXPECT_EQ(report->total().added, 1);
  EXPECT_EQ(store_->identity(person("his:5").id)->id_number, "11010519491231002X");
  EXPECT_THAT(report->files[0].unread, ::testing::ElementsAre("line", "reason_zh", "reason_en"));
  folder_.file("persons.csv", "pid,village,姓名,身份证,sex,res,born,mother,partner\n");
  ASSERT_TRUE(run({"persons.csv"}));
  EXPECT_FALSE(folder_.has("persons.rejected.csv"));
}

TEST_F(ImportTest, a_file_that_fits_nothing_or_lacks_a_column_is_refused_before_a_line_is_kept) {
  folder_.file("other.csv", "a\n1\n");
  folder_.file("visits2.csv", "id,pid,day\n1,1,2025-01-01\n");
  EXPECT_THAT(run({"units.csv", "other.csv"}).error().what.en, HasSubstr("no [[file]] of import.toml has a name that fits"));
  EXPECT_THAT(run({"units.csv", "visits2.csv"}).error().what.en, HasSubstr("does not have these columns: at, place, hb"));
  folder_.file("persons.rejected.csv", folder_.read("persons.csv"));
  EXPECT_THAT(run({"persons.csv", "persons.rejected.csv"}).error().what.en, HasSubstr("rename it"));
  EXPECT_TRUE(folder_.has("persons.rejected.csv"));
  EXPECT_EQ(store_->last_change(), 0);
}

TEST_F(ImportTest, progress_ends_with_all_bytes) {
  std::pair<std::int64_t, std::int64_t> last;
  ASSERT_TRUE(run({"units.csv", "persons.csv"}, county, [&](std::int64_t done, std::int64_t of) { last = {done, of}; }));
  EXPECT_GT(last.second, 0);
  EXPECT_EQ(last.first, last.second);
}

TEST_F(ImportTest, rows_of_several_types_in_numbers_and_days_that_count_from_somewhere) {
  // The shape of the benchmark's files: one file for three levels of units, three kinds of persons, all events.
  folder_.file("village.csv", "village,township,county\n0,0,0\n1,1,0\n");
  folder_.file("person.csv", "pid,kind,sex,birth_day,village,reg_day,exit_day,parity0,link\n1,1,1,-5769,1,-2433,30000,0,0\n2,2,2,-6207,1,-272,400,0,1\n3,3,1,30,1,30,30000,0,1\n");
  folder_.file("event.csv", "eid,pid,day,type,a,b\n3,1,20,14,0,2\n1,1,10,14,12,1\n2,1,20,14,13,1\n4,1,40,2,1,1\n5,1,50,77,1,1\n");
  const auto report = run({"event.csv", "person.csv", "village.csv"}, R"(
[[file]]
name = "village.csv"
kind = "units"
columns = { code = "county", zh = "county" }
prefix = { code = "1", zh = "县" }
pad.code = 5
fixed.level = "county"
[[file]]
name = "village.csv"
kind = "units"
columns = { code = "township", zh = "township", parent = "county" }
prefix = { code = "2", zh = "乡", parent = "1" }
pad = { code = 5, parent = 5 }
fixed.level = "township"
[[file]]
name = "village.csv"
kind = "units"
columns = { code = "village", zh = "village", parent = "township" }
prefix = { code = "3", zh = "村", parent = "2" }
pad = { code = 5, parent = 5 }
fixed.level = "village"

[[file]]
name = "person.csv"
kind = "persons"
only = { kind = ["1"] }
days_from = "2020-01-01"
columns = { key = "pid", unit = "village", sex = "sex", birth_day = "birth_day", registered = "reg_day", left = "exit_day" }
prefix.unit = "3"
pad.unit = 5
codes.sex = { "1" = "female", "2" = "male" }
codes.left = { "30000" = "?not_due" }
[[file]]
name = "person.csv"
kind = "persons"
only = { kind = ["2"] }
days_from = "2020-01-01"
mutual = true
columns = { key = "pid", unit = "village", birth_day = "birth_day", left = "exit_day", partner = "link" }
prefix.unit = "3"
pad.unit = 5
fixed.sex = "male"
codes.left = { "30000" = "?not_due" }
codes.partner = { "0" = "?not_recorded" }
[[file]]
name = "person.csv"
kind = "persons"
only = { kind = ["3"] }
days_from = "2020-01-01"
columns = { key = "pid", unit = "village", birth_day = "birth_day", mother = "link" }
prefix.unit = "3"
pad.unit = 5

[[file]]
name = "event.csv"
kind = "records"
order = "eid"
only = { type = ["14", "77"] }
days_from = 2020-01-01
columns = { key = "eid", person = "pid", day = "day" }
[file.types]
column = "type"
codes = { "14" = "visit" }
[[file.record]]
type = "visit"
fields = { weeks = "a", place = "b" }
codes.weeks = { "0" = "?not_done" }
codes.place = { "1" = "home", "2" = "clinic" }
)");
  ASSERT_TRUE(report) << report.error().what.en;
  const auto units = store_->units();
  ASSERT_EQ(units->size(), 5u);
  EXPECT_TRUE(UnitTree::of(*units));
  EXPECT_EQ(person("1").unit, "300001");
  EXPECT_EQ(person("1").birth_day, Day::of(2020, 1, 1) - 5769);
  EXPECT_EQ(person("1").left, std::nullopt);
  EXPECT_EQ(person("1").partner, person("2").id);
  EXPECT_EQ(person("2").partner, person("1").id);
  EXPECT_EQ(person("2").left, Day::of(2020, 1, 1) + 400);
  EXPECT_EQ(person("3").mother, person("1").id);
  EXPECT_LT(visit("1").id, visit("2").id);
  EXPECT_LT(visit("2").id, visit("3").id) << "in the order of eid";
  EXPECT_EQ(visit("3").fields[2], FieldValue(Missing::not_done));
  EXPECT_EQ(visit("3").fields[0], FieldValue(std::int64_t{1}));
  EXPECT_EQ(report->files.back().rejected, 1);
  EXPECT_EQ(report->files.back().passed_over, 1);
  EXPECT_THAT(folder_.read("event.rejected.csv"), HasSubstr("the mapping has no record type for '77'"));
  EXPECT_THAT(report->files[3].unread, ::testing::ElementsAre("parity0", "link"));
}

TEST_F(ImportTest, records_about_units_and_files_in_gb18030) {
  all();
  // 名称 培训 records 其他: code,题目
  folder_.file("training.csv", "code,day,\xCC\xE2\xC4\xBF\n130881101201,2025-01-02,\xC6\xE4\xCB\xFB\n130881101202,2025-01-02,\xB5\xB5\xB0\xB8\n");
  const auto report = run({"training.csv"}, R"(
[[file]]
name = "training.csv"
kind = "records"
columns = { key = "code+day", about = "code", day = "day" }
[[file.record]]
type = "training"
fields = { topic = "题目" }
codes.topic = { "其他" = "other", "档案" = "records" }
)");
  ASSERT_TRUE(report) << report.error().what.en;
  EXPECT_EQ(report->total().added, 2);
  const auto record = store_->record(1, *store_->record_by_key(1, "130881101201:2025-01-02"));
  ASSERT_TRUE(record);
  EXPECT_EQ(record->about, "130881101201");
  EXPECT_EQ(record->fields[0], FieldValue(std::int64_t{1}));
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
