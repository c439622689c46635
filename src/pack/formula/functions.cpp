// The register itself. A new function is one row here, one arm in check.cpp and one in measure/evaluate.cpp.
#include "pack/formula/functions.h"

#include <array>

namespace anyu::formula {

namespace {

constexpr std::array register_ = {
    FunctionRow{"or", "yes_no or yes_no → yes_no", "两者之一成立", "one of them is true", "high_risk or weeks > 40",
                "true where one side is true; false where both are false; else unknown", "一方为真则为真;都为假则为假;否则未知"},
    FunctionRow{"and", "yes_no and yes_no → yes_no", "两者都成立", "both are true", "high_risk and weeks > 40",
                "false where one side is false; true where both are true; else unknown", "一方为假则为假;都为真则为真;否则未知"},
    FunctionRow{"not", "not yes_no → yes_no", "不成立", "the opposite", "not high_risk", "unknown stays unknown", "未知仍未知"},
    FunctionRow{"= !=", "value = value → yes_no", "相等、不等", "equal, not equal", "place = home",
                "unknown where a side is unknown, unless the two cannot be equal; = is false where a side is nothing", "任一方未知则未知,除非两者不可能相等;一方为“无”时 = 不成立"},
    FunctionRow{"< <= > >=", "value < value → yes_no", "数或日期的大小", "order of numbers or days", "weeks < 13",
                "unknown where it depends on what is unknown; false where a side is nothing", "结果取决于未知者则未知;一方为“无”则不成立"},
    FunctionRow{"between", "value between least and most → yes_no", "在两者之间,含两端", "from least to most, both included",
                "age(at) between 15 and 49", "like >= and <= joined by and", "同 >= 与 <= 以 and 相连"},
    FunctionRow{"in", "value in [value, …] → yes_no", "是其中之一", "one of them", "outcome in [live, stillbirth]",
                "unknown where the value is unknown; false where it is nothing", "值未知则未知;为“无”则不成立"},
    FunctionRow{"is known", "value is known → yes_no", "有值", "there is a value", "haemoglobin is known",
                "never unknown", "从不未知"},
    FunctionRow{"is unknown", "value is unknown → yes_no", "没有值", "there is no value", "haemoglobin is unknown",
                "never unknown", "从不未知"},
    FunctionRow{"+ -", "number + number, day + number, day - day", "加减;日期加减天数", "sum, difference; days added to a day", "day + 42",
                "unknown where a side is unknown", "任一方未知则未知"},
    FunctionRow{"*", "number * number → number", "乘", "product", "quantity * 28", "unknown where a side is unknown", "任一方未知则未知"},
    FunctionRow{"exists", "exists(type in [day, day] where …) → yes_no", "本人(本单位)有这样的记录", "the subject has such a record",
                "exists(postnatal_visit in [day + 1, day + 42])",
                "true where a record surely fits; unknown where one may fit; else false", "确有符合者为真;可能有则未知;否则为假"},
    FunctionRow{"count", "count(type in [day, day] where …) → number", "这样的记录有几条", "how many such records",
                "count(antenatal_visit in [day - 294, day]) >= 5",
                "a range from those that surely fit to those that may; a comparison is decided as soon as the range allows",
                "从“确实符合”到“可能符合”的范围;范围足以判断时即得出真假"},
    FunctionRow{"partner. mother. child.", "exists(partner.type …), mother.birth_day", "相关的人的记录或资料;几个孩子的记录合在一起看", "a linked person's records or facts; those of several children together",
                "exists(partner.preconception_exam in [day - 30, day + 30])",
                "nobody linked on the register has no records; a fact of nobody is unknown; partner is known asks for the link", "登记册上没有相关的人,就没有其记录;其资料未知;partner is known 可问是否登记"},
    FunctionRow{"sum", "sum(type in [day, day] where …, number) → number", "这些记录的某数之和", "the sum of a number over such records",
                "sum(folic_acid in [day - 90, day], boxes) >= 3", "unknown where a record that may fit, or its number, is unknown",
                "可能符合的记录或其数值未知则未知"},
    FunctionRow{"least most", "least(type where …, value) → value", "这些记录中最小、最大的值", "the smallest, the largest over such records",
                "most(antenatal_visit in [.., day], systolic) >= 140", "nothing where there is no such record; unknown where one may fit or its value is unknown",
                "没有这样的记录则为“无”;有一条未知则未知"},
    FunctionRow{"first last", "first(type in [day, day] where …).field → value", "最早、最近的一条记录的字段", "a field of the earliest, the latest such record",
                "last(consent where purpose = follow_up).given",
                "nothing where there is no such record; unknown where it is not sure which is the one", "没有这样的记录则为“无”;无法确定是哪一条则未知"},
    FunctionRow{"next previous", "next(type where …).field → value", "锚点之后、之前紧接的一条", "of the record that follows, or comes before, the anchor by day and order of entry",
                "next(infection_check).result = negative", "like first and last", "同 first、last"},
    FunctionRow{"age", "age(day) → number", "该日的周岁", "the person's completed years on that day", "age(at) >= 15",
                "unknown where her birthday is", "生日未知则未知"},
    FunctionRow{"present", "present(day) → yes_no", "该日在册", "registered on that day and not yet gone", "present(at)",
                "unknown where the day of registration is", "登记日未知则未知"},
    FunctionRow{"known", "known(value) → yes_no", "同 is known", "the same as is known", "known(haemoglobin)", "never unknown", "从不未知"},
    FunctionRow{"or_else", "or_else(value, value) → value", "没有值时改用后者", "the second where the first is unknown",
                "or_else(last(consent where purpose = follow_up).given, no)", "the second where the first is unknown or nothing", "前者未知或为“无”则取后者"},
    FunctionRow{"if", "if(yes_no, value, value) → value", "成立取前者,否则取后者", "the first where true, the second where false", "if(parity > 0, 1, 0)",
                "unknown where the condition is, unless both values are the same", "条件未知则未知,除非两值相同"},
    FunctionRow{"by_code", "by_code(code, code = value, …, value) → value", "按代码取值,末尾是其余代码的值", "a value for each code, and at the end the one of all others", "by_code(method, iud = 4.6, implant = 2.5, 0)",
                "like if: unknown where the code is, unless all values are the same", "同 if:代码未知则未知,除非各值相同"},
    FunctionRow{"months_after", "months_after(day, number) → day", "若干个月后的同一日", "the same day some months later", "months_after(day, 3)",
                "unknown where a side is unknown", "任一方未知则未知"},
};

}  // namespace

std::span<const FunctionRow> functions() { return register_; }

}  // namespace anyu::formula

// SPDX-License-Identifier: Apache-2.0
