// From syntax back to text, with brackets only where they are needed.
#include <fmt/format.h>

#include "pack/formula/syntax.h"

namespace anyu::formula {

namespace {

using Kind = Syntax::Kind;

/// How tightly a node binds: a part that binds less tightly than its place needs brackets.
int binding(const Syntax& syntax) {
  switch (syntax.kind) {
    case Kind::binary:
      if (syntax.text == "or") return 1;
      if (syntax.text == "and") return 2;
      if (syntax.text == "+" || syntax.text == "-") return 5;
      if (syntax.text == "*") return 6;
      return 4;
    case Kind::inverse: return 3;
    case Kind::between:
    case Kind::in_set:
    case Kind::known:
    case Kind::unknown: return 4;
    case Kind::negative: return 7;
    default: return 8;
  }
}

std::string at_least(const Syntax& syntax, int level) {
  return binding(syntax) < level ? "(" + print(syntax) + ")" : print(syntax);
}

std::string printed_query(const Syntax& query) {
  std::string text = query.owner.empty() ? query.text : query.owner + "." + query.text;
  if (query.interval) {
    const auto bound = [](const Syntax& end) { return end.kind == Kind::nothing ? std::string("..") : at_least(end, 5); };
    text += fmt::format(" in {}{}, {}{}", query.open_from ? '(' : '[', bound(query.parts[0]), bound(query.parts[1]),
                        query.open_to ? ')' : ']');
  }
  if (query.parts[2].kind != Kind::nothing) text += " where " + print(query.parts[2]);
  return text;
}

std::string listed(const std::vector<Syntax>& parts, std::size_t from, int level) {
  std::string text;
  for (std::size_t i = from; i < parts.size(); ++i) text += (i > from ? ", " : "") + at_least(parts[i], level);
  return text;
}

}  // namespace

std::string print(const Syntax& syntax) {
  switch (syntax.kind) {
    case Kind::number:
    case Kind::day:
    case Kind::name: return syntax.text;
    case Kind::member: return print(syntax.parts[0]) + "." + syntax.text;
    case Kind::negative: return "-" + at_least(syntax.parts[0], 7);
    case Kind::inverse: return "not " + at_least(syntax.parts[0], 3);
    case Kind::binary: {
      const int level = binding(syntax);
      const int left = level == 4 ? 5 : level, right = level + 1;
      return at_least(syntax.parts[0], left) + " " + syntax.text + " " + at_least(syntax.parts[1], right);
    }
    case Kind::between:
      return fmt::format("{} between {} and {}", at_least(syntax.parts[0], 5), at_least(syntax.parts[1], 5), at_least(syntax.parts[2], 5));
    case Kind::in_set: return fmt::format("{} in [{}]", at_least(syntax.parts[0], 5), listed(syntax.parts, 1, 5));
    case Kind::known: return at_least(syntax.parts[0], 5) + " is known";
    case Kind::unknown: return at_least(syntax.parts[0], 5) + " is unknown";
    case Kind::call: return fmt::format("{}({})", syntax.text, listed(syntax.parts, 0, 0));
    case Kind::query: return printed_query(syntax);
    case Kind::nothing: return {};
  }
  return {};
}

}  // namespace anyu::formula

// SPDX-License-Identifier: Apache-2.0
