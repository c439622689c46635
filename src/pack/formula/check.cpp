// From syntax to an understood expression: names are looked up, types agree, decimals are brought to one scale.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "pack/formula/expression.h"

namespace anyu::formula {

namespace {

using Kind = ValueType::Kind;

Words name_of(Kind kind) {
  switch (kind) {
    case Kind::number: return {"数", "a number"};
    case Kind::day: return {"日期", "a day"};
    case Kind::yes_no: return {"是或否", "yes or no"};
    case Kind::code: return {"代码", "a code"};
  }
  return {};
}

const std::vector<std::string> sex_codes = {"unknown", "female", "male"};
const std::vector<std::string> residency_codes = {"unknown", "resident", "migrant_in", "migrant_out"};
const std::vector<std::string> level_codes = {"nation", "province", "prefecture", "county", "township", "village", "facility"};
const std::vector<std::pair<std::string_view, Whose>> owners = {
    {"person", Whose::own}, {"partner", Whose::partner}, {"mother", Whose::mother}, {"child", Whose::child}};
const std::vector<std::pair<std::string_view, Variable>> variable_names = {
    {"at", Variable::at}, {"today", Variable::today}, {"opens", Variable::opens}, {"closes", Variable::closes}, {"drops", Variable::drops}};

class Checker {
 public:
  explicit Checker(const Scope& scope) : scope_(scope) {}

  std::vector<Fault> faults;

  Expression wanted(const Syntax& syntax, Kind kind) {
    Expression expression = any(syntax);
    require(expression, kind, syntax);
    return expression;
  }

 private:
  void fault(const Syntax& syntax, std::string zh, std::string en) { faults.push_back({syntax.at, {std::move(zh), std::move(en)}}); }

  /// True where the types agree; otherwise says so once.
  bool require(const Expression& expression, Kind kind, const Syntax& syntax) {
    if (expression.op == Op::nothing) return false;  // already told
    if (expression.type.kind == kind) return true;
    const Words is = name_of(expression.type.kind), should = name_of(kind);
    fault(syntax, fmt::format("“{}”是{},这里应是{}", print(syntax), is.zh, should.zh),
          fmt::format("'{}' is {}, but {} is expected here", print(syntax), is.en, should.en));
    return false;
  }

  static Expression constant(std::int64_t number, ValueType type) {
    Expression expression;
    expression.op = Op::constant;
    expression.number = number;
    expression.type = std::move(type);
    return expression;
  }

  static Expression made(Op op, ValueType type, std::vector<Expression> parts = {}) {
    Expression expression;
    expression.op = op;
    expression.type = std::move(type);
    expression.parts = std::move(parts);
    return expression;
  }

  const RecordType& record_type(TypeIndex index) const { return (*scope_.types)[index]; }
  bool inside_query() const { return query_.has_value(); }

  static ValueType type_of(const Field& field) {
    switch (field.type) {
      case Field::Type::yes_no: return {Kind::yes_no, 0, {}};
      case Field::Type::day: return {Kind::day, 0, {}};
      case Field::Type::code: {
        std::vector<std::string> codes;
        for (const Code& code : field.codes) codes.push_back(code.id);
        return {Kind::code, 0, std::move(codes)};
      }
      case Field::Type::decimal: return {Kind::number, field.decimals, {}};
      case Field::Type::whole:
      case Field::Type::text: return {Kind::number, 0, {}};
    }
    return {};
  }

  std::optional<Expression> field_of(TypeIndex type, std::string_view name, Op op, const Syntax& syntax) {
    const auto column = record_type(type).field(name);
    if (!column) return std::nullopt;
    const Field& field = record_type(type).fields[*column];
    if (field.type == Field::Type::text) {
      fault(syntax, fmt::format("“{}”是文字,公式读不到文字", name), fmt::format("'{}' is a text, and formulas do not read texts", name));
      return Expression{};
    }
    Expression expression = made(op, type_of(field));
    expression.record = type;
    expression.column = static_cast<int>(*column);
    return expression;
  }

  Expression any(const Syntax& syntax) {
    switch (syntax.kind) {
      case Syntax::Kind::number: return number(syntax);
      case Syntax::Kind::day: return day(syntax);
      case Syntax::Kind::name: return name(syntax);
      case Syntax::Kind::member: return member(syntax);
      case Syntax::Kind::negative: {
        Expression inner = wanted(syntax.parts[0], Kind::number);
        return made(Op::negate, inner.type, {inner});
      }
      case Syntax::Kind::inverse: return made(Op::inverse, {Kind::yes_no, 0, {}}, {wanted(syntax.parts[0], Kind::yes_no)});
      case Syntax::Kind::binary: return binary(syntax);
      case Syntax::Kind::between: return between(syntax);
      case Syntax::Kind::in_set: return in_set(syntax);
      case Syntax::Kind::known: return known(syntax.parts[0]);
      case Syntax::Kind::unknown: return made(Op::inverse, {Kind::yes_no, 0, {}}, {known(syntax.parts[0])});
      case Syntax::Kind::call: return call(syntax);
      case Syntax::Kind::query:
      case Syntax::Kind::nothing: return {};
    }
    return {};
  }

  Expression number(const Syntax& syntax) {
    std::string digits = syntax.text;
    int decimals = 0;
    if (const auto point = digits.find('.'); point != std::string::npos) {
      decimals = static_cast<int>(digits.size() - point - 1);
      digits.erase(point, 1);
    }
    const auto value = whole_number(digits);
    constexpr std::int64_t largest = 1'000'000'000'000;
    if (!value || *value > largest || decimals > 6) {
      fault(syntax, "这个数太大或小数位太多(最多6位小数)", "this number is too large or has more than 6 decimal places");
      return {};
    }
    return constant(*value, {Kind::number, decimals, {}});
  }

  Expression day(const Syntax& syntax) {
    const auto day = Day::parse(syntax.text);
    if (day) return constant(day->number, {Kind::day, 0, {}});
    fault(syntax, fmt::format("日历上没有 {} 这一天", syntax.text), fmt::format("there is no day {} in the calendar", syntax.text));
    return {};
  }

  Expression name(const Syntax& syntax) {
    const std::string& text = syntax.text;
    if (text == "yes" || text == "no") return constant(text == "yes", {Kind::yes_no, 0, {}});
    if (text == "day" && (inside_query() || scope_.anchor == Scope::Anchor::record))
      return made(Op::record_day, {Kind::day, 0, {}});
    for (const auto& [known, variable] : variable_names) {
      if (text != known || std::find(scope_.variables.begin(), scope_.variables.end(), variable) == scope_.variables.end()) continue;
      Expression expression = made(Op::variable, {Kind::day, 0, {}});
      expression.number = static_cast<std::int64_t>(variable);
      return expression;
    }
    if (inside_query())
      if (auto field = field_of(*query_, text, Op::field, syntax)) return *field;
    if (!inside_query() && scope_.anchor == Scope::Anchor::record)
      if (auto field = field_of(scope_.record, text, Op::field, syntax)) return *field;
    unknown_name(syntax);
    return {};
  }

  void unknown_name(const Syntax& syntax) {
    const std::string& text = syntax.text;
    std::vector<std::string> known;
    const auto add_fields = [&](TypeIndex type) {
      for (const Field& field : record_type(type).fields) known.push_back(field.id);
    };
    if (inside_query()) {
      add_fields(*query_);
      if (scope_.anchor == Scope::Anchor::record && record_type(scope_.record).field(text)) {
        fault(syntax, fmt::format("“{}”是锚点的字段,在查询里写作 anchor.{}", text, text),
              fmt::format("'{}' is a field of the anchor; inside a query write anchor.{}", text, text));
        return;
      }
    } else if (scope_.anchor == Scope::Anchor::record) {
      add_fields(scope_.record);
    }
    for (const auto& [variable, id] : variable_names)
      if (std::find(scope_.variables.begin(), scope_.variables.end(), id) != scope_.variables.end()) known.emplace_back(variable);
    if (text == "day") {
      fault(syntax, "锚点是人或单位时没有“day”,请用 at(期末日)", "there is no 'day' where the anchors are persons or units; use 'at', the last day of the period");
      return;
    }
    const auto meant = nearest(text, known);
    fault(syntax, fmt::format("这里没有“{}”{}", text, meant ? fmt::format(",是否指“{}”?", *meant) : ""),
          fmt::format("there is no '{}' here{}", text, meant ? fmt::format("; is '{}' meant?", *meant) : ""));
  }

  Expression member(const Syntax& syntax) {
    const Syntax& owner = syntax.parts[0];
    if (owner.kind == Syntax::Kind::call) {
      if (owner.text == "first" || owner.text == "last" || owner.text == "next" || owner.text == "previous") return picked(owner, syntax.text);
    } else if (owner.kind == Syntax::Kind::name && owner_of(owner.text)) {
      return person(syntax, *owner_of(owner.text));
    } else if (owner.kind == Syntax::Kind::name && owner.text == "unit") {
      if (syntax.text == "level" && scope_.subject == Subject::unit) return made(Op::unit_level, {Kind::code, 0, level_codes});
      fault(syntax, "单位只有 unit.level,且仅用于以单位为锚点时", "a unit has only unit.level, where the anchors are units");
      return {};
    } else if (owner.kind == Syntax::Kind::name && owner.text == "anchor") {
      if (scope_.anchor != Scope::Anchor::record) {
        fault(syntax, "锚点不是记录,没有字段", "the anchor is not a record and has no fields");
        return {};
      }
      if (syntax.text == "day") return made(inside_query() ? Op::anchor_day : Op::record_day, {Kind::day, 0, {}});
      if (auto field = field_of(scope_.record, syntax.text, inside_query() ? Op::anchor_field : Op::field, syntax)) return *field;
      fault(syntax, fmt::format("锚点记录类型“{}”没有字段“{}”", record_type(scope_.record).id, syntax.text),
            fmt::format("record type '{}' of the anchor has no field '{}'", record_type(scope_.record).id, syntax.text));
      return {};
    }
    fault(syntax, "“.”前面只能是 person、partner、mother、child、unit、anchor,或 first()、last()、next()、previous()",
          "only person, partner, mother, child, unit, anchor, or first(), last(), next(), previous() stand before '.'");
    return {};
  }

  static std::optional<Whose> owner_of(std::string_view name) {
    for (const auto& [known, whose] : owners)
      if (known == name) return whose;
    return std::nullopt;
  }

  /// `partner is known` asks for the link; of anything else, whether there is a value.
  Expression known(const Syntax& syntax) {
    if (syntax.kind == Syntax::Kind::name && (syntax.text == "partner" || syntax.text == "mother") && scope_.subject == Subject::person) {
      Expression linked = made(Op::linked, {Kind::yes_no, 0, {}});
      linked.whose = *owner_of(syntax.text);
      return linked;
    }
    return made(Op::known, {Kind::yes_no, 0, {}}, {any(syntax)});
  }

  Expression person(const Syntax& syntax, Whose whose) {
    if (scope_.subject != Subject::person) {
      fault(syntax, "这里的记录是单位的,没有 person", "the records here are a unit's and have no person");
      return {};
    }
    if (whose == Whose::child && query_whose_ != Whose::child) {
      fault(syntax, "child 可能有几个:child.字段 只能写在对 child.记录 的查询里面", "there may be several children: child.field stands only inside a query of child.records");
      return {};
    }
    const auto fact = [&](Op op, ValueType type) {
      Expression expression = made(op, std::move(type));
      expression.whose = whose;
      return expression;
    };
    if (syntax.text == "sex") return fact(Op::person_sex, {Kind::code, 0, sex_codes});
    if (syntax.text == "residency") return fact(Op::person_residency, {Kind::code, 0, residency_codes});
    if (syntax.text == "birth_day") return fact(Op::person_birth_day, {Kind::day, 0, {}});
    if (syntax.text == "registered") return fact(Op::person_registered, {Kind::day, 0, {}});
    if (syntax.text == "left") return fact(Op::person_left, {Kind::day, 0, {}});
    fault(syntax, fmt::format("人没有“{}”;有 sex、residency、birth_day、registered、left", syntax.text),
          fmt::format("a person has no '{}', but sex, residency, birth_day, registered, left", syntax.text));
    return {};
  }

  /// A syntax read beside a value of a known type: a bare word may be one of its codes.
  Expression beside(const Syntax& syntax, const ValueType& type) {
    if (type.kind == Kind::code && syntax.kind == Syntax::Kind::name) {
      const auto found = std::find(type.codes.begin(), type.codes.end(), syntax.text);
      if (found != type.codes.end()) return constant(found - type.codes.begin(), type);
      const auto before = faults.size();
      Expression expression = any(syntax);
      if (faults.size() > before) {
        faults.resize(before);
        const auto meant = nearest(syntax.text, type.codes);
        const auto list = fmt::format("{}", fmt::join(type.codes, ", "));
        fault(syntax, fmt::format("没有代码“{}”{};可用:{}", syntax.text, meant ? fmt::format(",是否指“{}”?", *meant) : "", list),
              fmt::format("there is no code '{}'{}; there are: {}", syntax.text, meant ? fmt::format("; is '{}' meant?", *meant) : "", list));
      }
      return expression;
    }
    return any(syntax);
  }

  static bool bare_name(const Syntax& syntax) { return syntax.kind == Syntax::Kind::name; }

  /// Both sides of a comparison, brought to one type and scale.
  bool pair(const Syntax& left_syntax, const Syntax& right_syntax, const Syntax& whole, Expression& left, Expression& right) {
    const auto quiet_type = [&](const Syntax& syntax) -> std::optional<ValueType> {
      const auto before = faults.size();
      Expression expression = any(syntax);
      const bool good = faults.size() == before && expression.op != Op::nothing;
      faults.resize(before);
      if (!good) return std::nullopt;
      return expression.type;
    };
    if (bare_name(left_syntax) && !quiet_type(left_syntax)) {
      const auto type = quiet_type(right_syntax);
      left = type ? beside(left_syntax, *type) : any(left_syntax);
      if (type) right = any(right_syntax);
    } else {
      left = any(left_syntax);
      right = left.op == Op::nothing ? Expression{} : beside(right_syntax, left.type);
    }
    if (left.op == Op::nothing || right.op == Op::nothing) return false;
    if (left.type.kind != right.type.kind || (left.type.kind == Kind::code && left.type.codes != right.type.codes)) {
      const Words a = name_of(left.type.kind), b = name_of(right.type.kind);
      fault(whole, fmt::format("“{}”({})与“{}”({})不能相比", print(left_syntax), a.zh, print(right_syntax), b.zh),
            fmt::format("'{}' ({}) cannot be compared with '{}' ({})", print(left_syntax), a.en, print(right_syntax), b.en));
      return false;
    }
    align(left, right);
    return true;
  }

  static std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
  }

  static void rescale(Expression& expression, int decimals) {
    if (expression.type.decimals >= decimals) return;
    const std::int64_t factor = power_of_ten(decimals - expression.type.decimals);
    if (expression.op == Op::constant) {
      expression.number *= factor;
      expression.type.decimals = decimals;
      return;
    }
    const ValueType type{Kind::number, decimals, {}};
    Expression scaled = made(Op::multiply, type, {std::move(expression), constant(factor, {Kind::number, 0, {}})});
    expression = std::move(scaled);
  }

  static void align(Expression& left, Expression& right) {
    if (left.type.kind != Kind::number || right.type.kind != Kind::number) return;
    const int decimals = std::max(left.type.decimals, right.type.decimals);
    rescale(left, decimals);
    rescale(right, decimals);
  }

  Expression binary(const Syntax& syntax) {
    const ValueType truth{Kind::yes_no, 0, {}};
    const std::string& sign = syntax.text;
    if (sign == "and" || sign == "or") {
      Expression left = wanted(syntax.parts[0], Kind::yes_no), right = wanted(syntax.parts[1], Kind::yes_no);
      return made(sign == "and" ? Op::both : Op::either, truth, {std::move(left), std::move(right)});
    }
    if (sign == "+" || sign == "-") return sum(syntax);
    if (sign == "*") {
      Expression left = wanted(syntax.parts[0], Kind::number), right = wanted(syntax.parts[1], Kind::number);
      const int decimals = left.type.decimals + right.type.decimals;
      if (decimals > 6) fault(syntax, "乘积的小数位超过6位", "the product has more than 6 decimal places");
      return made(Op::multiply, {Kind::number, decimals, {}}, {std::move(left), std::move(right)});
    }
    Expression left, right;
    if (!pair(syntax.parts[0], syntax.parts[1], syntax, left, right)) return {};
    if (sign == "=") return made(Op::equal, truth, {std::move(left), std::move(right)});
    if (sign == "!=") return made(Op::inverse, truth, {made(Op::equal, truth, {std::move(left), std::move(right)})});
    if (left.type.kind == Kind::code || left.type.kind == Kind::yes_no) {
      fault(syntax, fmt::format("“{}”没有大小之分,请用 = 或 in", print(syntax.parts[0])),
            fmt::format("'{}' has no order; use = or in", print(syntax.parts[0])));
      return {};
    }
    if (sign == ">" || sign == ">=") std::swap(left, right);
    return made(sign.size() == 2 ? Op::less_equal : Op::less, truth, {std::move(left), std::move(right)});
  }

  Expression sum(const Syntax& syntax) {
    Expression left = any(syntax.parts[0]), right = any(syntax.parts[1]);
    if (left.op == Op::nothing || right.op == Op::nothing) return {};
    const bool adding = syntax.text == "+";
    const auto kinds = std::pair(left.type.kind, right.type.kind);
    if (kinds == std::pair(Kind::number, Kind::number)) {
      align(left, right);
      const ValueType type = left.type;
      return made(adding ? Op::add : Op::subtract, type, {std::move(left), std::move(right)});
    }
    if (kinds == std::pair(Kind::day, Kind::number) && right.type.decimals == 0)
      return made(adding ? Op::add : Op::subtract, {Kind::day, 0, {}}, {std::move(left), std::move(right)});
    if (kinds == std::pair(Kind::day, Kind::day) && !adding)
      return made(Op::subtract, {Kind::number, 0, {}}, {std::move(left), std::move(right)});
    fault(syntax, fmt::format("“{}”不能这样加减:可以是数加减数、日期加减整天数、日期减日期", print(syntax)),
          fmt::format("'{}' cannot be added so: numbers with numbers, whole days with a day, a day from a day", print(syntax)));
    return {};
  }

  Expression between(const Syntax& syntax) {
    const ValueType truth{Kind::yes_no, 0, {}};
    Expression value, least, again, most;
    if (!pair(syntax.parts[0], syntax.parts[1], syntax, value, least)) return {};
    if (!pair(syntax.parts[0], syntax.parts[2], syntax, again, most)) return {};
    if (value.type.kind == Kind::code || value.type.kind == Kind::yes_no) {
      fault(syntax, "between 只用于数和日期", "between is for numbers and days");
      return {};
    }
    return made(Op::both, truth, {made(Op::less_equal, truth, {std::move(least), std::move(value)}),
                                  made(Op::less_equal, truth, {std::move(again), std::move(most)})});
  }

  Expression in_set(const Syntax& syntax) {
    Expression expression = made(Op::in_set, {Kind::yes_no, 0, {}}, {any(syntax.parts[0])});
    const ValueType type = expression.parts[0].type;
    if (expression.parts[0].op == Op::nothing) return {};
    for (std::size_t i = 1; i < syntax.parts.size(); ++i) {
      Expression member = beside(syntax.parts[i], type);
      if (member.op == Op::nothing) continue;
      if (member.op != Op::constant || member.type.kind != type.kind || member.type.decimals > type.decimals) {
        fault(syntax.parts[i], fmt::format("“{}”不是可列入的固定值", print(syntax.parts[i])),
              fmt::format("'{}' is not a fixed value that could be listed here", print(syntax.parts[i])));
        continue;
      }
      rescale(member, type.decimals);
      expression.set.push_back(member.number);
    }
    return expression;
  }

  std::optional<TypeIndex> find_type(const Syntax& query) {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < scope_.types->size(); ++i) {
      if ((*scope_.types)[i].id == query.text) {
        if ((*scope_.types)[i].subject == scope_.subject) return static_cast<TypeIndex>(i);
        fault(query, fmt::format("“{}”的主体不同:人的公式读不到单位的记录,反之亦然", query.text),
              fmt::format("'{}' is about another kind of subject: a person's formula does not read a unit's records, nor the reverse", query.text));
        return std::nullopt;
      }
      ids.push_back((*scope_.types)[i].id);
    }
    const auto meant = nearest(query.text, ids);
    fault(query, fmt::format("没有记录类型“{}”{}", query.text, meant ? fmt::format(",是否指“{}”?", *meant) : ""),
          fmt::format("there is no record type '{}'{}", query.text, meant ? fmt::format("; is '{}' meant?", *meant) : ""));
    return std::nullopt;
  }

  /// Reads the query of a call into the expression's record, bounds and condition; `value` is read inside it.
  bool query(const Syntax& syntax, const Syntax* value, Expression& into) {
    const auto type = find_type(syntax);
    const auto whose = syntax.owner.empty() ? Whose::own : owner_of(syntax.owner).value_or(Whose::own);
    if (!syntax.owner.empty() && (whose == Whose::own || scope_.subject != Subject::person))
      fault(syntax, fmt::format("“{}.”:记录类型前面只能是 partner、mother 或 child,且锚点属于人", syntax.owner),
            fmt::format("'{}.': only partner, mother or child stand before a record type, where the anchors are a person's", syntax.owner));
    Expression from, to, where, measured;
    if (syntax.parts[0].kind != Syntax::Kind::nothing) from = wanted(syntax.parts[0], Kind::day);
    if (syntax.parts[1].kind != Syntax::Kind::nothing) to = wanted(syntax.parts[1], Kind::day);
    if (!type) return false;
    const auto outer = query_;
    const auto outer_whose = query_whose_;
    query_ = *type;
    query_whose_ = whose;
    if (++query_depth_ > 3) fault(syntax, "查询里最多再套两层查询", "queries are nested more than three deep");
    else {
      if (syntax.parts[2].kind != Syntax::Kind::nothing) where = wanted(syntax.parts[2], Kind::yes_no);
      if (value) measured = any(*value);
    }
    --query_depth_;
    query_ = outer;
    query_whose_ = outer_whose;
    into.record = *type;
    into.whose = whose;
    into.open_from = syntax.open_from;
    into.open_to = syntax.open_to;
    into.parts.push_back(std::move(from));
    into.parts.push_back(std::move(to));
    into.parts.push_back(std::move(where));
    into.parts.push_back(std::move(measured));
    return true;
  }

  Expression picked(const Syntax& owner, const std::string& field) {
    Expression expression = made(Op::pick, {});
    expression.pick = owner.text == "first" ? Pick::first : owner.text == "last" ? Pick::last : owner.text == "next" ? Pick::next : Pick::previous;
    if (!arguments(owner, 1)) return {};
    if (!query(owner.parts[0], nullptr, expression)) return {};
    if ((expression.pick == Pick::next || expression.pick == Pick::previous) && scope_.anchor != Scope::Anchor::record) {
      fault(owner, fmt::format("{}() 需要以记录为锚点", owner.text), fmt::format("{}() needs an anchor that is a record", owner.text));
      return {};
    }
    if (field == "day") {
      expression.type = {Kind::day, 0, {}};
      return expression;
    }
    const auto named = field_of(expression.record, field, Op::field, owner);
    if (!named) {
      fault(owner, fmt::format("记录类型“{}”没有字段“{}”", record_type(expression.record).id, field),
            fmt::format("record type '{}' has no field '{}'", record_type(expression.record).id, field));
      return {};
    }
    expression.type = named->type;
    expression.column = named->column;
    return expression;
  }

  bool arguments(const Syntax& syntax, std::size_t count) {
    if (syntax.parts.size() == count) return true;
    fault(syntax, fmt::format("{}() 需要{}个参数,这里有{}个", syntax.text, count, syntax.parts.size()),
          fmt::format("{}() takes {} argument{}, here are {}", syntax.text, count, count == 1 ? "" : "s", syntax.parts.size()));
    return false;
  }

  Expression call(const Syntax& syntax) {
    const std::string& function = syntax.text;
    const ValueType truth{Kind::yes_no, 0, {}}, whole{Kind::number, 0, {}};
    if (function == "exists" || function == "count") {
      Expression expression = made(function == "exists" ? Op::exists : Op::count, function == "exists" ? truth : whole);
      if (!arguments(syntax, 1) || !query(syntax.parts[0], nullptr, expression)) return {};
      return expression;
    }
    if (function == "sum" || function == "least" || function == "most") {
      Expression expression = made(function == "sum" ? Op::sum : function == "least" ? Op::least : Op::most, whole);
      if (!arguments(syntax, 2) || !query(syntax.parts[0], &syntax.parts[1], expression)) return {};
      const Expression& value = expression.parts[3];
      if (value.op == Op::nothing) return {};
      if (value.type.kind != Kind::number && (function == "sum" || value.type.kind != Kind::day)) {
        require(value, Kind::number, syntax.parts[1]);
        return {};
      }
      expression.type = value.type;
      return expression;
    }
    if (function == "first" || function == "last" || function == "next" || function == "previous") {
      fault(syntax, fmt::format("{}(…) 后面要写字段,如 {}(…).day", function, function),
            fmt::format("a field follows {}(…), such as {}(…).day", function, function));
      return {};
    }
    if (function == "age" || function == "present") {
      if (!arguments(syntax, 1)) return {};
      if (scope_.subject != Subject::person) {
        fault(syntax, fmt::format("{}() 只用于人", function), fmt::format("{}() is for persons", function));
        return {};
      }
      return made(function == "age" ? Op::age : Op::present, function == "age" ? whole : truth, {wanted(syntax.parts[0], Kind::day)});
    }
    if (function == "known") return arguments(syntax, 1) ? known(syntax.parts[0]) : Expression{};
    if (function == "by_code") return by_code(syntax);
    if (function == "or_else" || function == "if") {
      const std::size_t values = function == "if" ? 1 : 0;
      if (!arguments(syntax, values + 2)) return {};
      Expression left, right;
      Expression expression = made(function == "if" ? Op::choose : Op::or_else, {});
      if (function == "if") expression.parts.push_back(wanted(syntax.parts[0], Kind::yes_no));
      if (!pair(syntax.parts[values], syntax.parts[values + 1], syntax, left, right)) return {};
      expression.type = left.type;
      expression.parts.push_back(std::move(left));
      expression.parts.push_back(std::move(right));
      return expression;
    }
    if (function == "months_after") {
      if (!arguments(syntax, 2)) return {};
      Expression from = wanted(syntax.parts[0], Kind::day), months = wanted(syntax.parts[1], Kind::number);
      return made(Op::months_after, {Kind::day, 0, {}}, {std::move(from), std::move(months)});
    }
    const std::vector<std::string> known = {"exists", "count", "sum", "least", "most", "first", "last", "next", "previous",
                                            "age", "present", "known", "or_else", "if", "by_code", "months_after"};
    const auto meant = nearest(function, known);
    fault(syntax, fmt::format("没有函数 {}(){}", function, meant ? fmt::format(",是否指 {}()?", *meant) : ""),
          fmt::format("there is no function {}(){}", function, meant ? fmt::format("; is {}() meant?", *meant) : ""));
    return {};
  }

  /// by_code(method, iud = 4.6, implant = 2.5, 0): a value for each code, and one for all others.
  Expression by_code(const Syntax& syntax) {
    if (syntax.parts.size() < 3) {
      fault(syntax, "by_code() 写作 by_code(字段, 代码 = 值, …, 其余的值)", "by_code() is written by_code(field, code = value, …, value of all others)");
      return {};
    }
    const Expression field = any(syntax.parts[0]);
    if (!require(field, Kind::code, syntax.parts[0])) return {};
    Expression result = any(syntax.parts.back());
    for (std::size_t i = syntax.parts.size() - 2; i > 0; --i) {
      const Syntax& pair = syntax.parts[i];
      if (pair.kind != Syntax::Kind::binary || pair.text != "=") {
        fault(pair, fmt::format("“{}”应写作 代码 = 值", print(pair)), fmt::format("'{}' is written code = value", print(pair)));
        return {};
      }
      Expression code = beside(pair.parts[0], field.type), value = any(pair.parts[1]);
      if (code.op != Op::constant || value.op == Op::nothing || result.op == Op::nothing) return {};
      if (!require(value, result.type.kind, pair.parts[1])) return {};
      align(value, result);
      const ValueType type = value.type;
      Expression same = made(Op::equal, {Kind::yes_no, 0, {}}, {field, std::move(code)});
      result = made(Op::choose, type, {std::move(same), std::move(value), std::move(result)});
    }
    return result;
  }

  const Scope& scope_;
  std::optional<TypeIndex> query_;
  Whose query_whose_ = Whose::own;
  int query_depth_ = 0;
};

}  // namespace

Checked check(const Syntax& syntax, const Scope& scope, ValueType::Kind wanted) {
  Checker checker(scope);
  Checked checked;
  checked.expression = checker.wanted(syntax, wanted);
  checked.faults = std::move(checker.faults);
  return checked;
}

Checked understand(std::string_view text, const Scope& scope, ValueType::Kind wanted) {
  Parsed parsed = parse(text);
  if (!parsed.faults.empty()) return {{}, std::move(parsed.faults)};
  return check(parsed.syntax, scope, wanted);
}

void add_reads(const Expression& expression, std::set<TypeIndex>& types) {
  switch (expression.op) {
    case Op::exists:
    case Op::count:
    case Op::sum:
    case Op::least:
    case Op::most:
    case Op::pick: types.insert(expression.record); break;
    default: break;
  }
  for (const Expression& part : expression.parts) add_reads(part, types);
}

void add_links(const Expression& expression, std::set<Whose>& links) {
  if (expression.whose != Whose::own) links.insert(expression.whose);
  for (const Expression& part : expression.parts) add_links(part, links);
}

bool turns_on_protected(const Expression& expression, const std::vector<RecordType>& types, TypeIndex anchor) {
  const auto recurse = [&](const Expression& part) { return turns_on_protected(part, types, anchor); };
  const auto is_field = [](const Expression& e) {
    return e.op == Op::field || e.op == Op::anchor_field || (e.op == Op::pick && e.column >= 0);
  };
  switch (expression.op) {
    case Op::known: return false;
    case Op::equal:
      if (is_field(expression.parts[0]) && is_field(expression.parts[1])) return false;
      break;
    case Op::field:
    case Op::anchor_field:
      return is_protected(types[expression.record].fields[static_cast<std::size_t>(expression.column)].about);
    case Op::exists:
    case Op::count:
    case Op::sum:
    case Op::least:
    case Op::most:
    case Op::pick: {
      if (is_protected(types[expression.record].about) && expression.op != Op::pick) return true;
      if (expression.op == Op::pick && expression.column >= 0 &&
          is_protected(types[expression.record].fields[static_cast<std::size_t>(expression.column)].about))
        return true;
      break;
    }
    default: break;
  }
  return std::any_of(expression.parts.begin(), expression.parts.end(), recurse);
}

}  // namespace anyu::formula

// SPDX-License-Identifier: Apache-2.0
