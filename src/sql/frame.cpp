// Writing the chain of subqueries.
#include "sql/frame.h"

#include <algorithm>
#include <cctype>

namespace anyu::sql {

namespace {

/// Whether a text names a column: "v1" is not named by "a.v12".
bool names(const std::string& text, const std::string& column) {
  for (std::size_t at = text.find(column); at != std::string::npos; at = text.find(column, at + 1)) {
    const std::size_t end = at + column.size();
    if (end == text.size() || !std::isdigit(static_cast<unsigned char>(text[end]))) return true;
  }
  return false;
}

int depth_of(const std::string& text) {
  int depth = 0, deepest = 0;
  for (const char c : text) {
    if (c == '(') deepest = std::max(deepest, ++depth);
    if (c == ')') --depth;
  }
  return deepest;
}

constexpr int deep = 4;
constexpr std::size_t long_text = 40;

}  // namespace

Frame::Step& Frame::step_for(const std::string& text) {
  const auto& open = steps_.back().columns;
  if (std::any_of(open.begin(), open.end(), [&](const auto& column) { return names(text, (*this)[column.first]); }))
    steps_.emplace_back();
  return steps_.back();
}

std::string Frame::bind(const std::string& text) {
  Step& step = step_for(text);
  step.columns.emplace_back("v" + std::to_string(++numbers_.columns), text);
  return (*this)[step.columns.back().first];
}

std::string Frame::brief(const std::string& text) {
  return text.size() > long_text || depth_of(text) > deep ? bind(text) : text;
}

std::string Frame::own(const std::string& text) {
  return text.find(name_ + ".") == std::string::npos ? bind(text) : brief(text);
}

std::string Frame::shallow(const std::string& text) { return depth_of(text) > deep ? bind(text) : text; }

void Frame::keep(const std::string& condition) { step_for(condition).conditions.push_back(condition); }

Frame::Parts Frame::parts() const {
  Parts parts;
  std::string from = " from " + from_;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const Step& step = steps_[i];
    if (!step.conditions.empty()) from += fmt::format(" where {}", fmt::join(step.conditions, " and "));
    if (step.columns.empty()) continue;
    const std::string stage = fmt::format("{}s{}", name_, i + 1);
    parts.with += fmt::format("{}{} as (select {}.*", parts.with.empty() ? "" : ",\n", stage, name_);
    for (const auto& [column, text] : step.columns) parts.with += fmt::format(", {} as {}", text, column);
    parts.with += from + once(dialect_) + ")";
    from = fmt::format(" from {} {}", stage, name_);
  }
  parts.from = from;
  return parts;
}

std::string Frame::select(const std::string& what, const std::string& after) const {
  const Parts own = parts();
  return fmt::format("{}select {}{}{}", own.with.empty() ? "" : "with " + own.with + " ", what, own.from, after);
}

}  // namespace anyu::sql

// SPDX-License-Identifier: Apache-2.0
