// Texts put together by chance, and read as if they had been typed on a page.
#include "bench/drawn_formula.h"

#include <fmt/format.h>

#include "pack/typed_indicator.h"

namespace anyu::bench {

namespace {

class Drawing {
 public:
  Drawing(Chance& chance, const Catalog& catalog) : chance_(chance), catalog_(catalog) {}

  Typed typed() {
    const bool women = below(5) == 0;
    const RecordType& anchor = type();
    now_ = women ? "at" : "day";
    Typed typed = {{"id", "drawn"}, {"name_zh", "抽取"}, {"name_en", "Drawn"}, {"programme", catalog_.programmes.front().id}, {"measure", "share"},
                   {"by", "residence"}, {"better", "neither"}, {"use", "monitor"}, {"source", "drawn"}};
    typed["each"] = women ? "person" : anchor.id;
    if (women) typed["where"] = "person.sex = female and present(at)";
    else if (below(2) == 0) typed["where"] = test(anchor, "");
    std::string count = women || below(4) ? query() : test(anchor, "");
    for (int more = below(3); more > 0; --more) count += (below(2) ? " and " : " or ") + std::string(women || below(3) ? query() : test(anchor, ""));
    typed["count"] = count;
    return typed;
  }

 private:
  int below(int limit) { return chance_.between(0, limit - 1); }
  const RecordType& type() { return catalog_.types[static_cast<std::size_t>(below(static_cast<int>(catalog_.types.size())))]; }

  /// A condition on one field; `owner` is set before it: "last(…)." or nothing.
  std::string test(const RecordType& of, const std::string& owner) {
    const Field& field = of.fields[static_cast<std::size_t>(below(static_cast<int>(of.fields.size())))];
    const std::string name = owner + field.id;
    switch (field.type) {
      case Field::Type::yes_no: return below(2) ? name : "not " + name;
      case Field::Type::code: return fmt::format("{} = {}", name, field.codes[static_cast<std::size_t>(below(static_cast<int>(field.codes.size())))].id);
      default: return fmt::format("{} >= {}", name, field.least + below(20));
    }
  }

  std::string query() {
    const RecordType& of = type();
    const std::string before = fmt::format("{} in [{} - {}, {}]", of.id, now_, 30 + below(365), now_);
    switch (below(now_ == "at" ? 4 : 6)) {
      case 0: return fmt::format("exists({} where {})", before, test(of, ""));
      case 1: return fmt::format("exists({})", before);
      case 2: return fmt::format("count({}) >= {}", before, 1 + below(4));
      case 3: return test(of, fmt::format("last({} in [.., {}]).", of.id, now_));
      case 4: return fmt::format("exists({} in [day + 1, day + {}] where {})", of.id, 7 + below(200), test(of, ""));
      default: return fmt::format("next({}).day <= day + {}", of.id, 30 + below(200));
    }
  }

  Chance& chance_;
  const Catalog& catalog_;
  std::string now_;
};

}  // namespace

Indicator drawn_formula(Chance& chance, const Catalog& catalog) {
  for (;;) {
    TypedReading reading = read_typed(Drawing(chance, catalog).typed(), catalog);
    if (reading.indicator) return std::move(*reading.indicator);
  }
}

}  // namespace anyu::bench

// SPDX-License-Identifier: Apache-2.0
