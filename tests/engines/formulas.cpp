// Writing formulas at random. What the checker refuses is written anew.
#include "formulas.h"

#include <algorithm>
#include <stdexcept>

#include "leaves.h"

namespace anyu::engines {

namespace {

using Kind = formula::ValueType::Kind;

class Writer : public Leaves {
 public:
  using Leaves::Leaves;

  std::string truth(int depth) {
    if (depth <= 0) return leaf();
    switch (pick(17)) {
      case 0:
        return fmt::format("({} and {})", truth(depth - 1), truth(depth - 1));
      case 1:
        return fmt::format("({} or {})", truth(depth - 1), truth(depth - 1));
      case 2:
        return fmt::format("not ({})", truth(depth - 1));
      case 3:
        return fmt::format("({} {} {})", number(depth - 1), sign(), number(depth - 1));
      case 4:
        return fmt::format("({} {} {})", day(depth - 1), sign(), day(depth - 1));
      case 5:
        return fmt::format("({} between {} and {})", number(depth - 1), number(depth - 1), number(depth - 1));
      case 6:
        return fmt::format("({} between {} and {})", day(depth - 1), day(depth - 1), day(depth - 1));
      case 7:
        return in_list(depth - 1);
      case 8:
        return fmt::format("known({})", any(depth - 1));
      case 9:
        return fmt::format("({} is unknown)", any(depth - 1));
      case 10:
        return person() ? fmt::format("present({})", day(depth - 1)) : leaf();
      case 11:
        return fmt::format("or_else({}, {})", truth(depth - 1), truth(depth - 1));
      case 12:
        return fmt::format("if({}, {}, {})", truth(depth - 1), truth(depth - 1), truth(depth - 1));
      case 13:
        return picked("yn", depth - 1);
      case 14:
        return same_codes(depth - 1);
      default:
        return may_query() ? fmt::format("exists({})", query(depth - 1)) : leaf();
    }
  }

  std::string number(int depth) {
    if (depth <= 0) return leaf_number();
    switch (pick(14)) {
      case 0:
        return fmt::format("({} + {})", number(depth - 1), number(depth - 1));
      case 1:
        return fmt::format("({} - {})", number(depth - 1), number(depth - 1));
      case 2:
        return fmt::format("({} * {})", number(depth - 1), number(depth - 1));
      case 3:
        return fmt::format("(- {})", number(depth - 1));
      case 4:
        return fmt::format("({} - {})", day(depth - 1), day(depth - 1));
      case 5:
        return person() ? fmt::format("age({})", day(depth - 1)) : leaf_number();
      case 6:
        return fmt::format("or_else({}, {})", number(depth - 1), number(depth - 1));
      case 7:
        return fmt::format("if({}, {}, {})", truth(depth - 1), number(depth - 1), number(depth - 1));
      case 8:
        return by_code(depth - 1);
      case 9:
        return picked(chance_.percent(50) ? "wh" : "de", depth - 1);
      case 10:
        return over("sum", depth - 1, true);
      case 11:
        return over(chance_.percent(50) ? "least" : "most", depth - 1, true);
      default:
        return may_query() ? fmt::format("count({})", query(depth - 1)) : leaf_number();
    }
  }

  std::string day(int depth) {
    if (depth <= 0) return leaf_day();
    switch (pick(9)) {
      case 0:
      case 1:
        return fmt::format("({} {} {})", day(depth - 1), chance_.percent(50) ? "+" : "-",
                           chance_.percent(70) ? std::to_string(pick(90)) : number(depth - 1));
      case 2:
        return fmt::format("months_after({}, {})", day(depth - 1),
                           chance_.percent(70) ? std::to_string(pick(15)) : number(depth - 1));
      case 3:
        return picked("day", depth - 1);
      case 4:
        return picked("dt", depth - 1);
      case 5:
        return over(chance_.percent(50) ? "least" : "most", depth - 1, false);
      case 6:
        return fmt::format("or_else({}, {})", day(depth - 1), day(depth - 1));
      case 7:
        return fmt::format("if({}, {}, {})", truth(depth - 1), day(depth - 1), day(depth - 1));
      default:
        return leaf_day();
    }
  }

 private:
  bool may_query() const { return depth_ < 3; }
  /// A code of some list.
  Coded coded(int depth) {
    if (depth > 0 && may_query() && chance_.percent(30)) {
      const std::string field = chance_.one_of(code_fields());
      TypeIndex type = 0;
      const std::string text = picked(field, depth - 1, &type);
      return code_of(text, type, field);
    }
    if (depth > 0 && chance_.percent(20)) {
      const Coded one = coded(depth - 1);
      if (chance_.percent(50))
        return {fmt::format("or_else({}, {})", one.text, chance_.one_of(one.codes)), one.codes};
      return {fmt::format("if({}, {}, {})", truth(depth - 1), one.text, chance_.one_of(one.codes)), one.codes};
    }
    return leaf_code();
  }

  std::string same_codes(int depth) {
    const Coded code = coded(depth);
    const auto others = reached(chance_.percent(50) ? "ca" : "cb");
    const std::string other =
        others.empty() || chance_.percent(50) ? chance_.one_of(code.codes) : chance_.one_of(others);
    return fmt::format("({} {} {})", code.text, chance_.percent(60) ? "=" : "!=", other);
  }

  std::string in_list(int depth) {
    if (chance_.percent(30)) return fmt::format("({} in [{}, {}])", number(depth), pick(4), pick(8));
    if (chance_.percent(20)) return fmt::format("({} in [{}, {}])", day(depth), constant_day(), constant_day());
    const Coded code = coded(depth);
    return fmt::format("({} in [{}, {}])", code.text, chance_.one_of(code.codes), chance_.one_of(code.codes));
  }

  std::string by_code(int depth) {
    const Coded code = coded(depth);
    std::string pairs;
    for (int i = pick(3); i >= 0; --i)
      pairs += fmt::format("{} = {}, ", chance_.one_of(code.codes), number(depth - 1));
    return fmt::format("by_code({}, {}{})", code.text, pairs, number(depth - 1));
  }

  std::string any(int depth) {
    switch (pick(4)) {
      case 0:
        return number(depth);
      case 1:
        return day(depth);
      case 2:
        return coded(depth).text;
      default:
        return truth(depth);
    }
  }

  /// Whose records, of which type, in which window, under which condition; `inside` is written there too.
  template <class Inside>
  std::string looked(int depth, TypeIndex* type_out, Inside&& inside) {
    const auto subject = scope_.subject;
    TypeIndex type = 0;
    do type = static_cast<TypeIndex>(pick(static_cast<int>(scope_.types->size())));
    while ((*scope_.types)[type].subject != subject);
    if (type_out) *type_out = type;
    std::string text, owner;
    if (person() && chance_.percent(35))
      owner = chance_.one_of(std::vector<std::string>{"partner", "mother", "child", "child"});
    text = owner.empty() ? (*scope_.types)[type].id : owner + "." + (*scope_.types)[type].id;
    if (chance_.percent(70)) {
      const std::string from = chance_.percent(25) ? ".." : day(std::min(depth, 2)),
                        to = chance_.percent(25) ? ".." : day(std::min(depth, 2));
      text +=
          fmt::format(" in {}{}, {}{}", chance_.percent(30) ? "(" : "[", from, to, chance_.percent(30) ? ")" : "]");
    }
    const auto before = here_;
    here_ = {type, owner == "child"};
    ++depth_;
    if (chance_.percent(65)) text += " where " + truth(depth);
    text += inside();
    --depth_;
    here_ = before;
    return text;
  }

  std::string query(int depth) {
    return looked(depth, nullptr, [] { return std::string(); });
  }

  std::string over(const char* function, int depth, bool numbers) {
    if (!may_query()) return numbers ? leaf_number() : leaf_day();
    const int inner = std::min(depth, 1);
    return fmt::format("{}({})", function,
                       looked(depth, nullptr, [&] { return ", " + (numbers ? number(inner) : day(inner)); }));
  }

  std::string picked(const std::string& field, int depth, TypeIndex* type = nullptr) {
    if (!may_query() && !type)
      return field == "yn" ? leaf() : field == "day" || field == "dt" ? leaf_day() : leaf_number();
    std::vector<std::string> functions = {"first", "last"};
    if (scope_.anchor == Scope::Anchor::record) functions.insert(functions.end(), {"next", "previous"});
    const std::string function = chance_.one_of(functions);
    return fmt::format("{}({}).{}", function, looked(depth, type, [] { return std::string(); }), field);
  }

  int depth_ = 0;  ///< of queries
};

}  // namespace

Indicator random_indicator(Chance& chance, const std::vector<RecordType>& types) {
  Indicator indicator;
  indicator.id = "random";
  Scope scope;
  scope.types = &types;
  if (chance.percent(60)) {
    indicator.record = static_cast<TypeIndex>(chance.between(0, static_cast<std::int64_t>(types.size()) - 1));
    indicator.subject = types[indicator.record].subject;
    indicator.by = chance.percent(50) ? By::provider : By::residence;
  } else {
    indicator.anchor = chance.percent(75) ? Scope::Anchor::person : Scope::Anchor::unit;
    indicator.subject = indicator.anchor == Scope::Anchor::person ? Subject::person : Subject::unit;
  }
  const bool when = indicator.anchor != Scope::Anchor::unit && chance.percent(35);
  scope.anchor = indicator.anchor;
  scope.record = indicator.record;
  scope.subject = indicator.subject;
  if (indicator.anchor != Scope::Anchor::record && !when) scope.variables = {formula::Variable::at};
  indicator.measure = static_cast<Measure>(chance.between(0, 4));

  const auto write = [&](const char* key, Kind kind) {
    for (;;) {
      Writer writer(chance, scope);
      const int depth = static_cast<int>(chance.between(0, 4));
      const std::string text = kind == Kind::yes_no ? writer.truth(depth)
                               : kind == Kind::day  ? writer.day(depth)
                                                    : writer.number(depth);
      auto checked = formula::understand(text, scope, kind);
      if (!checked.faults.empty() || text.size() > 1500) continue;
      indicator.formula.emplace_back(key, text);
      formula::add_reads(checked.expression, indicator.reads);
      formula::add_links(checked.expression, indicator.links);
      return std::optional(std::move(checked.expression));
    }
  };
  if (chance.percent(70)) indicator.where = write("where", Kind::yes_no);
  const bool counts = indicator.measure == Measure::share || indicator.measure == Measure::rate;
  if (counts && chance.percent(20))
    indicator.per = "other";
  else if (counts)
    indicator.value = write("count", Kind::yes_no);
  else if (indicator.measure != Measure::count)
    indicator.value = write("sum", Kind::number);
  if (when) indicator.when = write("when", Kind::day);
  if (indicator.anchor == Scope::Anchor::record) indicator.reads.insert(indicator.record);
  return indicator;
}

Indicator share_of(const std::string& count, const std::vector<RecordType>& types) {
  Indicator indicator;
  indicator.id = "given";
  Scope scope;
  scope.types = &types;
  auto checked = formula::understand(count, scope, Kind::yes_no);
  if (!checked.faults.empty()) throw std::invalid_argument(count + ": " + checked.faults.front().says.en);
  indicator.value = std::move(checked.expression);
  indicator.formula.emplace_back("count", count);
  indicator.reads.insert(indicator.record);
  formula::add_reads(*indicator.value, indicator.reads);
  return indicator;
}

}  // namespace anyu::engines

// SPDX-License-Identifier: Apache-2.0
