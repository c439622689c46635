// Evaluating expressions by walking them. What each operator does with ranges is what the function register says it
// does with missing values.
#include "measure/evaluate.h"

#include <algorithm>

namespace anyu {

namespace {

bool is_day(Range64 range) { return range.is_known() && range.least > -200'000 && range.least < 200'000; }

std::int64_t clamped(std::int64_t value) { return std::clamp(value, -Range64::infinite, Range64::infinite); }

}  // namespace

Range64 product(Range64 a, Range64 b) {
  if (a.is_nothing() || b.is_nothing()) return Range64::nothing();
  const auto times = [](std::int64_t x, std::int64_t y) {
    std::int64_t exact = 0;
    if (__builtin_mul_overflow(x, y, &exact)) return (x < 0) == (y < 0) ? Range64::infinite : -Range64::infinite;
    return clamped(exact);
  };
  const auto corners = {times(a.least, b.least), times(a.least, b.most), times(a.most, b.least), times(a.most, b.most)};
  return {std::min(corners), std::max(corners)};
}

Range64 age_at(const SubjectFacts& facts, Range64 at) {
  if (at.is_nothing()) return Range64::nothing();
  if (facts.birth_day == no_value || !is_day(at)) return Range64::unknown();
  return Range64::known(years_between(Day{facts.birth_day}, Day{static_cast<std::int32_t>(at.least)}));
}

Range64 present_at(const SubjectFacts& facts, Range64 at) {
  if (at.is_nothing()) return Range64::truth(false, false);
  if (!at.is_known()) return Range64::truth(false, true);
  if (facts.left != no_value && at.least >= facts.left) return Range64::truth(false, false);
  if (facts.registered == no_value) return Range64::truth(false, true);
  const bool here = at.least >= facts.registered;
  return Range64::truth(here, here);
}

Range64 later(Range64 day, Range64 months) {
  if (day.is_nothing() || months.is_nothing()) return Range64::nothing();
  if (!is_day(day) || !months.is_known() || std::abs(months.least) > 12'000) return Range64::unknown();
  return Range64::known(months_after(Day{static_cast<std::int32_t>(day.least)}, static_cast<int>(months.least)).number);
}

namespace {

using formula::Expression;
using formula::Op;
using formula::Pick;

/// The record a name without an owner speaks of: the anchor, or the one a query is looking at.
struct AtHand {
  TypeIndex type = 0;
  std::optional<Row> row;
  SubjectIndex subject = 0;  ///< whose record it is
};

Range64 of_column(std::int32_t value) { return value == no_value ? Range64::unknown() : Range64::known(value); }

class Evaluation {
 public:
  explicit Evaluation(const Place& place) : place_(place), book_(*place.book) {}

  Range64 value(const Expression& e, const AtHand& here) const {
    switch (e.op) {
      case Op::nothing: return Range64::unknown();
      case Op::constant: return Range64::known(e.number);
      case Op::field: return of_column(book_.value(here.type, *here.row, e.column));
      case Op::record_day: return Range64::known(book_.day(here.type, *here.row));
      case Op::anchor_field: return of_column(book_.value(place_.type, *place_.anchor, e.column));
      case Op::anchor_day: return Range64::known(book_.day(place_.type, *place_.anchor));
      case Op::person_sex:
      case Op::person_residency:
      case Op::person_birth_day:
      case Op::person_registered:
      case Op::person_left: return fact(e, here);
      case Op::linked: {
        const bool there = subject_of(e.whose, here) != nobody;
        return Range64::truth(there, there);
      }
      case Op::unit_level: return Range64::known(static_cast<std::int64_t>(facts().level));
      case Op::variable: return Range64::known(place_.days[static_cast<std::size_t>(e.number)]);
      case Op::negate: {
        const Range64 a = value(e.parts[0], here);
        return {-a.most, -a.least};
      }
      case Op::add: {
        const Range64 a = value(e.parts[0], here), b = value(e.parts[1], here);
        if (a.is_nothing() || b.is_nothing()) return Range64::nothing();
        return {clamped(a.least + b.least), clamped(a.most + b.most)};
      }
      case Op::subtract: {
        const Range64 a = value(e.parts[0], here), b = value(e.parts[1], here);
        if (a.is_nothing() || b.is_nothing()) return Range64::nothing();
        return {clamped(a.least - b.most), clamped(a.most - b.least)};
      }
      case Op::multiply: return product(value(e.parts[0], here), value(e.parts[1], here));
      case Op::inverse: {
        const Range64 a = truth(e.parts[0], here);
        return {1 - a.most, 1 - a.least};
      }
      case Op::both: {
        const Range64 a = truth(e.parts[0], here);
        if (a.most == 0) return a;
        const Range64 b = truth(e.parts[1], here);
        return {std::min(a.least, b.least), std::min(a.most, b.most)};
      }
      case Op::either: {
        const Range64 a = truth(e.parts[0], here);
        if (a.least == 1) return a;
        const Range64 b = truth(e.parts[1], here);
        return {std::max(a.least, b.least), std::max(a.most, b.most)};
      }
      case Op::equal: {
        const Range64 a = value(e.parts[0], here), b = value(e.parts[1], here);
        if (a.is_nothing() || b.is_nothing()) return Range64::truth(false, false);
        return Range64::truth(a.is_known() && b.is_known() && a.least == b.least, a.least <= b.most && b.least <= a.most);
      }
      case Op::less: {
        const Range64 a = value(e.parts[0], here), b = value(e.parts[1], here);
        if (a.is_nothing() || b.is_nothing()) return Range64::truth(false, false);
        return Range64::truth(a.most < b.least, a.least < b.most);
      }
      case Op::less_equal: {
        const Range64 a = value(e.parts[0], here), b = value(e.parts[1], here);
        if (a.is_nothing() || b.is_nothing()) return Range64::truth(false, false);
        return Range64::truth(a.most <= b.least, a.least <= b.most);
      }
      case Op::in_set: return in_set(e, value(e.parts[0], here));
      case Op::known: {
        const bool known = value(e.parts[0], here).is_known();
        return Range64::truth(known, known);
      }
      case Op::or_else: {
        const Range64 a = value(e.parts[0], here);
        return a.is_known() ? a : value(e.parts[1], here);
      }
      case Op::choose: {
        const Range64 condition = truth(e.parts[0], here);
        if (condition.is_known()) return value(e.parts[condition.least == 1 ? 1 : 2], here);
        const Range64 a = value(e.parts[1], here), b = value(e.parts[2], here);
        if (a.is_nothing() != b.is_nothing()) return Range64::unknown();
        return {std::min(a.least, b.least), std::max(a.most, b.most)};
      }
      case Op::age: return age_at(facts(), value(e.parts[0], here));
      case Op::present: return present_at(facts(), value(e.parts[0], here));
      case Op::months_after: return later(value(e.parts[0], here), value(e.parts[1], here));
      case Op::exists: return exists(e, here);
      case Op::count: return count(e, here);
      case Op::sum: return sum(e, here);
      case Op::least:
      case Op::most: return extreme(e, here);
      case Op::pick: return pick(e, here);
    }
    return Range64::unknown();
  }

 private:
  const SubjectFacts& facts() const { return book_.facts(place_.subject); }

  SubjectIndex subject_of(formula::Whose whose, const AtHand& here) const {
    switch (whose) {
      case formula::Whose::own: return place_.subject;
      case formula::Whose::partner: return book_.partner(place_.subject);
      case formula::Whose::mother: return book_.mother(place_.subject);
      case formula::Whose::child: return here.subject;
    }
    return nobody;
  }

  Range64 fact(const Expression& e, const AtHand& here) const {
    const SubjectIndex who = subject_of(e.whose, here);
    if (who == nobody) return Range64::unknown();
    const SubjectFacts& facts = book_.facts(who);
    switch (e.op) {
      case Op::person_sex: return code(static_cast<std::int64_t>(facts.sex));
      case Op::person_residency: return code(static_cast<std::int64_t>(facts.residency));
      case Op::person_birth_day: return of_column(facts.birth_day);
      case Op::person_registered: return of_column(facts.registered);
      default: return of_column(facts.left);
    }
  }

  /// A value used as a truth: what is unknown lies between 0 and 1; nothing is no.
  Range64 truth(const Expression& e, const AtHand& here) const {
    const Range64 range = value(e, here);
    if (range.is_nothing()) return Range64::truth(false, false);
    return {std::max<std::int64_t>(range.least, 0), std::min<std::int64_t>(range.most, 1)};
  }

  /// Place 0 of a person's codes is "unknown".
  static Range64 code(std::int64_t code) { return code == 0 ? Range64::unknown() : Range64::known(code); }

  static Range64 in_set(const Expression& e, Range64 value) {
    if (value.is_nothing()) return Range64::truth(false, false);
    bool possibly = false;
    for (const std::int64_t member : e.set) {
      if (value.is_known() && member == value.least) return Range64::truth(true, true);
      possibly = possibly || (member >= value.least && member <= value.most);
    }
    return Range64::truth(false, possibly);
  }

  /// The days a query asks for, as closed bounds; each may be unknown.
  struct Window {
    Range64 from = Range64::known(-Range64::infinite);
    Range64 to = Range64::known(Range64::infinite);

    /// Whether a day surely or possibly lies in the window.
    Range64 holds(std::int64_t day) const {
      return Range64::truth(day >= from.most && day <= to.least, day >= from.least && day <= to.most);
    }
    bool is_nothing() const { return from.is_nothing() || to.is_nothing(); }
  };

  Window window(const Expression& e, const AtHand& here) const {
    Window window;
    if (e.parts[0].op != Op::nothing) window.from = value(e.parts[0], here);
    if (e.parts[1].op != Op::nothing) window.to = value(e.parts[1], here);
    if (e.open_from) window.from = {window.from.least + 1, window.from.most + 1};
    if (e.open_to) window.to = {window.to.least - 1, window.to.most - 1};
    return window;
  }

  /// A row that a query looks at, and whose it is.
  struct Looked {
    Row row;
    SubjectIndex subject;
  };

  Range64 fits(const Expression& e, const Window& window, const Looked& at) const {
    const Range64 inside = window.holds(book_.day(e.record, at.row));
    if (!inside.possibly() || e.parts[2].op == Op::nothing) return inside;
    const Range64 meets = truth(e.parts[2], AtHand{e.record, at.row, at.subject});
    return {std::min(inside.least, meets.least), std::min(inside.most, meets.most)};
  }

  std::pair<std::int32_t, RecordId> order(TypeIndex type, Row row) const { return {book_.day(type, row), book_.id(type, row)}; }

  /// The rows of several children, together in order.
  std::vector<Looked> of_children(TypeIndex type) const {
    std::vector<Looked> all;
    const Rows children = book_.children(place_.subject);
    for (std::size_t c = 0; c < children.size(); ++c) {
      const Rows rows = book_.rows(type, children[c]);
      for (std::size_t i = 0; i < rows.size(); ++i) all.push_back({rows[i], children[c]});
    }
    std::sort(all.begin(), all.end(), [&](const Looked& a, const Looked& b) { return order(type, a.row) < order(type, b.row); });
    return all;
  }

  /// Calls `visit(looked, fits)` for every row that possibly fits, in order, until it returns false.
  template <class Visit>
  void each_fitting(const Expression& e, const AtHand& here, Visit&& visit) const {
    const Window days = window(e, here);
    if (days.is_nothing()) return;
    const auto all = [&](std::size_t size, auto&& at) {
      std::size_t low = 0, high = size;  // the first that can lie in the window; days ascend
      while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (book_.day(e.record, at(middle).row) < days.from.least) low = middle + 1;
        else high = middle;
      }
      for (std::size_t i = low; i < size; ++i) {
        const Looked looked = at(i);
        if (book_.day(e.record, looked.row) > days.to.most) return;
        const Range64 fitting = fits(e, days, looked);
        if (fitting.possibly() && !visit(looked, fitting)) return;
      }
    };
    if (e.whose == formula::Whose::child) {
      const auto rows = of_children(e.record);
      all(rows.size(), [&](std::size_t i) { return rows[i]; });
    } else if (const SubjectIndex who = subject_of(e.whose, here); who != nobody) {
      const Rows rows = book_.rows(e.record, who);
      all(rows.size(), [&](std::size_t i) { return Looked{rows[i], who}; });
    }
  }

  Range64 exists(const Expression& e, const AtHand& here) const {
    Range64 found = Range64::truth(false, false);
    each_fitting(e, here, [&](const Looked&, Range64 fitting) {
      found = {std::max(found.least, fitting.least), 1};
      return found.least == 0;
    });
    return found;
  }

  Range64 count(const Expression& e, const AtHand& here) const {
    Range64 total = Range64::known(0);
    each_fitting(e, here, [&](const Looked&, Range64 fitting) {
      total.least += fitting.least;
      total.most += 1;
      return true;
    });
    return total;
  }

  Range64 sum(const Expression& e, const AtHand& here) const {
    Range64 total = Range64::known(0);
    each_fitting(e, here, [&](const Looked& at, Range64 fitting) {
      const Range64 one = value(e.parts[3], AtHand{e.record, at.row, at.subject});
      total = fitting.surely() && one.is_known() ? Range64{clamped(total.least + one.least), clamped(total.most + one.most)} : Range64::unknown();
      return total.is_known();
    });
    return total;
  }

  Range64 extreme(const Expression& e, const AtHand& here) const {
    Range64 best = Range64::nothing();
    each_fitting(e, here, [&](const Looked& at, Range64 fitting) {
      const Range64 one = value(e.parts[3], AtHand{e.record, at.row, at.subject});
      if (!fitting.surely() || !one.is_known()) best = Range64::unknown();
      else if (best.is_nothing() || (e.op == Op::least ? one.least < best.least : one.least > best.least)) best = one;
      return best.is_known();
    });
    return best;
  }

  Range64 pick(const Expression& e, const AtHand& here) const {
    const bool relative = e.pick == Pick::next || e.pick == Pick::previous;
    const bool forward = e.pick == Pick::first || e.pick == Pick::next;
    std::optional<Row> chosen;
    bool sure = true;
    each_fitting(e, here, [&](const Looked& at, Range64 fitting) {
      if (relative && (e.pick == Pick::next ? order(e.record, at.row) <= order(place_.type, *place_.anchor)
                                            : order(e.record, at.row) >= order(place_.type, *place_.anchor)))
        return e.pick == Pick::next;
      // Going forward the first that fits counts, going backward the last: one that may fit makes it unsure.
      chosen = at.row;
      sure = fitting.surely();
      return !forward;
    });
    if (!chosen) return Range64::nothing();
    if (!sure) return Range64::unknown();
    return e.column < 0 ? Range64::known(book_.day(e.record, *chosen)) : of_column(book_.value(e.record, *chosen, e.column));
  }

  const Place& place_;
  const Book& book_;
};

}  // namespace

Range64 evaluate(const Expression& expression, const Place& place) {
  const Range64 range = Evaluation(place).value(expression, AtHand{place.type, place.anchor, place.subject});
  if (expression.type.kind != formula::ValueType::Kind::yes_no) return range;
  if (range.is_nothing()) return Range64::truth(false, false);
  return {std::max<std::int64_t>(range.least, 0), std::min<std::int64_t>(range.most, 1)};
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
