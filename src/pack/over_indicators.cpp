// Reading and working out formulas over indicators.
#include "pack/over_indicators.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "base/text.h"

namespace anyu {

namespace {

using formula::Fault;
using formula::Syntax;
using Op = OverIndicators::Op;

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

std::int64_t plus(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return a < 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
}

std::int64_t negated(std::int64_t a) { return a == std::numeric_limits<std::int64_t>::min() ? std::numeric_limits<std::int64_t>::max() : -a; }

std::int64_t times(std::int64_t a, std::int64_t b) {
  std::int64_t product = 0;
  if (!__builtin_mul_overflow(a, b, &product)) return product;
  return (a < 0) == (b < 0) ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min();
}

class Checker {
 public:
  Checker(const FindIndicator& find, const std::vector<std::string>& ids) : find_(find), ids_(ids) {}

  std::vector<Fault> faults;

  OverIndicators read(const Syntax& syntax) {
    switch (syntax.kind) {
      case Syntax::Kind::number: return number(syntax);
      case Syntax::Kind::name: return indicator(syntax, syntax.text, Op::numerator);
      case Syntax::Kind::member:
        if (syntax.parts[0].kind == Syntax::Kind::name && (syntax.text == "numerator" || syntax.text == "denominator"))
          return indicator(syntax, syntax.parts[0].text, syntax.text == "numerator" ? Op::numerator : Op::denominator);
        return fault(syntax, "指标后面只能写 .numerator 或 .denominator", "only .numerator or .denominator follows an indicator");
      case Syntax::Kind::negative: {
        OverIndicators inner = read(syntax.parts[0]);
        return made(Op::negate, inner.decimals, {inner});
      }
      case Syntax::Kind::binary:
        if (syntax.text == "+" || syntax.text == "-") {
          OverIndicators left = read(syntax.parts[0]), right = read(syntax.parts[1]);
          const int decimals = std::max(left.decimals, right.decimals);
          rescale(left, decimals);
          rescale(right, decimals);
          return made(syntax.text == "+" ? Op::add : Op::subtract, decimals, {left, right});
        }
        if (syntax.text == "*") {
          OverIndicators left = read(syntax.parts[0]), right = read(syntax.parts[1]);
          const int decimals = left.decimals + right.decimals;
          if (decimals > 6) return fault(syntax, "乘积的小数位超过6位", "the product has more than 6 decimal places");
          return made(Op::multiply, decimals, {left, right});
        }
        break;
      default: break;
    }
    return fault(syntax, "指标之间的公式只用 + - * 和数;除法写在 numerator 与 denominator 之间",
                 "formulas over indicators have + - * and numbers; the division is the one between numerator and denominator");
  }

 private:
  static OverIndicators made(Op op, int decimals, std::vector<OverIndicators> parts) {
    OverIndicators result;
    result.op = op;
    result.decimals = decimals;
    result.parts = std::move(parts);
    return result;
  }

  static void rescale(OverIndicators& formula, int decimals) {
    if (formula.decimals == decimals) return;
    OverIndicators factor;
    factor.number = power_of_ten(decimals - formula.decimals);
    formula = made(Op::multiply, decimals, {std::move(formula), std::move(factor)});
  }

  OverIndicators fault(const Syntax& syntax, std::string zh, std::string en) {
    faults.push_back({syntax.at, {std::move(zh), std::move(en)}});
    return {};
  }

  OverIndicators number(const Syntax& syntax) {
    std::string digits = syntax.text;
    OverIndicators result;
    if (const auto point = digits.find('.'); point != std::string::npos) {
      result.decimals = static_cast<int>(digits.size() - point - 1);
      digits.erase(point, 1);
    }
    const auto value = whole_number(digits);
    if (!value || *value > 1'000'000'000 || result.decimals > 6)
      return fault(syntax, "这个数太大或小数位太多(最多6位小数)", "this number is too large or has more than 6 decimal places");
    result.number = *value;
    return result;
  }

  OverIndicators indicator(const Syntax& syntax, const std::string& id, Op op) {
    const NamedIndicator* named = find_(id);
    if (!named) {
      const auto meant = nearest(id, ids_);
      return fault(syntax, fmt::format("没有可引用的指标“{}”{}", id, meant ? fmt::format(",是否指“{}”?", *meant) : ""),
                   fmt::format("there is no indicator '{}' that could be named here{}", id, meant ? fmt::format("; is '{}' meant?", *meant) : ""));
    }
    if (op == Op::denominator && !named->has_denominator)
      return fault(syntax, fmt::format("指标“{}”没有分母", id), fmt::format("indicator '{}' has no denominator", id));
    OverIndicators result;
    result.op = op;
    result.indicator = named->index;
    result.decimals = op == Op::numerator ? named->decimals : 0;
    return result;
  }

  const FindIndicator& find_;
  const std::vector<std::string>& ids_;
};

void collect(const OverIndicators& formula, std::set<std::size_t>& found) {
  if (formula.op == Op::numerator || formula.op == Op::denominator) found.insert(formula.indicator);
  for (const OverIndicators& part : formula.parts) collect(part, found);
}

}  // namespace

OverChecked over_indicators(std::string_view text, const FindIndicator& find, const std::vector<std::string>& ids) {
  const formula::Parsed parsed = formula::parse(text);
  if (!parsed.faults.empty()) return {{}, parsed.faults};
  Checker checker(find, ids);
  OverChecked checked;
  checked.formula = checker.read(parsed.syntax);
  checked.faults = std::move(checker.faults);
  return checked;
}

std::int64_t value_over(const OverIndicators& formula, const std::function<Cell(std::size_t)>& cell) {
  const auto part = [&](std::size_t i) { return value_over(formula.parts[i], cell); };
  switch (formula.op) {
    case Op::number: return formula.number;
    case Op::numerator: return cell(formula.indicator).numerator;
    case Op::denominator: return cell(formula.indicator).denominator;
    case Op::negate: return negated(part(0));
    case Op::add: return plus(part(0), part(1));
    case Op::subtract: return plus(part(0), negated(part(1)));
    case Op::multiply: return times(part(0), part(1));
  }
  return 0;
}

std::vector<std::size_t> named_in(const OverIndicators& formula) {
  std::set<std::size_t> found;
  collect(formula, found);
  return {found.begin(), found.end()};
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
