// Holding a sheet against itself.
#include "pack/scheme_faults.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace anyu {

namespace {

Decimal size_of(const Decimal& points) { return points < 0 ? -points : points; }

/// The most that one occurrence of a part gives or takes.
struct LargestStroke {
  Decimal operator()(const BoolPart& part) const { return size_of(part.points); }
  Decimal operator()(const CountPart& part) const { return size_of(part.points); }
  Decimal operator()(const StepPart& part) const { return size_of(part.points); }
  Decimal operator()(const StatePart& part) const {
    Decimal largest;
    for (const auto& [state, points] : part.points) largest = std::max(largest, size_of(points));
    return largest;
  }
};

class Auditor {
 public:
  Auditor(const Scheme& scheme, Findings& findings) : scheme_(scheme), findings_(findings) {}

  /// V1
  void check_sum(const Section& section) {
    if (!section.max) return;
    Decimal sum;
    for (const Item& item : scheme_.items)
      if (item.section == section.id) sum += item.max.value_or(0);
    const bool agrees = section.incomplete ? sum <= *section.max : sum == *section.max;
    if (agrees) return;
    const auto printed = section.max->exact(), found = sum.exact();
    if (section.incomplete) {
      fault(section.line,
            {fmt::format("部分“{}”印明{}分，所收条目已合计{}分，超过印明的分数：请核对各条目的 max", section.id,
                         printed, found),
             fmt::format(
                 "section '{}' is printed with {} points but the items here already come to {}: check their max",
                 section.id, printed, found)});
    } else {
      fault(
          section.line,
          {fmt::format("部分“{}”印明{}分，各条目合计{}分，两者不符：请核对各条目的 max；若本文件未收全，请写 "
                       "incomplete = true",
                       section.id, printed, found),
           fmt::format("section '{}' is printed with {} points but its items come to {}: check their max, or write "
                       "incomplete = true where the file does not hold them all",
                       section.id, printed, found)});
    }
  }

  void check_points(const Item& item, const PointsRule& rule) {
    check_strokes(item, rule);
    check_reach(item, rule);
  }

  /// V13, and inputs that nothing reads
  void check_readers(const Input& input) {
    std::vector<std::string> readers;
    for (const Item& item : scheme_.items) {
      const auto inputs = inputs_of(item);
      if (std::find(inputs.begin(), inputs.end(), input.id) != inputs.end()) readers.push_back(item.id);
    }
    if (readers.empty())
      warn(input.line,
           {fmt::format("输入项“{}”没有任何条目使用：请删去，或补上使用它的条目", input.id),
            fmt::format("no item reads the input '{}': remove it, or add the item that reads it", input.id)});
    if (readers.size() > 1)
      warn(input.line,
           {fmt::format("输入项“{}”被条目{}同时使用，同一事实会算两次：请核对原表", input.id,
                        fmt::join(readers, "、")),
            fmt::format("the input '{}' is read by the items {}, so one fact counts twice: check the sheet",
                        input.id, fmt::join(readers, ", "))});
  }

 private:
  /// V2
  void check_strokes(const Item& item, const PointsRule& rule) {
    for (const Part& part : rule.parts) {
      const Decimal stroke = std::visit(LargestStroke{}, part.rule);
      if (stroke <= *item.max) continue;
      warn(part.line,
           {fmt::format("条目“{}”共{}分，而一次就加减{}分，多出的部分不会计入：请核对原表", item.id,
                        item.max->exact(), stroke.exact()),
            fmt::format("item '{}' holds {} points but one stroke here moves {}: what is over has no effect; "
                        "check the sheet",
                        item.id, item.max->exact(), stroke.exact())});
    }
  }

  /// V10: deductions that cannot empty an item, or earnings that cannot fill it
  void check_reach(const Item& item, const PointsRule& rule) {
    Range reach{Decimal(0), Decimal(0)};
    for (const Part& part : rule.parts) reach = reach + range_of(part);
    const Decimal max = *item.max;
    if (rule.start == PointsRule::Start::full && reach.least && max + *reach.least > rule.floor.value_or(0))
      warn(item.line,
           {fmt::format("条目“{}”共{}分，按所列规则最多只会失{}分：原表若确是如此，可不必改", item.id, max.exact(),
                        (-*reach.least).exact()),
            fmt::format("item '{}' holds {} points but can lose only {} by its rules: leave it if the sheet "
                        "says so",
                        item.id, max.exact(), (-*reach.least).exact())});
    if (rule.start == PointsRule::Start::zero && reach.most && *reach.most < max)
      warn(item.line, {fmt::format("条目“{}”共{}分，按所列规则最多只能得{}分：请核对原表", item.id, max.exact(),
                                   reach.most->exact()),
                       fmt::format("item '{}' holds {} points but its rules can earn only {}: check the sheet",
                                   item.id, max.exact(), reach.most->exact())});
  }

  void fault(int line, Words says) { findings_.fault(scheme_.file, line, std::move(says)); }
  void warn(int line, Words says) { findings_.warning(scheme_.file, line, std::move(says)); }

  const Scheme& scheme_;
  Findings& findings_;
};

}  // namespace

void check_faults(const Scheme& scheme, Findings& findings) {
  Auditor auditor(scheme, findings);
  for (const Section& section : scheme.sections) auditor.check_sum(section);
  for (const Item& item : scheme.items)
    if (const auto* rule = std::get_if<PointsRule>(&item.rule)) auditor.check_points(item, *rule);
  for (const Input& input : scheme.inputs) auditor.check_readers(input);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
