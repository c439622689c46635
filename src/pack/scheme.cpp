// Looking things up in a scheme, and the few questions its parts answer by themselves.
#include "pack/scheme.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace anyu {

namespace {

template <class Row>
const Row* with_id(const std::vector<Row>& rows, std::string_view id) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.id == id; });
  return found == rows.end() ? nullptr : &*found;
}

std::optional<Decimal> sum(const std::optional<Decimal>& a, const std::optional<Decimal>& b) {
  return a && b ? std::optional(*a + *b) : std::nullopt;
}

/// Points that come any number of times, or not at all.
Range any_number_of(const Decimal& points) {
  return points < 0 ? Range{std::nullopt, Decimal(0)} : Range{Decimal(0), std::nullopt};
}

struct RangeOf {
  Range operator()(const BoolPart& part) const {
    return {std::min(part.points, Decimal(0)), std::max(part.points, Decimal(0))};
  }
  Range operator()(const CountPart& part) const { return any_number_of(part.points); }
  Range operator()(const StepPart& part) const { return any_number_of(part.points); }
  Range operator()(const StatePart& part) const {
    Range range{Decimal(0), Decimal(0)};
    bool first = true;
    for (const auto& [state, points] : part.points) {
      range.least = first ? points : std::min(*range.least, points);
      range.most = first ? points : std::max(*range.most, points);
      first = false;
    }
    return range;
  }
};

}  // namespace

const Code* Input::state(std::string_view wanted) const { return with_id(states, wanted); }

std::string_view id_of(Input::Type type) {
  constexpr std::array<std::string_view, 5> ids = {"percent", "number", "count", "yes_no", "state"};
  return ids[static_cast<std::size_t>(type)];
}

std::string_view id_of(StepMode mode) {
  constexpr std::array<std::string_view, 3> ids = {"continuous", "whole", "any_part"};
  return ids[static_cast<std::size_t>(mode)];
}

std::string_view id_of(Scheme::Kind kind) { return kind == Scheme::Kind::points ? "points" : "thresholds"; }

std::vector<std::string> inputs_of(const Part& part) {
  return std::visit([](const auto& rule) { return std::vector<std::string>{rule.input}; }, part.rule);
}

Range Range::operator+(const Range& other) const { return {sum(least, other.least), sum(most, other.most)}; }

Range range_of(const Part& part) { return std::visit(RangeOf{}, part.rule); }

bool compares(const Decimal& figure, Condition::Compare compare, const Decimal& value) {
  switch (compare) {
    case Condition::Compare::at_least:
      return figure >= value;
    case Condition::Compare::at_most:
      return figure <= value;
    case Condition::Compare::below:
      return figure < value;
    case Condition::Compare::above:
      return figure > value;
    case Condition::Compare::equals:
      return figure == value;
    case Condition::Compare::is_yes:
    case Condition::Compare::is_no:
      break;
  }
  assert(false && "yes and no are not compared as numbers");
  return false;
}

std::vector<std::string> inputs_of(const Item& item) {
  std::vector<std::string> inputs;
  const auto add = [&](const std::string& input) {
    if (std::find(inputs.begin(), inputs.end(), input) == inputs.end()) inputs.push_back(input);
  };
  if (const auto* points = std::get_if<PointsRule>(&item.rule))
    for (const Part& part : points->parts)
      for (const std::string& input : inputs_of(part)) add(input);
  if (const auto* thresholds = std::get_if<ThresholdRule>(&item.rule))
    for (const Condition& condition : thresholds->conditions) add(condition.input);
  return inputs;
}

const Input* Scheme::input(std::string_view wanted) const { return with_id(inputs, wanted); }
const Section* Scheme::section(std::string_view wanted) const { return with_id(sections, wanted); }
const Item* Scheme::item(std::string_view wanted) const { return with_id(items, wanted); }

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
