// The floors: a room says in its USES line which rooms it includes, and an arrow only goes down.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace anyu {
namespace {

namespace fs = std::filesystem;

/// The plan of docs/map.md. Rooms of one floor do not include each other.
const std::map<std::string, int> floor_of = {
    {"base", 0},    {"pages", 0},                                           // pages: cmake/pages.cmake
    {"model", 1},   {"net", 1},                                             //
    {"pack", 2},                                                            //
    {"store", 3},   {"measure", 3},                                         //
    {"exchange", 4}, {"sql", 4},                                            //
    {"collect", 5}, {"decide", 5}, {"deliver", 5}, {"assess", 5}, {"demo", 5}, {"bench", 5},  //
    {"cases", 6},                                                           //
    {"api", 7},                                                             //
    {"app", 8},
};

/// The driver: outside its room only the app and tests may name it.
constexpr const char* driver = "store/sqlite_store.h";

struct Room {
  std::string name;    ///< "assess"
  std::string folder;  ///< below src: "loop/assess"
  std::set<std::string> uses;
  int uses_line = 0;
  bool linked = true;  ///< false: made outside src, so nothing is read there
};

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The anyu_room(…) call of a CMakeLists.txt; comments are passed over.
std::optional<Room> read_room(const fs::path& file, const fs::path& src) {
  static const std::set<std::string> keywords = {"USES", "LINKS", "SOURCES", "TESTS"};
  std::istringstream lines(text_of(file));
  std::optional<Room> room;
  std::string line, keyword;
  for (int number = 1; std::getline(lines, line); ++number) {
    line = line.substr(0, line.find('#'));
    std::replace(line.begin(), line.end(), '(', ' ');
    const bool ends = line.find(')') != std::string::npos;
    std::replace(line.begin(), line.end(), ')', ' ');
    std::istringstream words(line);
    for (std::string word; words >> word;) {
      if (word == "anyu_room") {
        words >> word;
        room = Room{word, fs::relative(file.parent_path(), src).generic_string(), {}, number, true};
      } else if (room && keywords.count(word)) {
        keyword = word;
        if (word == "USES") room->uses_line = number;
      } else if (room && keyword == "USES") {
        room->uses.insert(word);
      }
    }
    if (room && ends) break;
  }
  return room;
}

std::string listed(const std::set<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : " ") + name;
  return text;
}

/// Everything wrong with the floors of a tree, one line each: "file:line: what is wrong; what to do".
std::vector<std::string> faults_of(const fs::path& root) {
  const fs::path src = root / "src";
  std::vector<std::string> faults;
  const auto fault = [&](const fs::path& file, int line, const std::string& says) {
    faults.push_back(fmt::format("{}:{}: {}", fs::relative(file, root).generic_string(), line, says));
  };

  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(src))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());

  std::map<std::string, Room> rooms = {{"pages", {"pages", "pages", {}, 0, false}}};
  for (const fs::path& file : files) {
    if (file.filename() != "CMakeLists.txt") continue;
    if (const auto room = read_room(file, src)) rooms[room->name] = *room;
  }

  const auto room_at = [&](const std::string& path) -> const Room* {
    for (const auto& [name, room] : rooms)
      if (path.rfind(room.folder + "/", 0) == 0) return &room;
    return nullptr;
  };

  // The plan: what a room uses lies on a lower floor.
  for (const auto& [name, room] : rooms) {
    if (!room.linked) continue;
    const fs::path file = src / room.folder / "CMakeLists.txt";
    const auto own = floor_of.find(name);
    if (own == floor_of.end()) {
      fault(file, room.uses_line, fmt::format("the room '{}' has no floor; give it one in tests/floors/floors_test.cpp and docs/map.md", name));
      continue;
    }
    for (const std::string& used : room.uses) {
      const auto floor = floor_of.find(used);
      if (floor == floor_of.end())
        fault(file, room.uses_line, fmt::format("there is no room '{}'; mend or take it out of USES", used));
      else if (floor->second >= own->second)
        fault(file, room.uses_line,
              fmt::format("'{}' (floor {}) may not use '{}' (floor {}): an arrow only goes down; move what both need to a lower room",
                          name, own->second, used, floor->second));
    }
  }

  // The includes: each is the room's own or stands in USES.
  static const std::regex include(R"re(^\s*#\s*include\s*"([^"]+)")re");
  std::map<std::string, std::set<std::string>> included;
  for (const fs::path& file : files) {
    if (file.extension() != ".h" && file.extension() != ".cpp") continue;
    const std::string path = fs::relative(file, src).generic_string();
    const Room* own = room_at(path);
    if (!own) {
      fault(file, 1, "this file lies in no room; a room is a folder whose CMakeLists.txt calls anyu_room(…)");
      continue;
    }
    const bool is_test = file.stem().string().ends_with("_test") || file.stem().string().ends_with("_for_tests");
    std::istringstream lines(text_of(file));
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
      std::smatch match;
      if (!std::regex_search(line, match, include)) continue;
      const std::string header = match[1];
      const Room* room = room_at(header);
      if (!room) {
        fault(file, number, fmt::format("\"{}\" begins with no room; write the path from src/, or <…> for a library", header));
        continue;
      }
      if (room->linked && !fs::exists(src / header)) fault(file, number, fmt::format("there is no src/{}", header));
      if (header == driver && own->name != "store" && own->name != "app" && !is_test)
        fault(file, number, fmt::format("only src/app names a driver; take a Store& instead of including \"{}\"", header));
      if (room == own) continue;
      included[own->name].insert(room->name);
      if (!own->uses.count(room->name))
        fault(file, number,
              fmt::format("'{}' includes '{}' and does not say so; add {} to USES in src/{}/CMakeLists.txt (now: {}), or do without", own->name,
                          room->name, room->name, own->folder, listed(own->uses)));
    }
  }

  // And no plan without a use.
  for (const auto& [name, room] : rooms)
    for (const std::string& used : room.uses)
      if (floor_of.count(used) && !included[name].count(used))
        fault(src / room.folder / "CMakeLists.txt", room.uses_line, fmt::format("'{}' includes nothing of '{}'; take it out of USES", name, used));
  return faults;
}

TEST(Floors, every_include_is_in_the_rooms_plan_and_goes_down) {
  std::string all;
  for (const std::string& fault : faults_of(ANYU_SOURCE)) all += "\n" + fault;
  EXPECT_EQ(all, "");
}

/// A small tree that a test can break.
class BrokenFloors : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / fmt::format("anyu-floors-{}-{}", ::getpid(), ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(root_);
    write("src/base/CMakeLists.txt", "# Nothing of health.\nanyu_room(base\n  SOURCES text.cpp)\n");
    write("src/base/text.h", "#pragma once\n#include <string>\n");
    write("src/model/CMakeLists.txt", "anyu_room(model\n  USES    base\n  SOURCES day.cpp)\n");
    write("src/model/day.h", "#include \"base/text.h\"\n");
    write("src/pack/CMakeLists.txt", "anyu_room(pack\n  USES    base model\n  SOURCES catalog.cpp)\n");
    write("src/pack/catalog.h", "#include \"base/text.h\"\n#include \"model/day.h\"\n");
    write("src/store/CMakeLists.txt", "anyu_room(store USES pack)\n");
    write("src/store/sqlite_store.h", "#include \"pack/catalog.h\"\n");
    write("src/store/store.h", "#include \"pack/catalog.h\"\n");
    write("src/loop/collect/CMakeLists.txt", "anyu_room(collect USES store)\n");
    write("src/loop/collect/collect.h", "#include \"store/store.h\"\n");
    write("src/loop/collect/collect_test.cpp", "#include \"store/sqlite_store.h\"\n");
    write("src/loop/assess/CMakeLists.txt", "anyu_room(assess USES pack)\n");
    write("src/loop/assess/score.h", "#include \"pack/catalog.h\"\n");
    write("src/app/CMakeLists.txt", "anyu_room(app USES store pages)\n");
    write("src/app/main.cpp", "#include \"store/sqlite_store.h\"\n#include \"pages/pages.h\"\n");
  }
  void TearDown() override { fs::remove_all(root_); }

  void write(const std::string& path, const std::string& text) {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }
  std::vector<std::string> faults() { return faults_of(root_); }

  fs::path root_;
};

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

TEST_F(BrokenFloors, a_sound_tree_has_no_faults) { EXPECT_THAT(faults(), IsEmpty()); }

TEST_F(BrokenFloors, an_include_that_is_not_in_the_plan_is_told_with_its_line_and_the_mend) {
  write("src/loop/assess/score.h", "#pragma once\n#include \"pack/catalog.h\"\n#include \"base/text.h\"\n");
  EXPECT_THAT(faults(), ElementsAre("src/loop/assess/score.h:3: 'assess' includes 'base' and does not say so; add base to USES in "
                                    "src/loop/assess/CMakeLists.txt (now: pack), or do without"));
}

TEST_F(BrokenFloors, what_is_reached_through_another_room_must_be_listed_itself) {
  write("src/store/store.h", "#include \"pack/catalog.h\"\n#include \"model/day.h\"\n");
  EXPECT_THAT(faults(), ElementsAre(StartsWith("src/store/store.h:2: 'store' includes 'model'")));
}

TEST_F(BrokenFloors, an_arrow_up_is_refused_even_in_the_plan) {
  write("src/model/CMakeLists.txt", "anyu_room(model\n  USES    base pack\n  SOURCES day.cpp)\n");
  write("src/model/day.h", "#include \"base/text.h\"\n#include \"pack/catalog.h\"\n");
  EXPECT_THAT(faults(), ElementsAre(StartsWith("src/model/CMakeLists.txt:2: 'model' (floor 1) may not use 'pack' (floor 2)")));
}

TEST_F(BrokenFloors, stages_do_not_include_each_other) {
  write("src/loop/assess/CMakeLists.txt", "anyu_room(assess USES pack collect)\n");
  write("src/loop/assess/score.h", "#include \"pack/catalog.h\"\n#include \"loop/collect/collect.h\"\n");
  EXPECT_THAT(faults(), ElementsAre(StartsWith("src/loop/assess/CMakeLists.txt:1: 'assess' (floor 5) may not use 'collect' (floor 5)")));
}

TEST_F(BrokenFloors, only_the_app_and_tests_name_the_driver) {
  write("src/loop/collect/collect.h", "#include \"store/store.h\"\n#include \"store/sqlite_store.h\"\n");
  EXPECT_THAT(faults(), ElementsAre(StartsWith("src/loop/collect/collect.h:2: only src/app names a driver")));
}

TEST_F(BrokenFloors, a_plan_without_a_use_a_room_without_a_floor_and_a_path_without_a_room_are_faults) {
  write("src/pack/catalog.h", "#include \"base/text.h\"\n#include \"day.h\"\n");
  write("src/attic/CMakeLists.txt", "anyu_room(attic USES base)\n");
  write("src/attic/dust.h", "#include \"base/text.h\"\n");
  EXPECT_THAT(faults(), ElementsAre(HasSubstr("the room 'attic' has no floor"), HasSubstr("catalog.h:2: \"day.h\" begins with no room"),
                                    HasSubstr("'pack' includes nothing of 'model'")));
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
