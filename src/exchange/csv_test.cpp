// What comes out of comma-separated files, good and bad, and that what is written is read again.
#include "exchange/csv.h"

#include <gmock/gmock.h>

#include "exchange/folder_for_tests.h"

namespace anyu {
namespace {

using ::testing::ElementsAre;

struct Line {
  std::int64_t line;
  std::vector<std::string> fields;
  bool fault = false;
  bool operator==(const Line&) const = default;
};

std::vector<Line> rows_of(const std::string& path) {
  auto reader = CsvReader::open(path);
  EXPECT_TRUE(reader) << reader.error().what.en;
  std::vector<Line> all;
  CsvRow row;
  while (reader->next(row)) all.push_back({row.line, {row.fields.begin(), row.fields.end()}, row.fault.has_value()});
  return all;
}

TEST(Csv, every_row_comes_out_with_its_line_whatever_the_line_ends_and_quotes) {
  const TestFolder folder;
  struct Row {
    const char* text;
    std::vector<Line> expected;
  };
  const Row rows[] = {
      {"a,b\n1,2\n3,4\n", {{2, {"1", "2"}}, {3, {"3", "4"}}}},
      {"a,b\r\n1,2\r\n3,4", {{2, {"1", "2"}}, {3, {"3", "4"}}}},
      {"a,b\r1,2\r3,4\r", {{2, {"1", "2"}}, {3, {"3", "4"}}}},
      {"\xEF\xBB\xBF" "a,b\n1,2\n", {{2, {"1", "2"}}}},
      {"a,b\n\n\n1,\n", {{4, {"1", ""}}}},
      {"a,b\n\"x,\"\"y\"\"\nz\",2\n3,4\n", {{2, {"x,\"y\"\nz", "2"}}, {4, {"3", "4"}}}},
      {"a,b\n\"\",\"\"\n", {{2, {"", ""}}}},
      {"a,b\n1,2,3\n4\n", {{2, {"1", "2", "3"}}, {3, {"4"}}}},
      {"a,b\n=\"13088119900101123X\",\"=\"\"0012\"\"\"\n", {{2, {"13088119900101123X", "0012"}}}},
      {"a,b\n5\" pipe,2\n", {{2, {"5\" pipe", "2"}}}},
      {"a,b\n\"x\"y,2\n3,4\n", {{2, {"x", "2"}, true}, {3, {"3", "4"}}}},
      {"a,b\n\"x,2\n3,4\n", {{2, {"x", "2"}, true}, {3, {"3", "4"}}}},
      {"a,b\n\"x,2\n\"y\",4\n", {{2, {"x", "2"}, true}, {3, {"y", "4"}}}},
      {"a,b\n张三,李四\n", {{2, {"张三", "李四"}}}},
      {"a,b\n", {}},
  };
  for (const Row& row : rows) EXPECT_EQ(rows_of(folder.file("a.csv", row.text)), row.expected) << row.text;
}

TEST(Csv, a_file_in_gb18030_is_read_as_such_and_a_broken_character_spoils_only_its_row) {
  const TestFolder folder;
  // 姓名,村 / 张三,李家庄 / 㐀 (four bytes) / a lone lead byte
  const auto path = folder.file("gb.csv", "\xD0\xD5\xC3\xFB,\xB4\xE5\n\xD5\xC5\xC8\xFD,\"\xC0\xEE\xBC\xD2\xD7\xAF\"\n\x81\x39\xEE\x39,x\n\xD5,y\nz,z\n");
  auto reader = CsvReader::open(path);
  ASSERT_TRUE(reader);
  EXPECT_TRUE(reader->is_gb18030());
  EXPECT_THAT(reader->header(), ElementsAre("姓名", "村"));
  EXPECT_EQ(reader->column("村"), 1u);
  const auto rows = rows_of(path);
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0].fields, (std::vector<std::string>{"张三", "李家庄"}));
  EXPECT_EQ(rows[1].fields[0], "㐀");
  EXPECT_TRUE(rows[2].fault);
  EXPECT_FALSE(rows[3].fault);
}

TEST(Csv, one_damaged_character_does_not_turn_a_file_in_utf8_into_another) {
  const TestFolder folder;
  for (const char* text : {"姓名,村\n张三,李家庄\n王\xE4\xBA,x\n赵六,x\n", "\xEF\xBB\xBF" "a,b\n张三,x\n王\xE4\xBA,x\n\xE4\xBA,x\n"}) {
    const auto rows = rows_of(folder.file("u.csv", text));
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[0].fields[0], "张三");
    EXPECT_FALSE(rows[0].fault);
    EXPECT_TRUE(rows[1].fault);
  }
}

TEST(Csv, a_file_that_is_none_is_refused_with_words) {
  const TestFolder folder;
  EXPECT_EQ(CsvReader::open(folder.path("nowhere.csv")).error().kind, ErrorKind::unavailable);
  EXPECT_EQ(CsvReader::open(folder.file("empty.csv", "")).error().kind, ErrorKind::invalid);
  EXPECT_EQ(CsvReader::open(folder.file("twice.csv", "a,a\n")).error().kind, ErrorKind::invalid);
  EXPECT_EQ(CsvReader::open(folder.file("wide.csv", std::string_view("\xFF\xFE" "a\0,\0", 6))).error().kind, ErrorKind::invalid);
}

TEST(Csv, a_place_can_be_come_back_to) {
  const TestFolder folder;
  auto reader = CsvReader::open(folder.file("a.csv", "a,b\n1,2\n3,4\n5,6\n"));
  ASSERT_TRUE(reader);
  CsvRow row;
  ASSERT_TRUE(reader->next(row));
  const auto place = reader->place();
  while (reader->next(row)) {}
  reader->go_to(place);
  ASSERT_TRUE(reader->next(row));
  EXPECT_EQ(row.line, 3);
  EXPECT_EQ(row.fields[0], "3");
}

TEST(Csv, what_is_written_is_read_again_and_numbers_and_formulas_are_guarded_from_spreadsheets) {
  const TestFolder folder;
  const std::vector<std::string> texts = {"", "a", "a,b", "a\"b", "a\nb\r\nc", " a ", "130881199001011234", "13088119900101123X", "130881000000",
                                          "-2", "-2.5", "-x", "+1 2", "=1+1", "=\"x\"", "@cmd", "\"", "张三", "12345678901"};
  auto writer = CsvWriter::create(folder.path("w.csv"));
  ASSERT_TRUE(writer);
  for (std::size_t i = 0; i < texts.size(); ++i) writer->add("c" + std::to_string(i));
  writer->end_row();
  for (const auto& text : texts) writer->add(text);
  writer->end_row();
  ASSERT_TRUE(writer->close());
  const auto rows = rows_of(folder.path("w.csv"));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].fields, texts);
  const auto bytes = folder.read("w.csv");
  EXPECT_NE(bytes.find(R"("=""130881199001011234""")"), std::string::npos);
  EXPECT_NE(bytes.find(R"("=""=1+1""")"), std::string::npos);
  EXPECT_NE(bytes.find(",-2,-2.5,"), std::string::npos);
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
