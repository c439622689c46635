// From text to syntax, by recursive descent. Each function reads one level of binding, loosest first.
#include <fmt/format.h>

#include <cctype>

#include "pack/formula/syntax.h"

namespace anyu::formula {

namespace {

using Kind = Syntax::Kind;

struct Token {
  enum class Kind { number, day, word, sign, end };
  Kind kind = Kind::end;
  std::string_view text;
  std::size_t at = 0;
};

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) { advance(); }

  Parsed read() {
    Parsed parsed;
    parsed.syntax = alternatives();
    if (faults_.empty() && token_.kind != Token::Kind::end)
      fault(token_.at, fmt::format("这里多出了“{}”", token_.text), fmt::format("'{}' is not expected here", token_.text));
    parsed.faults = std::move(faults_);
    return parsed;
  }

 private:
  static constexpr int deepest = 60;

  void fault(std::size_t at, std::string zh, std::string en) {
    if (faults_.empty()) faults_.push_back({at, {std::move(zh), std::move(en)}});  // after the first, reading is guessing
    token_ = {Token::Kind::end, {}, text_.size()};
    next_ = text_.size();
  }

  void advance() {
    while (next_ < text_.size() && (text_[next_] == ' ' || text_[next_] == '\t' || text_[next_] == '\n' || text_[next_] == '\r')) ++next_;
    const std::size_t start = next_;
    const auto take = [&](Token::Kind kind, std::size_t length) {
      token_ = {kind, text_.substr(start, length), start};
      next_ = start + length;
    };
    if (start >= text_.size()) return take(Token::Kind::end, 0);
    const char c = text_[start];
    if (digit(c)) {
      const auto looks_like = [&](std::string_view shape) {
        if (start + shape.size() > text_.size()) return false;
        for (std::size_t i = 0; i < shape.size(); ++i)
          if (shape[i] == '0' ? !digit(text_[start + i]) : shape[i] != text_[start + i]) return false;
        return true;
      };
      if (looks_like("0000-00-00")) return take(Token::Kind::day, 10);
      std::size_t end = start;
      while (end < text_.size() && digit(text_[end])) ++end;
      if (end + 1 < text_.size() && text_[end] == '.' && digit(text_[end + 1])) {
        ++end;
        while (end < text_.size() && digit(text_[end])) ++end;
      }
      return take(Token::Kind::number, end - start);
    }
    if (letter(c)) {
      std::size_t end = start;
      while (end < text_.size() && (letter(text_[end]) || digit(text_[end]))) ++end;
      return take(Token::Kind::word, end - start);
    }
    for (const std::string_view sign : {"<=", ">=", "!=", ".."})
      if (text_.substr(start, 2) == sign) return take(Token::Kind::sign, 2);
    if (std::string_view("=<>+-*()[],.").find(c) != std::string_view::npos) return take(Token::Kind::sign, 1);
    std::size_t length = 1;
    while (start + length < text_.size() && (static_cast<unsigned char>(text_[start + length]) & 0xC0) == 0x80) ++length;
    const auto shown = text_.substr(start, length);
    fault(start, fmt::format("公式里不能用“{}”", shown), fmt::format("'{}' cannot stand in a formula", shown));
  }

  bool is(std::string_view text) const { return (token_.kind == Token::Kind::word || token_.kind == Token::Kind::sign) && token_.text == text; }

  bool accept(std::string_view text) {
    if (!is(text)) return false;
    advance();
    return true;
  }

  void expect(std::string_view text) {
    if (accept(text)) return;
    if (token_.kind == Token::Kind::end && !faults_.empty()) return;
    if (token_.kind == Token::Kind::end)
      fault(token_.at, fmt::format("到这里还缺“{}”", text), fmt::format("'{}' is missing at the end", text));
    else
      fault(token_.at, fmt::format("这里应是“{}”,而不是“{}”", text, token_.text), fmt::format("'{}' is expected here, not '{}'", text, token_.text));
  }

  static Syntax node(Kind kind, std::size_t at, std::string text = {}, std::vector<Syntax> parts = {}) {
    Syntax syntax;
    syntax.kind = kind;
    syntax.at = at;
    syntax.text = std::move(text);
    syntax.parts = std::move(parts);
    return syntax;
  }

  Syntax binary(std::size_t at, std::string_view sign, Syntax left, Syntax right) {
    std::vector<Syntax> parts;
    parts.push_back(std::move(left));
    parts.push_back(std::move(right));
    return node(Kind::binary, at, std::string(sign), std::move(parts));
  }

  Syntax one(Kind kind, std::size_t at, Syntax part) {
    std::vector<Syntax> parts;
    parts.push_back(std::move(part));
    return node(kind, at, {}, std::move(parts));
  }

  // … or …
  Syntax alternatives() {
    if (++depth_ > deepest) {
      fault(token_.at, "公式嵌套过深", "the formula is nested too deeply");
      return {};
    }
    Syntax left = conjunctions();
    while (is("or")) {
      const std::size_t at = token_.at;
      advance();
      left = binary(at, "or", std::move(left), conjunctions());
    }
    --depth_;
    return left;
  }

  // … and …
  Syntax conjunctions() {
    Syntax left = inverse();
    while (is("and")) {
      const std::size_t at = token_.at;
      advance();
      left = binary(at, "and", std::move(left), inverse());
    }
    return left;
  }

  // not …
  Syntax inverse() {
    const std::size_t at = token_.at;
    if (!accept("not")) return comparison();
    if (++depth_ > deepest) {
      fault(at, "公式嵌套过深", "the formula is nested too deeply");
      return {};
    }
    Syntax inner = inverse();
    --depth_;
    return one(Kind::inverse, at, std::move(inner));
  }

  // a = b, a between b and c, a in [b, c], a is known
  Syntax comparison() {
    Syntax left = sum();
    const std::size_t at = token_.at;
    for (const std::string_view sign : {"=", "!=", "<=", ">=", "<", ">"}) {
      if (accept(sign)) return binary(at, sign, std::move(left), sum());
    }
    if (accept("between")) {
      Syntax syntax = node(Kind::between, at);
      syntax.parts.push_back(std::move(left));
      syntax.parts.push_back(sum());
      expect("and");
      syntax.parts.push_back(sum());
      return syntax;
    }
    if (accept("in")) {
      Syntax syntax = node(Kind::in_set, at);
      syntax.parts.push_back(std::move(left));
      expect("[");
      do syntax.parts.push_back(sum());
      while (accept(","));
      expect("]");
      return syntax;
    }
    if (accept("is")) {
      if (accept("known")) return one(Kind::known, at, std::move(left));
      if (accept("unknown")) return one(Kind::unknown, at, std::move(left));
      fault(token_.at, "“is”后面只能是 known 或 unknown", "'is' is followed by known or unknown");
    }
    return left;
  }

  // a + b - c
  Syntax sum() {
    Syntax left = product();
    while (is("+") || is("-")) {
      const Token sign = token_;
      advance();
      left = binary(sign.at, sign.text, std::move(left), product());
    }
    return left;
  }

  // a * b
  Syntax product() {
    Syntax left = signed_value();
    while (is("*")) {
      const std::size_t at = token_.at;
      advance();
      left = binary(at, "*", std::move(left), signed_value());
    }
    return left;
  }

  Syntax signed_value() {
    const std::size_t at = token_.at;
    if (!accept("-")) return value();
    if (++depth_ > deepest) {
      fault(at, "公式嵌套过深", "the formula is nested too deeply");
      return {};
    }
    Syntax inner = signed_value();
    --depth_;
    return one(Kind::negative, at, std::move(inner));
  }

  // 42, 2025-03-01, name, owner.field, call(…), ( … )
  Syntax value() {
    const Token token = token_;
    if (token.kind == Token::Kind::number || token.kind == Token::Kind::day) {
      advance();
      return node(token.kind == Token::Kind::number ? Kind::number : Kind::day, token.at, std::string(token.text));
    }
    if (accept("(")) {
      Syntax inner = alternatives();
      expect(")");
      return inner;
    }
    if (token.kind != Token::Kind::word || keyword(token.text)) {
      if (token.kind == Token::Kind::end)
        fault(token.at, "公式在这里断了:还缺一个值", "the formula breaks off here: a value is missing");
      else
        fault(token.at, fmt::format("这里应是一个值,而不是“{}”", token.text), fmt::format("a value is expected here, not '{}'", token.text));
      return {};
    }
    advance();
    Syntax syntax = is("(") ? call(token) : node(Kind::name, token.at, std::string(token.text));
    while (is(".")) {
      const std::size_t at = token_.at;
      advance();
      if (token_.kind != Token::Kind::word) {
        fault(token_.at, "“.”后面应是字段名", "a field's name follows '.'");
        return {};
      }
      Syntax member = one(Kind::member, at, std::move(syntax));
      member.text = std::string(token_.text);
      advance();
      syntax = std::move(member);
    }
    return syntax;
  }

  static bool keyword(std::string_view word) {
    for (const std::string_view known : {"and", "or", "not", "in", "is", "between", "where"})
      if (word == known) return true;
    return false;
  }

  static bool takes_query(std::string_view function) {
    for (const std::string_view known : {"exists", "count", "sum", "least", "most", "first", "last", "next", "previous"})
      if (function == known) return true;
    return false;
  }

  Syntax call(const Token& name) {
    expect("(");
    Syntax syntax = node(Kind::call, name.at, std::string(name.text));
    if (takes_query(name.text)) {
      syntax.parts.push_back(query());
      while (accept(",")) syntax.parts.push_back(alternatives());
    } else if (!is(")")) {
      do syntax.parts.push_back(alternatives());
      while (accept(","));
    }
    expect(")");
    return syntax;
  }

  // type, partner.type, type in [a, b), type where …
  Syntax query() {
    if (token_.kind != Token::Kind::word || keyword(token_.text)) {
      fault(token_.at, "这里应是记录类型的代码,如 postnatal_visit", "a record type is expected here, such as postnatal_visit");
      return {};
    }
    Syntax query = node(Kind::query, token_.at, std::string(token_.text), {Syntax{}, Syntax{}, Syntax{}});
    advance();
    if (accept(".")) {
      query.owner = std::move(query.text);
      query.text = std::string(token_.text);
      if (token_.kind != Token::Kind::word || keyword(token_.text)) {
        fault(token_.at, fmt::format("“{}.”后面应是记录类型的代码", query.owner), fmt::format("a record type is expected after '{}.'", query.owner));
        return {};
      }
      advance();
    }
    if (accept("in")) {
      query.interval = true;
      query.open_from = is("(");
      if (!accept("(")) expect("[");
      if (!accept("..")) query.parts[0] = sum();
      expect(",");
      if (!accept("..")) query.parts[1] = sum();
      query.open_to = is(")");
      if (!accept(")")) expect("]");
    }
    if (accept("where")) query.parts[2] = alternatives();
    return query;
  }

  std::string_view text_;
  std::size_t next_ = 0;
  Token token_;
  int depth_ = 0;
  std::vector<Fault> faults_;
};

}  // namespace

Parsed parse(std::string_view text) {
  constexpr std::size_t longest = 4000;
  if (text.size() > longest)
    return {{}, {{longest, {"公式超过4000个字符", "the formula is longer than 4000 characters"}}}};
  return Reader(text).read();
}

bool Syntax::same_as(const Syntax& other) const {
  if (kind != other.kind || text != other.text || owner != other.owner || open_from != other.open_from || open_to != other.open_to ||
      interval != other.interval || parts.size() != other.parts.size())
    return false;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (!parts[i].same_as(other.parts[i])) return false;
  return true;
}

}  // namespace anyu::formula

// SPDX-License-Identifier: Apache-2.0
