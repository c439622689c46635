// A scheme: a published score sheet, written down once, with everything its text leaves open decided in the open.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/decimal.h"
#include "base/words.h"
#include "model/day.h"
#include "model/missing.h"
#include "model/unit.h"
#include "pack/record_type.h"

namespace anyu {

/// What an input holds, or the reason why there is nothing: a number, yes or no, or the id of a state.
using InputValue = std::variant<Missing, Decimal, bool, std::string>;

/// The figures a sheet is scored on, by input id. An input that is not in it is unknown.
using Given = std::map<std::string, InputValue, std::less<>>;

/// Where a county takes a figure from: the mean of an indicator's last `years` years.
struct IndicatorSource {
  std::string indicator;
  int years = 1;
};

/// One figure that a sheet reads.
struct Input {
  enum class Type : std::uint8_t { percent, number, count, yes_no, state };

  std::string id;
  Words name;
  Type type = Type::number;
  About about = About::care;
  std::vector<Code> states;  ///< state: as ordered in the file; a state without words is called by its id
  std::optional<IndicatorSource> from;  ///< else the figure is given by hand
  int line = 0;

  bool is_numeric() const { return type == Type::percent || type == Type::number || type == Type::count; }
  const Code* state(std::string_view id) const;
};

std::string_view id_of(Input::Type type);

struct Section {
  std::string id;
  Words name;
  std::optional<Decimal> max;  ///< as printed; threshold sheets have none
  bool incomplete = false;     ///< the file does not hold all of its items
  int line = 0;
};

/// How "for every `each` of shortfall" counts a shortfall of three and a half: 3.5, 3 or 4.
enum class StepMode : std::uint8_t { continuous, whole, any_part };

std::string_view id_of(StepMode mode);

/// Points where the answer is yes.
struct BoolPart {
  std::string input;
  Decimal points;
};

/// Points times the count.
struct CountPart {
  std::string input;
  Decimal points;
};

/// The points of the state. Every state has its own.
struct StatePart {
  std::string input;
  std::map<std::string, Decimal, std::less<>> points;
};

/// Points for every `each` by which the figure lies on `side` of the target.
struct StepPart {
  enum class Side : std::uint8_t { below, above };

  std::string input;
  Side side = Side::below;
  std::optional<Decimal> target;  ///< nothing: the number is lost in the source, and the item stays undecided
  Decimal each = 1;               ///< greater than 0
  Decimal points;
  StepMode mode = StepMode::continuous;
};

/// One rule of an item. Further kinds join the variant; what may befall any kind (a cap, a coefficient) joins the
/// struct.
struct Part {
  std::variant<BoolPart, CountPart, StatePart, StepPart> rule;
  int line = 0;
};

/// The inputs a part reads.
std::vector<std::string> inputs_of(const Part& part);

/// From where to where a number can lie.
///
/// Missing  nothing: there is no bound on that side.
struct Range {
  std::optional<Decimal> least;
  std::optional<Decimal> most;

  Range operator+(const Range& other) const;
};

/// What a part can give, whatever its figure turns out to be.
Range range_of(const Part& part);

/// What a published threshold asks of one figure.
struct Condition {
  enum class Compare : std::uint8_t { at_least, at_most, below, above, equals, is_yes, is_no };

  std::string input;
  Compare compare = Compare::at_least;
  std::optional<Decimal> value;  ///< nothing: lost in the source (or not a number: is_yes, is_no)
  int line = 0;
};

/// Whether `figure` compares so with `value`. REQUIRES a comparison of numbers.
bool compares(const Decimal& figure, Condition::Compare compare, const Decimal& value);

/// Points from parts.
struct PointsRule {
  enum class Start : std::uint8_t { full, zero };  ///< deductions from the maximum, or points earned
  enum class WhenMissing : std::uint8_t {
    undecided
  };  ///< the only answer to a missing figure that needs no reason

  Start start = Start::full;
  std::optional<Decimal> floor;  ///< nothing: none, the item may go below zero
  WhenMissing missing = WhenMissing::undecided;
  std::vector<Part> parts;
};

/// Conditions that must all be met.
struct ThresholdRule {
  bool shown = false;  ///< compared and shown as a statistic, never part of the decision
  std::vector<Condition> conditions;
};

/// A published item that Anyu does not build, kept so that nobody thinks it was forgotten.
struct Declined {
  Words why;
  std::optional<Words> instead;
};

/// A published item whose rule the source has lost.
struct Lost {
  Words why;
};

/// Figures, and what the item must come to with them.
struct ItemExample {
  Given given;
  std::optional<StepMode> mode;        ///< the same item read otherwise
  std::optional<Decimal> points;       ///< either these …
  std::optional<std::string> outcome;  ///< … or "met", "missed", "unknown", "undecided"
  int line = 0;
};

/// One line of a sheet.
struct Item {
  std::string id;
  std::string section;
  Words text;  ///< what the sheet says, in our words
  std::string source;
  std::optional<Decimal> max;  ///< points sheets: of every item, also of a declined or lost one
  std::variant<PointsRule, ThresholdRule, Declined, Lost> rule;
  std::vector<ItemExample> examples;
  int line = 0;
};

/// The inputs an item reads, each once, in order.
std::vector<std::string> inputs_of(const Item& item);

struct Scheme {
  enum class Kind : std::uint8_t { points, thresholds };

  std::string file;  ///< as findings name it
  std::string id;
  Words name;
  Kind kind = Kind::points;
  std::string issuer;
  std::string year;
  Level unit_level = Level::county;
  Period::Kind period = Period::Kind::year;  ///< what one assessment covers
  Words completeness;                        ///< what part of the published sheet this file holds
  std::string source;
  std::vector<Input> inputs;
  std::vector<Section> sections;
  std::vector<Item> items;

  const Input* input(std::string_view id) const;
  const Section* section(std::string_view id) const;
  const Item* item(std::string_view id) const;
};

std::string_view id_of(Scheme::Kind kind);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
