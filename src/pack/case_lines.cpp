// Reading the lines of examples and cases, and single values of fields.
#include "pack/case_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/decimal.h"
#include "base/text.h"

namespace anyu {

namespace {

std::string bound(const Field& field, std::int64_t value) { return Decimal::of_scaled(value, field.decimals).exact(); }

/// Digits with a point, scaled to the field's places; nothing where it is not exactly that.
std::optional<std::int64_t> scaled_number(std::string_view text, int decimals) {
  std::string digits(text);
  int places = 0;
  if (const auto point = digits.find('.'); point != std::string::npos) {
    places = static_cast<int>(digits.size() - point - 1);
    if (places == 0 || places > decimals || point == 0) return std::nullopt;
    digits.erase(point, 1);
  }
  digits.append(static_cast<std::size_t>(decimals - places), '0');
  if (digits.size() > 15) return std::nullopt;
  return whole_number(digits);
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

Result<FieldValue> read_value(const Field& field, std::string_view text) {
  switch (field.type) {
    case Field::Type::code: {
      if (const auto code = field.code(text)) return FieldValue(*code);
      std::vector<std::string> ids;
      for (const Code& code : field.codes) ids.push_back(code.id);
      const auto list = fmt::format("{}", fmt::join(ids, ", "));
      return invalid("“{}”没有代码“{}”;可用:{}", "{} has no code '{}'; there are: {}", field.id, text, list);
    }
    case Field::Type::yes_no:
      if (text == "yes" || text == "true" || text == "1") return FieldValue(std::int64_t{1});
      if (text == "no" || text == "false" || text == "0") return FieldValue(std::int64_t{0});
      return invalid("“{}”应是 yes 或 no,不是“{}”", "{} is yes or no, not '{}'", field.id, text);
    case Field::Type::whole:
    case Field::Type::decimal: {
      const auto number = scaled_number(text, field.decimals);
      if (number && *number >= field.least && *number <= field.most) return FieldValue(*number);
      if (!number && field.decimals == 0)
        return invalid("“{}”应是整数,不是“{}”", "{} is a whole number, not '{}'", field.id, text);
      if (!number)
        return invalid("“{}”应是最多{}位小数的数,不是“{}”", "{} is a number with at most {} decimal places, not '{}'", field.id, field.decimals, text);
      return invalid("“{}”应在{}到{}之间,不是{}", "{} lies between {} and {}, not {}", field.id, bound(field, field.least), bound(field, field.most), text);
    }
    case Field::Type::day:
      if (const auto day = Day::parse(text)) return FieldValue(std::int64_t{day->number});
      return invalid("“{}”应是日期,如 2025-03-01,不是“{}”", "{} is a day like 2025-03-01, not '{}'", field.id, text);
    case Field::Type::text:
      if (!is_utf8(text)) return invalid("“{}”不是UTF-8文字", "{} is not UTF-8 text", field.id);
      if (characters(text) > field.longest)
        return invalid("“{}”最多{}个字,这里有{}个", "{} has at most {} characters, here are {}", field.id, field.longest, characters(text));
      return FieldValue(std::string(text));
  }
  return FieldValue(Missing::not_recorded);
}

std::optional<std::string> written_value(const Field& field, const FieldValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  const auto* number = std::get_if<std::int64_t>(&value);
  if (!number) return std::nullopt;
  switch (field.type) {
    case Field::Type::code: return field.codes[static_cast<std::size_t>(*number)].id;
    case Field::Type::yes_no: return *number ? "yes" : "no";
    case Field::Type::day: return Day{static_cast<std::int32_t>(*number)}.text();
    default: return Decimal::of_scaled(*number, field.decimals).exact();
  }
}

Person example_person() {
  Person person;
  person.sex = Sex::female;
  person.residency = Residency::resident;
  person.birth_day = Day::of(1995, 1, 1);
  person.registered = Day::of(2015, 1, 1);
  return person;
}

namespace {

class LineReader {
 public:
  LineReader(const std::vector<RecordType>& types, const std::string& file, Findings& findings) : types_(types), file_(file), findings_(findings) {}

  std::optional<CaseLine> read(std::string_view text, int line) {
    line_ = line;
    rest_ = text;
    CaseLine result;
    result.line = line;
    result.subject = word();
    if (result.subject.starts_with('@')) {
      result.about_unit = true;
      result.subject.erase(0, 1);
    }
    const std::string type = word();
    if (type == "person") return person(std::move(result));
    const auto found = std::find_if(types_.begin(), types_.end(), [&](const RecordType& t) { return t.id == type; });
    if (found == types_.end()) {
      std::vector<std::string> ids;
      for (const RecordType& known : types_) ids.push_back(known.id);
      const auto meant = nearest(type, ids);
      return wrong(fmt::format("没有记录类型“{}”{}", type, meant ? fmt::format(",是否指“{}”?", *meant) : ""),
                   fmt::format("there is no record type '{}'{}", type, meant ? fmt::format("; is '{}' meant?", *meant) : ""));
    }
    if ((found->subject == Subject::unit) != result.about_unit)
      return wrong(fmt::format("“{}”的主体是{}:单位的代码前写@", type, found->subject == Subject::unit ? "单位" : "人"),
                   fmt::format("'{}' is about a {}; a unit's code begins with @", type, found->subject == Subject::unit ? "unit" : "person"));
    const auto day = Day::parse(peek());
    if (!day) return wrong("记录类型之后应是日期,如 2025-03-01", "a day like 2025-03-01 follows the record type");
    word();
    if (const auto recorded = Day::parse(peek())) {
      result.recorded = recorded;
      word();
    }
    result.record.type = static_cast<TypeIndex>(found - types_.begin());
    result.record.day = *day;
    if (result.about_unit) result.record.about = result.subject;
    result.record.fields.assign(found->fields.size(), FieldValue(Missing::not_recorded));
    for (const auto& [name, value] : pairs()) {
      const auto column = found->field(name);
      if (!column) return wrong(fmt::format("“{}”没有字段“{}”", type, name), fmt::format("'{}' has no field '{}'", type, name));
      if (value.starts_with('?')) {
        const auto reason = entered_reason(value.substr(1));
        if (!reason) return wrong(fmt::format("“{}”不是缺失原因", value), fmt::format("'{}' is no reason for a missing value", value));
        result.record.fields[*column] = *reason;
        continue;
      }
      auto read = read_value(found->fields[*column], value);
      if (!read) return wrong(read.error().what.zh, read.error().what.en);
      result.record.fields[*column] = std::move(*read);
    }
    return result;
  }

 private:
  std::optional<CaseLine> wrong(std::string zh, std::string en) {
    findings_.fault(file_, line_, {std::move(zh), std::move(en)});
    return std::nullopt;
  }

  std::string_view peek() const {
    const auto text = trimmed(rest_);
    return text.substr(0, text.find_first_of(" \t"));
  }

  std::string word() {
    const std::string next(peek());
    const auto text = trimmed(rest_);
    rest_ = text.substr(std::min(next.size(), text.size()));
    return next;
  }

  /// "a b, c d e" → (a, b), (c, "d e")
  std::vector<std::pair<std::string, std::string>> pairs() const {
    std::vector<std::pair<std::string, std::string>> all;
    if (trimmed(rest_).empty()) return all;
    for (const auto part : split(rest_, ',')) {
      const auto text = trimmed(part);
      const auto space = text.find_first_of(" \t");
      all.emplace_back(text.substr(0, space), space == std::string_view::npos ? "" : trimmed(text.substr(space)));
    }
    return all;
  }

  std::optional<CaseLine> person(CaseLine result) {
    Person person = example_person();
    for (const auto& [name, value] : pairs()) {
      const bool unknown = value == "?not_recorded" || value == "unknown";
      const auto day = Day::parse(value);
      if (name == "sex" && sex_of(value)) person.sex = *sex_of(value);
      else if (name == "residency" && residency_of(value)) person.residency = *residency_of(value);
      else if (name == "unit" && is_unit_code(value)) person.unit = value;
      else if (name == "birth_day" && (day || unknown)) person.birth_day = day;
      else if (name == "registered" && (day || unknown)) person.registered = day;
      else if (name == "left" && day) person.left = day;
      else if (name == "mother" && !value.empty()) result.mother = value;
      else if (name == "partner" && !value.empty()) result.partner = value;
      else
        return wrong(fmt::format("看不懂“{} {}”;人有 sex、birth_day、residency、registered、left、unit、mother、partner", name, value),
                     fmt::format("'{} {}' is not understood; a person has sex, birth_day, residency, registered, left, unit, mother, partner", name, value));
    }
    result.person = person;
    return result;
  }

  const std::vector<RecordType>& types_;
  const std::string& file_;
  Findings& findings_;
  std::string_view rest_;
  int line_ = 0;
};

}  // namespace

std::vector<CaseLine> read_case_lines(std::string_view text, const std::vector<RecordType>& types, const std::string& file,
                                      int first_line, Findings& findings) {
  std::vector<CaseLine> lines;
  int line = first_line;
  for (const auto raw : split(text, '\n')) {
    const auto content = trimmed(raw);
    if (!content.empty() && !content.starts_with('#'))
      if (auto read = LineReader(types, file, findings).read(content, line)) lines.push_back(std::move(*read));
    ++line;
  }
  return lines;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
