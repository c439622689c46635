// Running examples: the same scoring as for a county, one item at a time.
#include "loop/assess/examples.h"

#include <fmt/format.h>

#include "loop/assess/score.h"

namespace anyu {

namespace {

/// What came out, for the one who mends the example.
std::string came_to(const ItemScore& item) {
  return item.points ? item.points->exact() : std::string(id_of(item.outcome));
}

bool comes_out(const ItemExample& example, const ItemScore& item) {
  if (example.points && item.points != example.points) return false;
  return !example.outcome || *example.outcome == id_of(item.outcome);
}

std::string expected_of(const ItemExample& example) {
  return example.points ? example.points->exact() : example.outcome.value_or("");
}

}  // namespace

std::vector<Finding> check_examples(const Scheme& scheme) {
  Findings findings;
  for (const Item& item : scheme.items) {
    for (const ItemExample& example : item.examples) {
      const ItemScore scored = score_item(scheme, item, example.given, example.mode);
      if (comes_out(example, scored)) continue;
      const auto expected = expected_of(example), got = came_to(scored);
      findings.fault(
          scheme.file, example.line,
          {fmt::format("条目“{}”的例子不符：应为 {}，算得 {}：请核对规则或例子", item.id, expected, got),
           fmt::format(
               "the example of item '{}' does not agree: expected {}, got {}; check the rule or the example",
               item.id, expected, got)});
    }
  }
  return std::move(findings.all());
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
