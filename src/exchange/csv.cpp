// Reading comma-separated files over mapped memory, and writing them.
#include "exchange/csv.h"

#include <fcntl.h>
#include <iconv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <deque>

#include "base/text.h"

namespace anyu {

namespace {

/// A file as memory, for reading.
class MappedFile {
 public:
  static Result<std::unique_ptr<MappedFile>> open(const std::string& path) {
    const auto wrong = [&] { return unavailable("无法读取 {}:{}", "{} cannot be read: {}", path, std::strerror(errno)); };
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return wrong();
    struct stat about {};
    if (::fstat(file, &about) != 0 || !S_ISREG(about.st_mode)) {
      const auto error = S_ISREG(about.st_mode) ? wrong() : invalid("{} 不是普通文件", "{} is not a regular file", path);
      ::close(file);
      return error;
    }
    auto mapped = std::unique_ptr<MappedFile>(new MappedFile);
    mapped->size_ = static_cast<std::size_t>(about.st_size);
    if (mapped->size_ > 0) {
      void* const at = ::mmap(nullptr, mapped->size_, PROT_READ, MAP_PRIVATE, file, 0);
      if (at == MAP_FAILED) {
        const auto error = wrong();
        ::close(file);
        return error;
      }
      ::madvise(at, mapped->size_, MADV_SEQUENTIAL);
      mapped->at_ = static_cast<const char*>(at);
    }
    ::close(file);
    return mapped;
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile() {
    if (at_) ::munmap(const_cast<char*>(at_), size_);
  }
  std::string_view bytes() const { return {at_, size_}; }

 private:
  MappedFile() = default;
  const char* at_ = nullptr;
  std::size_t size_ = 0;
};

/// GB18030 to UTF-8, by the C library.
class FromGb18030 {
 public:
  FromGb18030() : handle_(::iconv_open("UTF-8", "GB18030")) {}
  FromGb18030(const FromGb18030&) = delete;
  FromGb18030& operator=(const FromGb18030&) = delete;
  ~FromGb18030() {
    if (works()) ::iconv_close(handle_);
  }
  bool works() const { return handle_ != iconv_t(-1); }

  bool decode(std::string_view from, std::string& into) {
    into.resize(from.size() * 2 + 8);
    ::iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    char* in = const_cast<char*>(from.data());
    char* out = into.data();
    std::size_t left = from.size(), room = into.size();
    const bool good = ::iconv(handle_, &in, &left, &out, &room) != static_cast<std::size_t>(-1);
    into.resize(into.size() - room);
    return good;
  }

 private:
  iconv_t handle_;
};

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

enum class Encoding { utf8, damaged_utf8, gb18030 };

/// By the lines that are not plain ASCII: where most of them are UTF-8 the file is, and the others are damaged. Chinese in
/// GB18030 is hardly ever UTF-8 by chance.
Encoding encoding_of(std::string_view text) {
  constexpr std::uint64_t high_bits = 0x8080808080808080u;
  const bool marked = text.starts_with("\xEF\xBB\xBF");
  std::int64_t good = marked ? 1 : 0, bad = 0;
  std::size_t at = marked ? 3 : 0;
  while (at < text.size()) {
    // What large files mostly are is passed over eight bytes at a time.
    std::uint64_t eight = 0;
    if (text.size() - at >= 8 && (std::memcpy(&eight, text.data() + at, 8), (eight & high_bits) == 0)) {
      at += 8;
      continue;
    }
    // To the end of this line: a line break is never part of a longer character.
    const auto end = std::min(text.find('\n', at), text.size());
    const auto rest = text.substr(at, end - at);
    if (!is_utf8(rest)) ++bad;
    else if (!is_ascii(rest)) ++good;
    at = end + 1;
  }
  if (bad == 0) return Encoding::utf8;
  return marked || good >= bad ? Encoding::damaged_utf8 : Encoding::gb18030;
}

/// A quoted field longer than this is a quotation mark that nobody closed.
constexpr std::size_t longest_quoted = 64 * 1024;

}  // namespace

struct CsvReader::Inside {
  std::unique_ptr<MappedFile> file;
  std::string_view text;
  std::size_t at = 0;
  std::int64_t line = 1;
  Encoding encoding = Encoding::utf8;
  FromGb18030 decoder;
  std::vector<std::string> header;
  std::deque<std::string> made;  ///< fields that do not stand in the file as they are
  std::size_t used = 0;

  std::string& make() {
    if (used == made.size()) made.emplace_back();
    std::string& fresh = made[used++];
    fresh.clear();
    return fresh;
  }

  static void fault(CsvRow& row, const char* zh, const char* en) {
    if (!row.fault) row.fault = Words{zh, en};
  }

  std::string_view unquoted(std::string_view field) {
    std::string& into = make();
    for (std::size_t i = 0; i < field.size(); ++i) {
      into += field[i];
      if (field[i] == '"') ++i;  // the second of a pair
    }
    return into;
  }

  void add(CsvRow& row, std::string_view field, bool has_pairs) {
    if (has_pairs) field = unquoted(field);
    if (field.size() >= 3 && field.starts_with("=\"") && field.back() == '"') {
      field = field.substr(2, field.size() - 3);
      if (field.find('"') != std::string_view::npos) field = unquoted(field);
    }
    if (encoding == Encoding::gb18030 && !is_ascii(field)) {
      std::string& into = make();
      if (!decoder.decode(field, into)) fault(row, "既不是UTF-8,也不是GB18030文字", "neither UTF-8 nor GB18030 text");
      field = into;
    } else if (encoding == Encoding::damaged_utf8 && !is_utf8(field)) {
      fault(row, "有损坏的字符(不是UTF-8)", "a damaged character (not UTF-8)");
    }
    row.fields.push_back(field);
  }

  /// The end of a line without quotation marks in force: at '\n', '\r' or the end of the file.
  std::size_t line_end(std::size_t from) const { return std::min(text.find_first_of("\r\n", from), text.size()); }

  void pass_line_end() {
    if (at < text.size() && text[at] == '\r') ++at;
    if (at < text.size() && text[at] == '\n') ++at;
    else if (at == 0 || text[at - 1] != '\r') return;  // the end of the file
    ++line;
  }

  /// A field that begins with a quotation mark at `at`. False when it is never closed.
  bool quoted(CsvRow& row) {
    const std::size_t begin = at + 1;
    std::size_t end = begin;
    std::int64_t breaks = 0;
    bool pairs = false;
    const std::size_t limit = std::min(text.size(), begin + longest_quoted);
    for (;; ++end) {
      if (end >= limit) return false;
      if (text[end] == '\n') ++breaks;
      if (text[end] != '"') continue;
      if (end + 1 >= text.size() || text[end + 1] != '"') break;
      pairs = true;
      ++end;
    }
    std::size_t after = end + 1;
    if (after < text.size() && text[after] != ',' && text[after] != '\r' && text[after] != '\n') {
      if (breaks > 0) return false;  // it has run on into another line's quotation mark
      fault(row, "引号之后还有文字", "text follows a closing quotation mark");
      while (after < text.size() && text[after] != ',' && text[after] != '\r' && text[after] != '\n') ++after;
    }
    add(row, text.substr(begin, end - begin), pairs);
    at = after;
    line += breaks;
    return true;
  }

  /// The line as it stands, cut at commas, where its quotation marks cannot be trusted.
  void broken_line(CsvRow& row, CsvPlace from) {
    fault(row, "引号没有成对", "a quotation mark is never closed");
    at = from.byte;
    line = from.line;
    row.fields.clear();
    const auto end = line_end(at);
    for (const auto part : split(text.substr(at, end - at), ',')) {
      auto bare = part;
      if (bare.starts_with('"')) bare.remove_prefix(1);
      add(row, bare, false);
    }
    at = end;
    pass_line_end();
  }

  bool next(CsvRow& row) {
    row.fields.clear();
    row.fault.reset();
    used = 0;
    while (at < text.size() && (text[at] == '\r' || text[at] == '\n')) pass_line_end();
    if (at >= text.size()) return false;
    const CsvPlace from{at, line};
    row.line = line;
    for (;;) {
      if (at < text.size() && text[at] == '"') {
        if (!quoted(row)) {
          broken_line(row, from);
          return true;
        }
      } else {
        std::size_t end = at;
        while (end < text.size() && text[end] != ',' && text[end] != '\n' && text[end] != '\r') ++end;
        // ="…" is written by spreadsheets without quotation marks around it; what it holds has no comma.
        add(row, text.substr(at, end - at), false);
        at = end;
      }
      if (at >= text.size() || text[at] != ',') break;
      ++at;
    }
    pass_line_end();
    return true;
  }
};

CsvReader::CsvReader(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
CsvReader::CsvReader(CsvReader&&) noexcept = default;
CsvReader& CsvReader::operator=(CsvReader&&) noexcept = default;
CsvReader::~CsvReader() = default;

Result<CsvReader> CsvReader::open(const std::string& path) {
  auto file = MappedFile::open(path);
  if (!file) return file.error();
  auto inside = std::make_unique<Inside>();
  inside->file = std::move(*file);
  inside->text = inside->file->bytes();
  if (inside->text.starts_with("\xFF\xFE") || inside->text.starts_with("\xFE\xFF"))
    return invalid("{} 是UTF-16;请另存为“CSV UTF-8”", "{} is UTF-16; save it as 'CSV UTF-8'", path);
  if (inside->text.starts_with("\xEF\xBB\xBF")) inside->at = 3;
  inside->encoding = encoding_of(inside->text);
  if (inside->encoding == Encoding::gb18030 && !inside->decoder.works())
    return unsupported("{} 不是UTF-8,而这台机器没有GB18030转换表;请另存为“CSV UTF-8”",
                       "{} is not UTF-8, and this machine has no GB18030 table; save it as 'CSV UTF-8'", path);
  CsvRow row;
  if (!inside->next(row)) return invalid("{} 是空的:第一行应是列名", "{} is empty: its first row should name the columns", path);
  if (row.fault) return Error{ErrorKind::invalid, *row.fault}.in(path);
  for (const auto field : row.fields) {
    std::string name(trimmed(field));
    if (!name.empty() && std::find(inside->header.begin(), inside->header.end(), name) != inside->header.end())
      return invalid("{} 的列名“{}”出现了两次", "{} has the column '{}' twice", path, name);
    inside->header.push_back(std::move(name));
  }
  return CsvReader(std::move(inside));
}

const std::vector<std::string>& CsvReader::header() const { return inside_->header; }

std::optional<std::size_t> CsvReader::column(std::string_view name) const {
  const auto& header = inside_->header;
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end() || name.empty()) return std::nullopt;
  return static_cast<std::size_t>(found - header.begin());
}

bool CsvReader::is_gb18030() const { return inside_->encoding == Encoding::gb18030; }
bool CsvReader::next(CsvRow& row) { return inside_->next(row); }
CsvPlace CsvReader::place() const { return {inside_->at, inside_->line}; }

void CsvReader::go_to(CsvPlace place) {
  inside_->at = place.byte;
  inside_->line = place.line;
}

std::size_t CsvReader::bytes() const { return inside_->text.size(); }

struct CsvWriter::Inside {
  std::FILE* file = nullptr;
  std::string path;
  std::string buffer;
  bool row_begun = false;
  int failed = 0;  ///< errno of the first failure

  ~Inside() {
    if (!file) return;
    flush();
    std::fclose(file);
  }
  void flush() {
    if (!failed && std::fwrite(buffer.data(), 1, buffer.size(), file) != buffer.size()) failed = errno;
    buffer.clear();
  }
};

namespace {

bool looks_numeric(std::string_view text) {
  return text.size() > 1 && text.find_first_not_of("0123456789.", 1) == std::string_view::npos;
}

/// Whether a spreadsheet would spoil this text: cut its digits, or run it.
bool needs_guard(std::string_view text) {
  if (text.empty()) return false;
  const char first = text.front();
  if (first == '=' || first == '@' || first == '\t') return true;
  if (first == '+' || first == '-') return !looks_numeric(text);
  if (text.size() < 12) return false;
  const auto digits = text.find_first_not_of("0123456789");
  return digits == std::string_view::npos || (digits == text.size() - 1 && (text.back() == 'X' || text.back() == 'x'));
}

void add_quoted(std::string& into, std::string_view text) {
  into += '"';
  for (const char c : text) {
    if (c == '"') into += '"';
    into += c;
  }
  into += '"';
}

}  // namespace

CsvWriter::CsvWriter(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
CsvWriter::CsvWriter(CsvWriter&&) noexcept = default;
CsvWriter& CsvWriter::operator=(CsvWriter&&) noexcept = default;
CsvWriter::~CsvWriter() = default;

Result<CsvWriter> CsvWriter::create(const std::string& path) {
  auto inside = std::make_unique<Inside>();
  inside->path = path;
  inside->file = std::fopen(path.c_str(), "wbe");
  if (!inside->file) return unavailable("无法写入 {}:{}", "{} cannot be written: {}", path, std::strerror(errno));
  inside->buffer = "\xEF\xBB\xBF";
  return CsvWriter(std::move(inside));
}

CsvWriter& CsvWriter::add(std::string_view field) {
  std::string& buffer = inside_->buffer;
  if (inside_->row_begun) buffer += ',';
  inside_->row_begun = true;
  if (needs_guard(field)) {
    std::string formula = "=";
    add_quoted(formula, field);
    add_quoted(buffer, formula);
  } else if (field.find_first_of(",\"\r\n") != std::string_view::npos || (!field.empty() && (field.front() == ' ' || field.back() == ' '))) {
    add_quoted(buffer, field);
  } else {
    buffer += field;
  }
  return *this;
}

void CsvWriter::end_row() {
  inside_->buffer += "\r\n";
  inside_->row_begun = false;
  constexpr std::size_t full = 1 << 18;
  if (inside_->buffer.size() > full) inside_->flush();
}

Done CsvWriter::close() {
  inside_->flush();
  if (std::fclose(inside_->file) != 0 && !inside_->failed) inside_->failed = errno;
  inside_->file = nullptr;
  if (inside_->failed) return unavailable("{} 没有写完整:{}", "{} was not written whole: {}", inside_->path, std::strerror(inside_->failed));
  return {};
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
