// The register as three files of comma-separated whole numbers, out and in.
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <initializer_list>
#include <memory>

#include "bench/calendar.h"
#include "bench/population.h"

namespace anyu::bench {

namespace {

constexpr const char* village_head = "village,township,county";
constexpr const char* person_head = "pid,kind,sex,birth_day,village,residency,reg_day,exit_day,parity0,link";
constexpr const char* event_head = "eid,pid,day,mon,type,a,b,c,d,fac";
constexpr std::size_t longest_line = 256;

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

class Lines {
 public:
  Lines(const std::string& path, const char* head) : file_(std::fopen(path.c_str(), "wb")), buffer_(1 << 20) {
    if (file_) good_ = std::fprintf(file_.get(), "%s\n", head) > 0;
  }
  void add(std::initializer_list<std::int32_t> values) {
    if (buffer_.size() - used_ < longest_line) flush();
    for (const std::int32_t value : values) {
      used_ = static_cast<std::size_t>(std::to_chars(&buffer_[used_], &buffer_[used_] + 12, value).ptr -
                                       buffer_.data());
      buffer_[used_++] = ',';
    }
    buffer_[used_ - 1] = '\n';
  }
  /// Whether all of it lies in the file.
  bool close() {
    flush();
    return good_ && std::fclose(file_.release()) == 0;
  }

 private:
  void flush() {
    if (file_ && std::fwrite(buffer_.data(), 1, used_, file_.get()) != used_) good_ = false;
    used_ = 0;
  }
  File file_;
  std::vector<char> buffer_;
  std::size_t used_ = 0;
  bool good_ = false;
};

Error cannot_write(const std::string& path) {
  return unavailable("不能写入 {}；请检查磁盘空间和权限", "{} cannot be written; look at free space and rights",
                     path);
}

/// The numbers of every line of a file, `columns` each.
template <class Take>
Done each_line(const std::string& path, std::string_view head, std::size_t columns, Take take) {
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) return unavailable("不能读取 {}", "{} cannot be read", path);
  std::vector<char> buffer(1 << 20);
  std::size_t kept = 0, number = 0;
  std::int32_t values[10];
  for (bool more = true; more;) {
    const std::size_t got = std::fread(buffer.data() + kept, 1, buffer.size() - kept, file.get());
    more = got > 0;
    std::string_view rest(buffer.data(), kept + got);
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      if (end == rest.npos && more) break;
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      ++number;
      bool good = number > 1 || line == head;
      if (number > 1) {
        const char* at = line.data();
        const char* const stop = at + line.size();
        for (std::size_t i = 0; good && i < columns; ++i) {
          const auto read = std::from_chars(at, stop, values[i]);
          good =
              read.ec == std::errc() && (i + 1 == columns ? read.ptr == stop : read.ptr < stop && *read.ptr == ',');
          at = read.ptr + 1;
        }
        good = good && take(values);
      }
      if (!good)
        return invalid("{}:{}：不是“{}”这样的一行", "{}:{}: not a line of \"{}\"", path, number, std::string(head));
    }
    kept = rest.size();
    if (kept == buffer.size()) return invalid("{}:{}：行太长", "{}:{}: this line is too long", path, number + 1);
    std::copy(rest.begin(), rest.end(), buffer.begin());
  }
  return {};
}

bool tiny(std::int32_t value) { return value >= 0 && value < 128; }
bool small(std::int32_t value) { return value >= -32768 && value < 32768; }

}  // namespace

Done write_csv(const Population& population, const std::string& folder) {
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  const std::string village = folder + "/village.csv", person = folder + "/person.csv",
                    event = folder + "/event.csv";
  Lines villages(village, village_head);
  for (const VillageRow& row : population.villages) villages.add({row.village, row.township, row.county});
  if (!villages.close()) return cannot_write(village);
  Lines persons(person, person_head);
  for (const PersonRow& row : population.persons)
    persons.add({row.pid, row.kind, row.sex, row.birth_day, row.village, row.residency, row.reg_day, row.exit_day,
                 row.parity0, row.link});
  if (!persons.close()) return cannot_write(person);
  Lines events(event, event_head);
  for (const EventRow& row : population.events)
    events.add(
        {row.eid, row.pid, row.day, calendar().month_of[row.day], row.type, row.a, row.b, row.c, row.d, row.fac});
  if (!events.close()) return cannot_write(event);
  return {};
}

Result<Population> read_csv(const std::string& folder) {
  Population read;
  const auto i8 = [](std::int32_t value) { return static_cast<std::int8_t>(value); };
  const auto i16 = [](std::int32_t value) { return static_cast<std::int16_t>(value); };
  Done done = each_line(folder + "/village.csv", village_head, 3, [&](const std::int32_t* v) {
    read.villages.push_back({v[0], v[1], v[2]});
    return v[0] >= 0;
  });
  if (!done) return done.error();
  done = each_line(folder + "/person.csv", person_head, 10, [&](const std::int32_t* v) {
    read.persons.push_back({v[0], i8(v[1]), i8(v[2]), v[3], v[4], i8(v[5]), v[6], v[7], i8(v[8]), v[9]});
    return v[0] > 0 && tiny(v[1]) && tiny(v[2]) && tiny(v[5]) && tiny(v[8]);
  });
  if (!done) return done.error();
  done = each_line(folder + "/event.csv", event_head, 10, [&](const std::int32_t* v) {
    read.events.push_back({v[0], v[1], i16(v[2]), i8(v[4]), i16(v[5]), i16(v[6]), i16(v[7]), i16(v[8]), v[9]});
    return v[2] >= 0 && v[2] < days && v[4] >= 1 && v[4] <= types && small(v[5]) && small(v[6]) && small(v[7]) &&
           small(v[8]);
  });
  if (!done) return done.error();
  return read;
}

}  // namespace anyu::bench

// SPDX-License-Identifier: Apache-2.0
