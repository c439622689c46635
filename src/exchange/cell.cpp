// Cells become texts, reasons and values.
#include "exchange/cell.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "pack/case_lines.h"

namespace anyu {

CellReader::CellReader(const FilePart& part, const Origin* origin, std::string target, bool strict)
    : part_(&part), origin_(origin), target_(std::move(target)), strict_(strict) {
  shown_ = origin && !origin->columns.empty() ? origin->columns.front() : target_;
}

void CellReader::bind(const CsvReader& csv, std::vector<std::string>& missing) {
  columns_.clear();
  if (!origin_) return;
  for (const std::string& name : origin_->columns) {
    if (const auto column = csv.column(name)) columns_.push_back(*column);
    else if (std::find(missing.begin(), missing.end(), name) == missing.end()) missing.push_back(name);
  }
}

std::string_view CellReader::raw(const CsvRow& row) const { return columns_.empty() ? std::string_view() : trimmed(row.fields[columns_.front()]); }

CellText CellReader::meaning(std::string_view raw) const {
  if (origin_->missing) return {{}, origin_->missing, false};
  if (origin_->fixed) {
    if (origin_->fixed->starts_with('?')) return {{}, entered_reason(origin_->fixed->substr(1)), false};
    return {*origin_->fixed, {}, origin_->fixed->empty()};
  }
  if (!origin_->codes.empty())
    if (const auto code = origin_->codes.find(raw); code != origin_->codes.end()) {
      if (code->second.starts_with('?')) return {{}, entered_reason(std::string_view(code->second).substr(1)), false};
      return {code->second, {}, false};
    }
  if (!part_->reasons.empty())
    if (const auto reason = part_->reasons.find(raw); reason != part_->reasons.end()) return {{}, reason->second, false};
  const bool nothing = std::find(part_->absent.begin(), part_->absent.end(), raw) != part_->absent.end();
  return {raw, {}, nothing};
}

Result<CellText> CellReader::unknown(std::string_view raw) const {
  return invalid("列“{}”:对照表里没有代码“{}”", "column {}: the mapping has no code '{}'", shown_, raw);
}

Result<CellText> CellReader::read(const CsvRow& row) {
  if (!origin_) return CellText{{}, {}, true};
  if (columns_.size() > 1) {
    made_.clear();
    for (const std::size_t column : columns_) {
      if (!made_.empty()) made_ += ':';
      made_ += trimmed(row.fields[column]);
    }
    return CellText{made_, {}, made_.find_first_not_of(':') == std::string::npos};
  }
  const auto text = raw(row);
  CellText given = meaning(text);
  if (given.reason || given.nothing || given.text.data() != text.data()) return given;
  if (strict_ && !origin_->codes.empty()) return unknown(text);
  if (origin_->pad > given.text.size() || !origin_->prefix.empty()) {
    made_ = origin_->prefix;
    if (origin_->pad > given.text.size()) made_.append(origin_->pad - given.text.size(), '0');
    made_ += given.text;
    given.text = made_;
  }
  return given;
}

namespace {

bool has_choices(const Field& field) { return field.type == Field::Type::code || field.type == Field::Type::yes_no; }

}  // namespace

FieldReader::FieldReader(const FilePart& part, const Field& field, const std::optional<Origin>& origin)
    : part_(&part), field_(&field), cell_(part, origin ? &*origin : nullptr, field.id, has_choices(field)) {
  if (!origin || origin->columns.empty() || !has_choices(field)) return;
  std::vector<std::string> raws;
  for (const auto& [theirs, ours] : origin->codes) raws.push_back(theirs);
  if (origin->codes.empty()) {
    for (const Code& code : field.codes) raws.push_back(code.id);
    if (field.type == Field::Type::yes_no) raws = {"yes", "no", "true", "false", "1", "0"};
  }
  for (std::string& raw : raws) {
    const CellText given = cell_.meaning(raw);
    if (given.nothing) continue;
    if (given.reason) known_.emplace_back(std::move(raw), FieldValue(*given.reason));
    else if (auto value = read_value(field, given.text)) known_.emplace_back(std::move(raw), std::move(*value));
  }
}

Result<FieldValue> FieldReader::read(const CsvRow& row) {
  if (!cell_.mapped()) return FieldValue(Missing::not_recorded);
  if (!known_.empty()) {
    const auto raw = cell_.raw(row);
    for (const auto& [text, value] : known_)
      if (text == raw) return value;
  }
  const auto given = cell_.read(row);
  if (!given) return given.error();
  if (given->reason) return FieldValue(*given->reason);
  if (given->nothing) {
    if (field_->required)
      return invalid("列“{}”:必填的“{}”没有填,也没有缺失原因", "column {}: {} is required and has neither a value nor a reason", cell_.name(), field_->id);
    return FieldValue(Missing::not_recorded);
  }
  if (field_->type == Field::Type::day) {
    if (const auto day = read_day(given->text, part_->days_from)) return FieldValue(std::int64_t{day->number});
    return invalid("列“{}”:“{}”不是日期", "column {}: '{}' is not a day", cell_.name(), given->text);
  }
  auto value = read_value(*field_, given->text);
  if (!value) return Error{ErrorKind::invalid, {fmt::format("列“{}”:{}", cell_.name(), value.error().what.zh), fmt::format("column {}: {}", cell_.name(), value.error().what.en)}};
  return value;
}

std::optional<Day> read_day(std::string_view text, const std::optional<Day>& days_from) {
  constexpr int earliest = -43829, latest = 84005;  // 1850-01-01 to 2199-12-31
  if (days_from) {
    const auto number = whole_number(text);
    if (!number || *number < earliest - latest || *number > latest - earliest) return std::nullopt;
    const Day day = *days_from + static_cast<int>(*number);
    if (day.number < earliest || day.number > latest) return std::nullopt;
    return day;
  }
  if (text.size() == 10 && text[4] == '-') return Day::parse(text);
  if (text.size() == 8 && text.find_first_not_of("0123456789") == std::string_view::npos)
    return Day::parse(fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6)));
  const char mark = text.size() > 4 ? text[4] : ' ';
  if (mark != '/' && mark != '.' && mark != '-') return std::nullopt;
  const auto parts = split(text, mark);
  if (parts.size() != 3 || parts[1].empty() || parts[1].size() > 2 || parts[2].empty() || parts[2].size() > 2) return std::nullopt;
  return Day::parse(fmt::format("{}-{:0>2}-{:0>2}", parts[0], parts[1], parts[2]));
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
