// The words a random formula is made of: what can be named from where it stands.
#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>
#include <vector>

#include "chance.h"
#include "pack/formula/expression.h"

namespace anyu::engines {

using formula::Scope;

/// A code value with the list it is from.
struct Coded {
  std::string text;
  std::vector<std::string> codes;
};

class Leaves {
 public:
  Leaves(Chance& chance, const Scope& scope) : chance_(chance), scope_(scope) {
    if (scope.anchor == Scope::Anchor::record) here_.type = scope.record;
  }

 protected:
  /// The record at hand, and whether it is a child's.
  struct Here {
    std::optional<TypeIndex> type;
    bool child = false;
  };

  int pick(int of) { return static_cast<int>(chance_.between(0, of - 1)); }
  bool person() const { return scope_.subject == Subject::person; }
  std::string sign() { return chance_.one_of(std::vector<std::string>{"<", "<=", ">", ">=", "=", "!="}); }
  std::string constant_day() {
    return Day{static_cast<std::int32_t>(Day::of(2023, 1, 1).number + pick(600))}.text();
  }

  /// The names of one field that can be reached from here.
  std::vector<std::string> reached(const std::string& field) const {
    std::vector<std::string> names;
    if (here_.type) names.push_back(field);
    if (scope_.anchor == Scope::Anchor::record) names.push_back("anchor." + field);
    return names;
  }

  std::vector<std::string> persons_here() const {
    std::vector<std::string> all = {"person", "partner", "mother"};
    if (here_.child) all.push_back("child");
    return all;
  }

  std::string leaf() {
    const auto yn = reached("yn");
    switch (pick(10)) {
      case 0:
        return chance_.percent(50) ? "yes" : "no";
      case 8:
      case 9:
        if (person()) return fmt::format("present({})", leaf_day());
        [[fallthrough]];
      case 1:
        if (person()) return chance_.percent(50) ? "mother is known" : "partner is known";
        [[fallthrough]];
      case 2:
      case 3:
        if (!yn.empty()) return chance_.one_of(yn);
        [[fallthrough]];
      case 4:
        return fmt::format("({} {} {})", leaf_number(), sign(), leaf_number());
      case 5:
        return fmt::format("({} {} {})", leaf_day(), sign(), leaf_day());
      default: {
        const Coded code = leaf_code();
        return fmt::format("({} {} {})", code.text, chance_.percent(70) ? "=" : "!=", chance_.one_of(code.codes));
      }
    }
  }

  std::string leaf_number() {
    const auto fields = reached(chance_.percent(50) ? "wh" : "de");
    if (!fields.empty() && chance_.percent(60)) return chance_.one_of(fields);
    if (chance_.percent(3)) return "1000000000000";
    if (chance_.percent(15)) return fmt::format("{}.{}", pick(5), pick(10));
    return std::to_string(pick(6));
  }

  std::string leaf_day() {
    switch (pick(6)) {
      case 0:
        if (person()) {
          const auto fact = chance_.one_of(std::vector<std::string>{"birth_day", "registered", "left"});
          return chance_.one_of(persons_here()) + "." + fact;
        }
        [[fallthrough]];
      case 1:
        return constant_day();
      case 2:
        if (here_.type || scope_.anchor == Scope::Anchor::record) return chance_.one_of(reached("dt"));
        [[fallthrough]];
      default: {
        auto days = reached("day");
        if (!scope_.variables.empty()) days.push_back("at");
        return days.empty() ? constant_day() : chance_.one_of(days);
      }
    }
  }

  Coded leaf_code() {
    const std::string field = chance_.one_of(code_fields());
    if (person() && chance_.percent(25)) {
      const std::string who = chance_.one_of(persons_here());
      if (chance_.percent(50)) return {who + ".sex", {"unknown", "female", "male"}};
      return {who + ".residency", {"unknown", "resident", "migrant_in", "migrant_out"}};
    }
    if (!person() && chance_.percent(25)) return {"unit.level", {"county", "township", "village", "facility"}};
    if (here_.type && (scope_.anchor != Scope::Anchor::record || chance_.percent(70)))
      return code_of(field, *here_.type, field);
    if (scope_.anchor == Scope::Anchor::record) return code_of("anchor." + field, scope_.record, field);
    if (!person()) return {"unit.level", {"county", "township", "village", "facility"}};
    return {"person.sex", {"unknown", "female", "male"}};
  }

  static std::vector<std::string> code_fields() { return {"ca", "cb", "cc"}; }
  Coded code_of(const std::string& text, TypeIndex type, const std::string& field) const {
    const RecordType& of = (*scope_.types)[type];
    Coded coded{text, {}};
    for (const Code& code : of.fields[*of.field(field)].codes) coded.codes.push_back(code.id);
    return coded;
  }

  Chance& chance_;
  const Scope& scope_;
  Here here_;
};

}  // namespace anyu::engines

// SPDX-License-Identifier: Apache-2.0
