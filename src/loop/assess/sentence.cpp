// Numbers and reasons in words.
#include "loop/assess/sentence.h"

#include <fmt/format.h>

namespace anyu::sentence {

std::string figure(const Decimal& value) {
  const auto exact = value.exact();
  const auto point = exact.find('.');
  const bool long_tail = point != std::string::npos && exact.size() - point > 9;
  const bool fraction = exact.find('/') != std::string::npos;
  return fraction || long_tail ? value.text(4) : exact;
}

std::string figure(const Input& input, const Decimal& value) {
  return input.type == Input::Type::percent ? figure(value) + "%" : figure(value);
}

std::string number_of_points(const Decimal& points) { return points.text(2); }

Words points(const Decimal& points) {
  const auto number = number_of_points(points);
  return {number + "分", number + (number == "1" ? " point" : " points")};
}

Words difference(const Input& input, const Decimal& value) {
  const auto number = figure(value);
  if (input.type != Input::Type::percent) return {number, number};
  return {number + "个百分点", number + (number == "1" ? " percentage point" : " percentage points")};
}

Words step(const Input& input, const Decimal& each) {
  Words words = difference(input, each);
  if (input.type == Input::Type::percent && each == 1) words.en = "percentage point";
  return words;
}

Words demand(const Input& input, Condition::Compare compare, const Decimal& value) {
  const auto number = figure(input, value);
  switch (compare) {
    case Condition::Compare::at_least:
      return {"不低于" + number, "at least " + number};
    case Condition::Compare::at_most:
      return {"不高于" + number, "at most " + number};
    case Condition::Compare::below:
      return {"低于" + number, "below " + number};
    case Condition::Compare::above:
      return {"高于" + number, "above " + number};
    case Condition::Compare::equals:
      return {"等于" + number, "exactly " + number};
    case Condition::Compare::is_yes:
      return {"是", "yes"};
    case Condition::Compare::is_no:
      return {"否", "no"};
  }
  return {};
}

std::string signs(Condition::Compare compare, const Decimal& value) {
  const auto number = figure(value);
  switch (compare) {
    case Condition::Compare::at_least:
      return "≥ " + number;
    case Condition::Compare::at_most:
      return "≤ " + number;
    case Condition::Compare::below:
      return "< " + number;
    case Condition::Compare::above:
      return "> " + number;
    case Condition::Compare::equals:
      return "= " + number;
    case Condition::Compare::is_yes:
      return "true";
    case Condition::Compare::is_no:
      return "false";
  }
  return {};
}

Words why_missing(Missing missing) {
  switch (missing) {
    case Missing::not_due:
      return {"尚未到期", "is not due yet"};
    case Missing::not_done:
      return {"未开展，没有数据", "was not carried out, so there is no figure"};
    case Missing::not_recorded:
      return {"尚无数据", "has no figure yet"};
    case Missing::undefined:
      return {"没有可计算的对象，算不出数", "has no value here: there is nothing to count"};
    case Missing::withheld:
      return {"涉及人数太少，不予显示", "is withheld: too few people stand behind it"};
  }
  return {};
}

std::string begun(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace anyu::sentence

// SPDX-License-Identifier: Apache-2.0
