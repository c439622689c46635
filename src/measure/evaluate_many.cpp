// Evaluating by arrays. What each operator does with ranges is told in evaluate.cpp; here it is done a frame at a time,
// with short ways where everything is known.
#include "measure/evaluate_many.h"

#include <algorithm>
#include <cstdlib>

#include "model/day.h"

namespace anyu {

using formula::Expression;
using formula::Op;
using formula::Pick;
using formula::Whose;

namespace {

constexpr std::int64_t infinite = Range64::infinite;

std::int64_t clamped(std::int64_t value) { return std::clamp(value, -infinite, infinite); }

Values filled(std::int64_t value, std::size_t size, Arena& arena) {
  auto* out = arena.take<std::int64_t>(size);
  std::fill_n(out, size, value);
  return {out, out};
}

/// Two arrays to be written.
struct Out {
  std::int64_t* least;
  std::int64_t* most;
  Out(std::size_t size, Arena& arena) : least(arena.take<std::int64_t>(size)), most(arena.take<std::int64_t>(size)) {}
  void set(std::size_t i, Range64 range) {
    least[i] = range.least;
    most[i] = range.most;
  }
  Values values() const { return {least, most}; }
};

Range64 at(const Values& values, std::size_t i) { return {values.least[i], values.most[i]}; }

template <class Narrow>
Values loaded(const Narrow* column, const Row* rows, std::size_t size, Arena& arena) {
  constexpr Narrow none = std::numeric_limits<Narrow>::min();
  auto* least = arena.take<std::int64_t>(size);
  bool missing = false;
  for (std::size_t i = 0; i < size; ++i) {
    const Narrow value = column[rows[i]];
    missing |= value == none;
    least[i] = value;
  }
  if (!missing) return {least, least};
  auto* most = arena.take<std::int64_t>(size);
  for (std::size_t i = 0; i < size; ++i) {
    const bool there = least[i] != none;
    most[i] = there ? least[i] : infinite;
    least[i] = there ? least[i] : -infinite;
  }
  return {least, most};
}

/// Values of a subset of places, and back.
template <class T>
const T* gathered(const T* all, const std::uint32_t* which, std::size_t size, Arena& arena) {
  if (!all) return nullptr;
  auto* out = arena.take<T>(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = all[which[i]];
  return out;
}

Frame gathered(const Frame& frame, const std::uint32_t* which, std::size_t size, Arena& arena) {
  Frame part = frame;
  part.size = size;
  part.subject = gathered(frame.subject, which, size, arena);
  part.row = gathered(frame.row, which, size, arena);
  part.anchor = frame.anchor == frame.row ? part.row : gathered(frame.anchor, which, size, arena);
  part.row_subject = frame.row_subject == frame.subject ? part.subject : gathered(frame.row_subject, which, size, arena);
  part.at = gathered(frame.at, which, size, arena);
  return part;
}

bool is_truth(const Expression& e) {
  switch (e.op) {
    case Op::inverse: case Op::both: case Op::either: case Op::equal: case Op::less: case Op::less_equal: case Op::in_set: case Op::known:
    case Op::present: case Op::exists: case Op::linked: return true;
    case Op::constant: return e.number == 0 || e.number == 1;
    default: return false;
  }
}

template <class Test>
Values tested(std::size_t size, Arena& arena, Test&& test) {
  auto* out = arena.take<std::int64_t>(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = test(i);
  return {out, out};
}

Values in_set(const Expression& e, const Values& value, std::size_t size, Arena& arena) {
  if (value.all_known()) {
    const auto* v = value.least;
    if (e.set.size() == 1) {
      const std::int64_t only = e.set[0];
      return tested(size, arena, [&](std::size_t i) { return v[i] == only; });
    }
    if (e.set.size() == 2) {
      const std::int64_t one = e.set[0], two = e.set[1];
      return tested(size, arena, [&](std::size_t i) { return (v[i] == one) | (v[i] == two); });
    }
    return tested(size, arena, [&](std::size_t i) { return std::find(e.set.begin(), e.set.end(), v[i]) != e.set.end(); });
  }
  Out out(size, arena);
  for (std::size_t i = 0; i < size; ++i) {
    const Range64 range = at(value, i);
    bool surely = false, possibly = false;
    for (const std::int64_t member : e.set) {
      surely |= range.is_known() && member == range.least;
      possibly |= member >= range.least && member <= range.most;
    }
    out.set(i, Range64::truth(surely, possibly));
  }
  return out.values();
}

}  // namespace

bool looks_at_records(const Expression& e) {
  switch (e.op) {
    case Op::exists: case Op::count: case Op::sum: case Op::least: case Op::most: case Op::pick: return true;
    default: return std::any_of(e.parts.begin(), e.parts.end(), looks_at_records);
  }
}

Values compared(const Expression& e, Values a, Values b, std::size_t size, Arena& arena) {
  if (e.op == Op::in_set) return in_set(e, a, size, arena);
  if (e.op == Op::known) {
    if (a.all_known()) return filled(1, size, arena);
    return tested(size, arena, [&](std::size_t i) { return a.least[i] == a.most[i]; });
  }
  if (a.all_known() && b.all_known()) {
    switch (e.op) {
      case Op::equal: return tested(size, arena, [x = a.least, y = b.least](std::size_t i) { return x[i] == y[i]; });
      case Op::less: return tested(size, arena, [x = a.least, y = b.least](std::size_t i) { return x[i] < y[i]; });
      default: return tested(size, arena, [x = a.least, y = b.least](std::size_t i) { return x[i] <= y[i]; });
    }
  }
  Out out(size, arena);
  for (std::size_t i = 0; i < size; ++i) {
    const Range64 x = at(a, i), y = at(b, i);
    const bool there = !x.is_nothing() && !y.is_nothing();
    bool surely = false, possibly = false;
    switch (e.op) {
      case Op::equal:
        surely = x.is_known() && y.is_known() && x.least == y.least;
        possibly = x.least <= y.most && y.least <= x.most;
        break;
      case Op::less:
        surely = x.most < y.least;
        possibly = x.least < y.most;
        break;
      default:
        surely = x.most <= y.least;
        possibly = x.least <= y.most;
    }
    out.set(i, Range64::truth(there && surely, there && possibly));
  }
  return out.values();
}

Values EvaluateMany::column(TypeIndex type, int column, const Row* rows, std::size_t size) {
  const FieldColumn& field = book_.columns(type).fields[static_cast<std::size_t>(column)];
  switch (field.width()) {
    case FieldColumn::Width::one: return loaded(field.ones(), rows, size, arena_);
    case FieldColumn::Width::two: return loaded(field.twos(), rows, size, arena_);
    case FieldColumn::Width::four: return loaded(field.fours(), rows, size, arena_);
    case FieldColumn::Width::none: break;
  }
  return {filled(-infinite, size, arena_).least, filled(infinite, size, arena_).least};
}

Values EvaluateMany::days(TypeIndex type, const Row* rows, std::size_t size) {
  const std::int32_t* column = book_.columns(type).day.data();
  return tested(size, arena_, [&](std::size_t i) { return column[rows[i]]; });
}

const SubjectIndex* EvaluateMany::subjects(Whose whose, const Frame& frame) {
  if (whose == Whose::own) return frame.subject;
  if (whose == Whose::child) return frame.row_subject;
  auto* out = arena_.take<SubjectIndex>(frame.size);
  for (std::size_t i = 0; i < frame.size; ++i) out[i] = whose == Whose::partner ? book_.partner(frame.subject[i]) : book_.mother(frame.subject[i]);
  return out;
}

Values EvaluateMany::fact(const Expression& e, const Frame& frame) {
  const SubjectIndex* who = subjects(e.whose, frame);
  if (e.op == Op::linked) return tested(frame.size, arena_, [&](std::size_t i) { return who[i] != nobody; });
  Out out(frame.size, arena_);
  bool all = true;
  const auto each = [&](auto&& read) {
    for (std::size_t i = 0; i < frame.size; ++i) {
      const std::int64_t value = who[i] == nobody ? no_value : read(book_.facts(who[i]));
      const bool there = value != no_value;
      all &= there;
      out.least[i] = there ? value : -infinite;
      out.most[i] = there ? value : infinite;
    }
  };
  const auto code = [](auto place) { return place == decltype(place){} ? std::int64_t{no_value} : static_cast<std::int64_t>(place); };
  switch (e.op) {
    case Op::person_sex: each([&](const SubjectFacts& facts) { return code(facts.sex); }); break;
    case Op::person_residency: each([&](const SubjectFacts& facts) { return code(facts.residency); }); break;
    case Op::person_birth_day: each([](const SubjectFacts& facts) { return std::int64_t{facts.birth_day}; }); break;
    case Op::person_registered: each([](const SubjectFacts& facts) { return std::int64_t{facts.registered}; }); break;
    case Op::person_left: each([](const SubjectFacts& facts) { return std::int64_t{facts.left}; }); break;
    default: each([](const SubjectFacts& facts) { return static_cast<std::int64_t>(facts.level); });
  }
  return all ? Values{out.least, out.least} : out.values();
}

Values EvaluateMany::truth(const Expression& e, const Frame& frame) {
  const Values values = value(e, frame);
  if (is_truth(e) || (values.all_known() && (e.op == Op::field || e.op == Op::anchor_field))) return values;
  Out out(frame.size, arena_);
  for (std::size_t i = 0; i < frame.size; ++i) {
    const Range64 range = at(values, i);
    if (range.is_nothing()) out.set(i, Range64::truth(false, false));
    else out.set(i, {std::max<std::int64_t>(range.least, 0), std::min<std::int64_t>(range.most, 1)});
  }
  return values.all_known() ? Values{out.least, out.least} : out.values();
}

Values EvaluateMany::logic(const Expression& e, const Frame& frame) {
  const std::size_t size = frame.size;
  const Values left = truth(e.parts[0], frame);
  if (e.op == Op::inverse) {
    if (left.all_known()) return tested(size, arena_, [&](std::size_t i) { return 1 - left.least[i]; });
    Out out(size, arena_);
    for (std::size_t i = 0; i < size; ++i) out.set(i, {1 - left.most[i], 1 - left.least[i]});
    return out.values();
  }
  const bool both = e.op == Op::both;
  // The right side matters where the left does not decide; a query there is spared where it does.
  if (looks_at_records(e.parts[1])) {
    auto* open = arena_.take<std::uint32_t>(size);
    std::size_t count = 0;
    for (std::size_t i = 0; i < size; ++i) {
      open[count] = static_cast<std::uint32_t>(i);
      count += both ? left.most[i] != 0 : left.least[i] != 1;
    }
    if (count == 0) return left;
    if (count < size - size / 8) {
      const Values right = truth(e.parts[1], gathered(frame, open, count, arena_));
      Out out(size, arena_);
      std::copy_n(left.least, size, out.least);
      std::copy_n(left.most, size, out.most);
      for (std::size_t k = 0; k < count; ++k) {
        const std::uint32_t i = open[k];
        out.least[i] = both ? std::min(out.least[i], right.least[k]) : std::max(out.least[i], right.least[k]);
        out.most[i] = both ? std::min(out.most[i], right.most[k]) : std::max(out.most[i], right.most[k]);
      }
      return left.all_known() && right.all_known() ? Values{out.least, out.least} : out.values();
    }
  }
  const Values right = truth(e.parts[1], frame);
  const auto joined = [&](const std::int64_t* a, const std::int64_t* b) {
    return both ? tested(size, arena_, [a, b](std::size_t i) { return a[i] & b[i]; }) : tested(size, arena_, [a, b](std::size_t i) { return a[i] | b[i]; });
  };
  const Values least = joined(left.least, right.least);
  if (left.all_known() && right.all_known()) return least;
  return {least.least, joined(left.most, right.most).least};
}

Values EvaluateMany::sum_or_difference(const Expression& e, const Frame& frame) {
  const Values a = value(e.parts[0], frame);
  const bool adding = e.op == Op::add;
  if (a.all_known() && e.parts[1].op == Op::constant) {
    const std::int64_t number = adding ? e.parts[1].number : -e.parts[1].number;
    return tested(frame.size, arena_, [x = a.least, number](std::size_t i) { return clamped(x[i] + number); });
  }
  const Values b = value(e.parts[1], frame);
  if (a.all_known() && b.all_known()) {
    if (adding) return tested(frame.size, arena_, [x = a.least, y = b.least](std::size_t i) { return clamped(x[i] + y[i]); });
    return tested(frame.size, arena_, [x = a.least, y = b.least](std::size_t i) { return clamped(x[i] - y[i]); });
  }
  Out out(frame.size, arena_);
  for (std::size_t i = 0; i < frame.size; ++i) {
    const Range64 x = at(a, i), y = at(b, i);
    if (x.is_nothing() || y.is_nothing()) out.set(i, Range64::nothing());
    else if (adding) out.set(i, {clamped(x.least + y.least), clamped(x.most + y.most)});
    else out.set(i, {clamped(x.least - y.most), clamped(x.most - y.least)});
  }
  return out.values();
}

Values EvaluateMany::product(const Expression& e, const Frame& frame) {
  const Values a = value(e.parts[0], frame), b = value(e.parts[1], frame);
  if (a.all_known() && b.all_known()) {
    constexpr std::int64_t small = std::int64_t{1} << 29;  // whose products need no clamping
    const auto* x = a.least;
    const auto* y = b.least;
    bool all_small = true;
    for (std::size_t i = 0; i < frame.size; ++i) all_small &= x[i] < small && x[i] > -small && y[i] < small && y[i] > -small;
    if (all_small) return tested(frame.size, arena_, [&](std::size_t i) { return x[i] * y[i]; });
  }
  Out out(frame.size, arena_);
  for (std::size_t i = 0; i < frame.size; ++i) out.set(i, anyu::product(at(a, i), at(b, i)));
  return a.all_known() && b.all_known() ? Values{out.least, out.least} : out.values();
}

/// if and or_else.
Values EvaluateMany::chosen(const Expression& e, const Frame& frame) {
  Out out(frame.size, arena_);
  if (e.op == Op::or_else) {
    const Values a = value(e.parts[0], frame);
    if (a.all_known()) return a;
    const Values b = value(e.parts[1], frame);
    for (std::size_t i = 0; i < frame.size; ++i) out.set(i, a.least[i] == a.most[i] ? at(a, i) : at(b, i));
    return out.values();
  }
  const Values condition = truth(e.parts[0], frame), a = value(e.parts[1], frame), b = value(e.parts[2], frame);
  if (condition.all_known() && a.all_known() && b.all_known())
    return tested(frame.size, arena_, [c = condition.least, x = a.least, y = b.least](std::size_t i) { return c[i] ? x[i] : y[i]; });
  for (std::size_t i = 0; i < frame.size; ++i) {
    if (condition.least[i] == condition.most[i]) out.set(i, condition.least[i] == 1 ? at(a, i) : at(b, i));
    else if (at(a, i).is_nothing() != at(b, i).is_nothing()) out.set(i, Range64::unknown());
    else out.set(i, {std::min(a.least[i], b.least[i]), std::max(a.most[i], b.most[i])});
  }
  return out.values();
}

/// age, present, months_after: calendar work, place by place.
Values EvaluateMany::one_by_one(const Expression& e, const Frame& frame) {
  const Values day = value(e.parts[0], frame);
  Out out(frame.size, arena_);
  if (e.op == Op::months_after) {
    const Values months = value(e.parts[1], frame);
    for (std::size_t i = 0; i < frame.size; ++i) out.set(i, later(at(day, i), at(months, i)));
  } else if (e.op == Op::age) {
    for (std::size_t i = 0; i < frame.size; ++i) out.set(i, age_at(book_.facts(frame.subject[i]), at(day, i)));
  } else {
    for (std::size_t i = 0; i < frame.size; ++i) out.set(i, present_at(book_.facts(frame.subject[i]), at(day, i)));
  }
  return std::equal(out.least, out.least + frame.size, out.most) ? Values{out.least, out.least} : out.values();
}

Values EvaluateMany::value(const Expression& e, const Frame& frame) {
  const std::size_t size = frame.size;
  switch (e.op) {
    case Op::nothing: return {filled(-infinite, size, arena_).least, filled(infinite, size, arena_).least};
    case Op::constant: return filled(e.number, size, arena_);
    case Op::field: return column(frame.type, e.column, frame.row, size);
    case Op::record_day: return days(frame.type, frame.row, size);
    case Op::anchor_field: return column(frame.anchor_type, e.column, frame.anchor, size);
    case Op::anchor_day: return days(frame.anchor_type, frame.anchor, size);
    case Op::person_sex:
    case Op::person_residency:
    case Op::person_birth_day:
    case Op::person_registered:
    case Op::person_left:
    case Op::unit_level:
    case Op::linked: return fact(e, frame);
    case Op::variable: return tested(size, arena_, [&](std::size_t i) { return frame.at[i]; });
    case Op::negate: {
      const Values a = value(e.parts[0], frame);
      const Values most = tested(size, arena_, [&](std::size_t i) { return -a.least[i]; });
      return a.all_known() ? most : Values{tested(size, arena_, [&](std::size_t i) { return -a.most[i]; }).least, most.least};
    }
    case Op::add:
    case Op::subtract: return sum_or_difference(e, frame);
    case Op::multiply: return product(e, frame);
    case Op::inverse:
    case Op::both:
    case Op::either: return logic(e, frame);
    case Op::equal:
    case Op::less:
    case Op::less_equal: {
      const Values left = value(e.parts[0], frame);
      if (e.parts[1].op == Op::constant && left.all_known()) {  // spares laying out the constant
        const std::int64_t number = e.parts[1].number;
        const std::int64_t* x = left.least;
        if (e.op == Op::equal) return tested(size, arena_, [&](std::size_t i) { return x[i] == number; });
        if (e.op == Op::less) return tested(size, arena_, [&](std::size_t i) { return x[i] < number; });
        return tested(size, arena_, [&](std::size_t i) { return x[i] <= number; });
      }
      return compared(e, left, value(e.parts[1], frame), size, arena_);
    }
    case Op::in_set:
    case Op::known: return compared(e, value(e.parts[0], frame), {}, size, arena_);
    case Op::or_else:
    case Op::choose: return chosen(e, frame);
    case Op::age:
    case Op::present:
    case Op::months_after: return one_by_one(e, frame);
    case Op::exists:
    case Op::count:
    case Op::sum:
    case Op::least:
    case Op::most:
    case Op::pick: return query(e, frame);
  }
  return {};
}

// Queries.

EvaluateMany::Window EvaluateMany::days_of(const Expression& e, const Frame& frame) {
  Window window;
  const auto moved = [&](Values bound, std::int64_t by) {
    const Values least = tested(frame.size, arena_, [&](std::size_t i) { return bound.least[i] + by; });
    return bound.all_known() ? least : Values{least.least, tested(frame.size, arena_, [&](std::size_t i) { return bound.most[i] + by; }).least};
  };
  if (e.parts[0].op == Op::nothing) window.open_from = true;
  else window.from = e.open_from ? moved(value(e.parts[0], frame), 1) : value(e.parts[0], frame);
  if (e.parts[1].op == Op::nothing) window.open_to = true;
  else window.to = e.open_to ? moved(value(e.parts[1], frame), -1) : value(e.parts[1], frame);
  return window;
}

namespace {

/// Calls `visit(row, whose)` for the rows of one place, in order.
template <class Visit>
void each_row(const Book& book, TypeIndex type, Whose whose, SubjectIndex subject, std::vector<std::pair<Row, SubjectIndex>>& several, Visit&& visit) {
  if (whose != Whose::child) {
    if (subject == nobody) return;
    const Rows rows = book.rows(type, subject);
    for (std::size_t k = 0; k < rows.size(); ++k) visit(rows[k], subject);
    return;
  }
  const Rows children = book.children(subject);
  if (children.size() == 1) return each_row(book, type, Whose::own, children[0], several, visit);
  several.clear();
  for (std::size_t c = 0; c < children.size(); ++c) {
    const Rows rows = book.rows(type, children[c]);
    for (std::size_t k = 0; k < rows.size(); ++k) several.emplace_back(rows[k], children[c]);
  }
  const Columns& columns = book.columns(type);
  std::sort(several.begin(), several.end(), [&](const auto& a, const auto& b) {
    return std::pair(columns.day[a.first], columns.id[a.first]) < std::pair(columns.day[b.first], columns.id[b.first]);
  });
  for (const auto& [row, who] : several) visit(row, who);
}

/// Room for rows looked at; made large enough before rows are added.
class Gathering {
 public:
  void clear() { size_ = 0; }
  void room_for(std::size_t more) {
    if (size_ + more <= rows_.size()) return;
    const std::size_t larger = std::max(size_ + more, rows_.size() * 2 + 1024);
    from_.resize(larger);
    rows_.resize(larger);
    subjects_.resize(larger);
  }
  /// Takes a row where `fits`.
  void add(std::size_t from, Row row, SubjectIndex subject, bool fits = true) {
    from_[size_] = static_cast<std::uint32_t>(from);
    rows_[size_] = row;
    subjects_[size_] = subject;
    size_ += fits;
  }
  Looks kept(Arena& arena) const {
    Looks looks;
    looks.size = size_;
    looks.from = arena.take<std::uint32_t>(size_);
    looks.row = arena.take<Row>(size_);
    looks.subject = arena.take<SubjectIndex>(size_);
    std::copy_n(from_.data(), size_, looks.from);
    std::copy_n(rows_.data(), size_, looks.row);
    std::copy_n(subjects_.data(), size_, looks.subject);
    return looks;
  }

 private:
  std::vector<std::uint32_t> from_;
  std::vector<Row> rows_;
  std::vector<SubjectIndex> subjects_;
  std::size_t size_ = 0;
};

thread_local Gathering gathering;
thread_local std::vector<std::pair<Row, SubjectIndex>> several_children;

/// The first of a subject's rows on or after a day.
std::size_t first_since(const Rows& rows, const std::int32_t* days, std::int64_t from) {
  std::size_t low = 0, high = rows.size();
  if (high <= 8) {
    while (low < high && days[rows[low]] < from) ++low;
    return low;
  }
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (days[rows[middle]] < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

}  // namespace

Looks EvaluateMany::looks(const Expression& query, const Frame& frame) {
  const SubjectIndex* who = query.whose == Whose::child ? frame.subject : subjects(query.whose, frame);
  gathering.clear();
  const Book::RowsOf rows_of(book_, query.record);
  for (std::size_t i = 0; i < frame.size; ++i) {
    if (query.whose != Whose::child) {
      if (who[i] == nobody) continue;
      const Rows rows = rows_of(who[i]);
      gathering.room_for(rows.size());
      for (std::size_t k = 0; k < rows.size(); ++k) gathering.add(i, rows[k], who[i]);
    } else {
      each_row(book_, query.record, query.whose, who[i], several_children, [&](Row row, SubjectIndex subject) {
        gathering.room_for(1);
        gathering.add(i, row, subject);
      });
    }
  }
  return gathering.kept(arena_);
}

/// The days a place looks at, whatever is only possible included; nothing where they are crossed.
std::optional<std::pair<std::int64_t, std::int64_t>> EvaluateMany::Window::reach(std::size_t i) const {
  if (!open_from && from.least[i] > from.most[i]) return std::nullopt;
  if (!open_to && to.least[i] > to.most[i]) return std::nullopt;
  return std::pair(open_from ? -infinite : from.least[i], open_to ? infinite : to.most[i]);
}

Looks EvaluateMany::looks_in(const Expression& e, const Frame& frame, const Window& window) {
  const SubjectIndex* who = e.whose == Whose::child ? frame.subject : subjects(e.whose, frame);
  const Columns& columns = book_.columns(e.record);
  const std::int32_t* days = columns.day.data();
  const std::uint32_t* ids = columns.id.data();
  const bool next = e.op == Op::pick && e.pick == Pick::next, previous = e.op == Op::pick && e.pick == Pick::previous;
  const Book::RowsOf rows_of(book_, e.record);
  const Columns* anchors = frame.anchor ? &book_.columns(frame.anchor_type) : nullptr;
  gathering.clear();
  for (std::size_t i = 0; i < frame.size; ++i) {
    auto reach = window.reach(i);
    if (!reach) continue;
    auto [from, to] = *reach;
    std::int64_t anchor_day = 0, anchor_id = 0;
    if (next || previous) {
      anchor_day = anchors->day[frame.anchor[i]];
      anchor_id = anchors->id[frame.anchor[i]];
      if (next) from = std::max(from, anchor_day);
      else to = std::min(to, anchor_day);
    }
    // Of the anchor's own day, only what was entered after it, or before it.
    const auto fits = [&](Row row) {
      if (days[row] != anchor_day) return true;
      return next ? ids[row] > anchor_id : !previous || ids[row] < anchor_id;
    };
    if (e.whose != Whose::child) {
      if (who[i] == nobody) continue;
      const Rows rows = rows_of(who[i]);
      gathering.room_for(rows.size());
      for (std::size_t k = first_since(rows, days, from); k < rows.size(); ++k) {
        const Row row = rows[k];
        if (days[row] > to) break;
        gathering.add(i, row, who[i], (!next && !previous) || fits(row));
      }
    } else {
      each_row(book_, e.record, e.whose, who[i], several_children, [&](Row row, SubjectIndex subject) {
        gathering.room_for(1);
        gathering.add(i, row, subject, days[row] >= from && days[row] <= to && ((!next && !previous) || fits(row)));
      });
    }
  }
  return gathering.kept(arena_);
}

/// exists and count without a condition, where the days are known.
Values EvaluateMany::counted(const Expression& e, const Frame& frame, const Window& window) {
  const SubjectIndex* who = subjects(e.whose, frame);
  const std::int32_t* days = book_.columns(e.record).day.data();
  const Book::RowsOf rows_of(book_, e.record);
  const bool one = e.op == Op::exists;
  return tested(frame.size, arena_, [&](std::size_t i) -> std::int64_t {
    const auto reach = window.reach(i);
    if (!reach || who[i] == nobody) return 0;
    const Rows rows = rows_of(who[i]);
    std::size_t k = first_since(rows, days, reach->first);
    if (one) return k < rows.size() && days[rows[k]] <= reach->second;
    const std::size_t first = k;
    while (k < rows.size() && days[rows[k]] <= reach->second) ++k;
    return static_cast<std::int64_t>(k - first);
  });
}

Frame EvaluateMany::within(const Expression& query, const Frame& frame, const Looks& looks) {
  Frame inner;
  inner.size = looks.size;
  inner.subject = gathered(frame.subject, looks.from, looks.size, arena_);
  inner.anchor = gathered(frame.anchor, looks.from, looks.size, arena_);
  inner.anchor_type = frame.anchor_type;
  inner.at = gathered(frame.at, looks.from, looks.size, arena_);
  inner.row = looks.row;
  inner.row_subject = looks.subject;
  inner.type = query.record;
  return inner;
}

EvaluateMany::Fitting EvaluateMany::fitting(const Expression& e, const Frame& frame, const Window& days) {
  Fitting fitting;
  fitting.looks = looks_in(e, frame, days);
  const Looks& looks = fitting.looks;
  const Values meets = e.parts[2].op == Op::nothing ? filled(1, looks.size, arena_) : truth(e.parts[2], within(e, frame, looks));
  fitting.fits = meets;
  if (days.known()) return fitting;
  Out out(looks.size, arena_);
  const std::int32_t* column = book_.columns(e.record).day.data();
  for (std::size_t k = 0; k < looks.size; ++k) {
    const std::uint32_t i = looks.from[k];
    const std::int64_t day = column[looks.row[k]];
    const bool inside = (days.open_from || day >= days.from.most[i]) && (days.open_to || day <= days.to.least[i]);
    out.set(k, {inside ? meets.least[k] : 0, meets.most[k]});  // what lies possibly outside was not gathered
  }
  fitting.fits = out.values();
  return fitting;
}

Values EvaluateMany::query(const Expression& e, const Frame& frame) {
  const std::size_t size = frame.size;
  const Window window = days_of(e, frame);
  if ((e.op == Op::exists || e.op == Op::count) && e.parts[2].op == Op::nothing && e.whose != Whose::child && window.known()) return counted(e, frame, window);
  const Fitting found = fitting(e, frame, window);
  const Looks& looks = found.looks;
  const Values& fits = found.fits;
  switch (e.op) {
    case Op::exists:
    case Op::count: {
      auto* least = arena_.take<std::int64_t>(size);
      std::fill_n(least, size, 0);
      const bool one = e.op == Op::exists;
      const auto gather = [&](std::int64_t* out, const std::int64_t* fit) {
        if (one)
          for (std::size_t k = 0; k < looks.size; ++k) out[looks.from[k]] |= fit[k];
        else
          for (std::size_t k = 0; k < looks.size; ++k) out[looks.from[k]] += fit[k];
      };
      gather(least, fits.least);
      if (fits.all_known()) return {least, least};
      auto* most = arena_.take<std::int64_t>(size);
      std::fill_n(most, size, 0);
      gather(most, fits.most);
      return {least, most};
    }
    case Op::sum:
    case Op::least:
    case Op::most: {
      const Values numbers = value(e.parts[3], within(e, frame, looks));
      Out out(size, arena_);
      for (std::size_t i = 0; i < size; ++i) out.set(i, e.op == Op::sum ? Range64::known(0) : Range64::nothing());
      for (std::size_t k = 0; k < looks.size; ++k) {
        if (fits.most[k] == 0) continue;
        const std::uint32_t i = looks.from[k];
        const Range64 total{out.least[i], out.most[i]}, one = at(numbers, k);
        if (!total.is_known() && !total.is_nothing()) continue;  // unknown already
        if (fits.least[k] == 0 || !one.is_known()) out.set(i, Range64::unknown());
        else if (e.op == Op::sum) out.set(i, {clamped(total.least + one.least), clamped(total.most + one.most)});
        else if (total.is_nothing() || (e.op == Op::least ? one.least < total.least : one.least > total.least)) out.set(i, one);
      }
      return out.values();
    }
    default: break;
  }
  // A pick: the first, or the last, that possibly fits; unknown where it does not surely.
  const bool forward = e.pick == Pick::first || e.pick == Pick::next;
  const Values values = e.column < 0 ? days(e.record, looks.row, looks.size) : column(e.record, e.column, looks.row, looks.size);
  Out out(size, arena_);
  for (std::size_t i = 0; i < size; ++i) out.set(i, Range64::nothing());
  for (std::size_t k = 0; k < looks.size; ++k) {
    if (fits.most[k] == 0) continue;
    const std::uint32_t i = looks.from[k];
    if (forward && out.least[i] <= out.most[i]) continue;
    out.set(i, fits.least[k] == 1 ? at(values, k) : Range64::unknown());
  }
  return out.values();
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
