// Truths over many months: intervals of months become runs of bits.
#include "measure/month_masks.h"

#include <algorithm>
#include <array>
#include <bit>

namespace anyu {

using formula::Expression;
using formula::Op;
using formula::Pick;

namespace {
constexpr std::int64_t infinite = Range64::infinite;
/// Days far outside every calendar, for unknown ends.
std::int64_t day_of(std::int64_t value) { return std::clamp<std::int64_t>(value, -100'000'000, 100'000'000); }
}  // namespace

Months::Months(Month first, int count) : first_(first), count_(count), first_day_(first.first_day().number) {
  for (int m = 0; m < count; ++m) {
    const Month month = first + m;
    last_days_.push_back(month.last_day().number);
    of_day_.resize(static_cast<std::size_t>(last_days_.back() - first_day_ + 1), static_cast<std::int16_t>(m));
  }
}

bool speaks_of_at(const Expression& e) {
  if (e.op == Op::variable) return e.number == static_cast<std::int64_t>(formula::Variable::at);
  return std::any_of(e.parts.begin(), e.parts.end(), speaks_of_at);
}

Masks EvaluateMonths::masks(std::size_t size) {
  return {many_.arena().take<std::uint64_t>(size), many_.arena().take<std::uint64_t>(size)};
}

Masks EvaluateMonths::unmoved(Values truth, std::size_t size) {
  Masks out = masks(size);
  for (std::size_t i = 0; i < size; ++i) {
    out.surely[i] = truth.least[i] ? all() : 0;
    out.possibly[i] = truth.most[i] ? all() : 0;
  }
  return out;
}

bool EvaluateMonths::moving(const Expression& e, const Frame& frame, Moving& into) {
  if (!speaks_of_at(e)) {
    into = {0, many_.value(e, frame)};
    return true;
  }
  Arena& arena = many_.arena();
  const std::size_t size = frame.size;
  if (e.op == Op::variable) {
    auto* zero = arena.take<std::int64_t>(size);
    std::fill_n(zero, size, 0);
    into = {1, {zero, zero}};
    return true;
  }
  if (e.op != Op::add && e.op != Op::subtract) return false;
  Moving a, b;
  if (!moving(e.parts[0], frame, a) || !moving(e.parts[1], frame, b)) return false;
  const bool adding = e.op == Op::add;
  into.k = adding ? a.k + b.k : a.k - b.k;
  if (into.k < -1 || into.k > 1) return false;
  auto* least = arena.take<std::int64_t>(size);
  auto* most = arena.take<std::int64_t>(size);
  for (std::size_t i = 0; i < size; ++i) {
    if (a.rest.least[i] > a.rest.most[i] || b.rest.least[i] > b.rest.most[i]) {
      least[i] = infinite;
      most[i] = -infinite;
    } else {
      least[i] = std::clamp(adding ? a.rest.least[i] + b.rest.least[i] : a.rest.least[i] - b.rest.most[i], -infinite, infinite);
      most[i] = std::clamp(adding ? a.rest.most[i] + b.rest.most[i] : a.rest.most[i] - b.rest.least[i], -infinite, infinite);
    }
  }
  into.rest = {least, most};
  return true;
}

/// left < right, left <= right: k * at below what is left over.
Masks EvaluateMonths::compared(const Expression& e, const Frame& frame, const Moving& left, const Moving& right) {
  Masks out = masks(frame.size);
  const std::int64_t strict = e.op == Op::less ? 1 : 0;
  const int k = left.k - right.k;
  for (std::size_t i = 0; i < frame.size; ++i) {
    const std::int64_t l0 = left.rest.least[i], l1 = left.rest.most[i], r0 = right.rest.least[i], r1 = right.rest.most[i];
    if (l0 > l1 || r0 > r1) {
      out.surely[i] = out.possibly[i] = 0;
    } else if (k == 1) {  // at <= right - left
      out.surely[i] = until(day_of(r0 - l1 - strict));
      out.possibly[i] = until(day_of(r1 - l0 - strict));
    } else {  // at >= left - right
      out.surely[i] = since(day_of(l1 - r0 + strict));
      out.possibly[i] = since(day_of(l0 - r1 + strict));
    }
  }
  return out;
}

Masks EvaluateMonths::present(const Frame& frame, const Moving& day) {
  Masks out = masks(frame.size);
  for (std::size_t i = 0; i < frame.size; ++i) {
    const SubjectFacts& facts = many_.book().facts(frame.subject[i]);
    const std::int64_t rest = day.rest.least[i];
    const std::uint64_t not_gone = facts.left == no_value ? all() : until(day_of(facts.left - 1 - rest));
    const std::uint64_t come = facts.registered == no_value ? 0 : since(day_of(facts.registered - rest));
    out.surely[i] = not_gone & come;
    out.possibly[i] = facts.registered == no_value ? not_gone : not_gone & come;
  }
  return out;
}

bool EvaluateMonths::placed(const Expression& e, const Frame& frame, Placed& into) {
  if (e.pick == Pick::next || e.pick == Pick::previous) return false;
  if (speaks_of_at(e.parts[2]) || (e.parts.size() > 3 && speaks_of_at(e.parts[3]))) return false;
  Moving from, to;
  const bool open_from = e.parts[0].op == Op::nothing, open_to = e.parts[1].op == Op::nothing;
  if (!open_from && (!moving(e.parts[0], frame, from) || from.k < 0)) return false;
  if (!open_to && (!moving(e.parts[1], frame, to) || to.k < 0)) return false;
  into.looks = many_.looks(e, frame);
  const Looks& looks = into.looks;
  into.fits = masks(looks.size);
  Values meets;
  if (e.parts[2].op != Op::nothing) meets = many_.truth(e.parts[2], many_.within(e, frame, looks));
  const std::int32_t* days = many_.book().columns(e.record).day.data();
  const std::int64_t after = e.open_from ? 1 : 0, before = e.open_to ? 1 : 0;
  for (std::size_t j = 0; j < looks.size; ++j) {
    const std::uint32_t i = looks.from[j];
    const std::int64_t day = days[looks.row[j]];
    std::uint64_t surely = all(), possibly = all();
    if (!open_from) {  // k * at + rest <= day - after
      const std::int64_t least = from.rest.least[i], most = from.rest.most[i];
      if (least > most) surely = possibly = 0;
      else if (from.k == 1) {
        surely &= until(day_of(day - after - most));
        possibly &= until(day_of(day - after - least));
      } else {
        if (most > day - after) surely = 0;
        if (least > day - after) possibly = 0;
      }
    }
    if (!open_to) {  // day + before <= k * at + rest
      const std::int64_t least = to.rest.least[i], most = to.rest.most[i];
      if (least > most) surely = possibly = 0;
      else if (to.k == 1) {
        surely &= since(day_of(day + before - least));
        possibly &= since(day_of(day + before - most));
      } else {
        if (least < day + before) surely = 0;
        if (most < day + before) possibly = 0;
      }
    }
    if (meets.least) {
      if (!meets.least[j]) surely = 0;
      if (!meets.most[j]) possibly = 0;
    }
    into.fits.surely[j] = surely & possibly;
    into.fits.possibly[j] = possibly;
  }
  return true;
}

/// Windows whose ends both move with `at` by known days, and no condition: found from the rows without laying them out.
bool EvaluateMonths::exists_in_known_days(const Expression& e, const Frame& frame, Masks& out) {
  if (e.parts[2].op != Op::nothing || e.whose == formula::Whose::child) return false;
  Moving from, to;
  const bool open_from = e.parts[0].op == Op::nothing, open_to = e.parts[1].op == Op::nothing;
  const auto known = [&](const Moving& end) { return end.k == 1 && std::equal(end.rest.least, end.rest.least + frame.size, end.rest.most); };
  if (!open_from && (!moving(e.parts[0], frame, from) || !known(from))) return false;
  if (!open_to && (!moving(e.parts[1], frame, to) || !known(to))) return false;
  const Book& book = many_.book();
  const SubjectIndex* who = many_.subjects(e.whose, frame);
  const std::int32_t* days = book.columns(e.record).day.data();
  const Book::RowsOf rows_of(book, e.record);
  const std::int64_t after = e.open_from ? 1 : 0, before = e.open_to ? 1 : 0;
  out = masks(frame.size);
  for (std::size_t i = 0; i < frame.size; ++i) {
    std::uint64_t found = 0;
    if (who[i] != nobody) {
      const Rows rows = rows_of(who[i]);
      for (std::size_t k = 0; k < rows.size(); ++k) {
        const std::int64_t day = days[rows[k]];
        std::uint64_t here = open_from ? all() : until(day - after - from.rest.least[i]);
        if (!open_to) here &= since(day + before - to.rest.least[i]);
        found |= here;
      }
    }
    out.surely[i] = out.possibly[i] = found;
  }
  return true;
}

bool EvaluateMonths::exists(const Expression& e, const Frame& frame, Masks& out) {
  if (exists_in_known_days(e, frame, out)) return true;
  Placed rows;
  if (!placed(e, frame, rows)) return false;
  out = masks(frame.size);
  std::fill_n(out.surely, frame.size, 0);
  std::fill_n(out.possibly, frame.size, 0);
  for (std::size_t j = 0; j < rows.looks.size; ++j) {
    out.surely[rows.looks.from[j]] |= rows.fits.surely[j];
    out.possibly[rows.looks.from[j]] |= rows.fits.possibly[j];
  }
  return true;
}

/// count(…) < number and the like: how many, month by month.
bool EvaluateMonths::compared_count(const Expression& e, const Frame& frame, Masks& out) {
  const bool count_left = e.parts[0].op == Op::count;
  const Expression& query = e.parts[count_left ? 0 : 1];
  const Expression& other = e.parts[count_left ? 1 : 0];
  if (query.op != Op::count || speaks_of_at(other)) return false;
  Placed rows;
  if (!placed(query, frame, rows)) return false;
  const Values bound = many_.value(other, frame);
  out = masks(frame.size);
  std::array<std::int64_t, 64> least, most;
  const int months = months_.count();
  std::size_t j = 0;
  for (std::size_t i = 0; i < frame.size; ++i) {
    least.fill(0);
    most.fill(0);
    for (; j < rows.looks.size && rows.looks.from[j] == i; ++j) {
      for (std::uint64_t bits = rows.fits.surely[j]; bits; bits &= bits - 1) ++least[static_cast<std::size_t>(std::countr_zero(bits))];
      for (std::uint64_t bits = rows.fits.possibly[j]; bits; bits &= bits - 1) ++most[static_cast<std::size_t>(std::countr_zero(bits))];
    }
    const std::int64_t b0 = bound.least[i], b1 = bound.most[i];
    out.surely[i] = out.possibly[i] = 0;
    if (b0 > b1) continue;
    for (int m = 0; m < months; ++m) {
      const std::int64_t c0 = least[static_cast<std::size_t>(m)], c1 = most[static_cast<std::size_t>(m)];
      const std::int64_t l0 = count_left ? c0 : b0, l1 = count_left ? c1 : b1, r0 = count_left ? b0 : c0, r1 = count_left ? b1 : c1;
      bool surely = false, possibly = false;
      if (e.op == Op::equal) surely = l0 == l1 && r0 == r1 && l0 == r0, possibly = l0 <= r1 && r0 <= l1;
      else if (e.op == Op::less) surely = l1 < r0, possibly = l0 < r1;
      else surely = l1 <= r0, possibly = l0 <= r1;
      out.surely[i] |= std::uint64_t{surely} << m;
      out.possibly[i] |= std::uint64_t{possibly} << m;
    }
  }
  return true;
}

/// last(…).field compared with what does not change with `at`: from each record on, until the next takes its place.
bool EvaluateMonths::compared_pick(const Expression& e, const Frame& frame, Masks& out) {
  const bool alone = e.op == Op::pick;
  const bool pick_left = alone || e.parts[0].op == Op::pick;
  const Expression& pick = alone ? e : e.parts[pick_left ? 0 : 1];
  if (pick.op != Op::pick) return false;
  const bool has_other = !alone && e.op != Op::in_set && e.op != Op::known;
  if (has_other && speaks_of_at(e.parts[pick_left ? 1 : 0])) return false;
  Placed rows;
  if (!placed(pick, frame, rows)) return false;
  Arena& arena = many_.arena();
  const Looks& looks = rows.looks;
  const Frame inner = many_.within(pick, frame, looks);
  Expression field;
  field.op = pick.column < 0 ? Op::record_day : Op::field;
  field.type = pick.type;
  field.record = pick.record;
  field.column = pick.column;
  const Values values = many_.value(field, inner);
  auto* nothing_known = arena.take<std::int64_t>(2 * looks.size);
  std::fill_n(nothing_known, looks.size, -infinite);
  std::fill_n(nothing_known + looks.size, looks.size, infinite);
  const Values unknown{nothing_known, nothing_known + looks.size};
  Values other;
  if (has_other) {
    const Values all_places = many_.value(e.parts[pick_left ? 1 : 0], frame);
    auto* least = arena.take<std::int64_t>(looks.size);
    auto* most = arena.take<std::int64_t>(looks.size);
    for (std::size_t j = 0; j < looks.size; ++j) {
      least[j] = all_places.least[looks.from[j]];
      most[j] = all_places.most[looks.from[j]];
    }
    other = {least, most};
  }
  const auto judged = [&](Values picked) {
    if (alone) return picked;
    return pick_left ? anyu::compared(e, picked, other, looks.size, arena) : anyu::compared(e, other, picked, looks.size, arena);
  };
  Values known = judged(values), unsure = judged(unknown);
  if (alone) {  // a yes or no field as it stands
    auto* least = arena.take<std::int64_t>(2 * looks.size);
    for (std::size_t j = 0; j < looks.size; ++j) {
      least[j] = std::max<std::int64_t>(known.least[j], 0);
      least[looks.size + j] = std::min<std::int64_t>(known.most[j], 1);
    }
    known = {least, least + looks.size};
    auto* any = arena.take<std::int64_t>(2 * looks.size);
    std::fill_n(any, looks.size, 0);
    std::fill_n(any + looks.size, looks.size, 1);
    unsure = {any, any + looks.size};
  }
  out = masks(frame.size);
  std::fill_n(out.surely, frame.size, 0);
  std::fill_n(out.possibly, frame.size, 0);
  auto* open = arena.take<std::uint64_t>(frame.size);  // months for which none is picked yet
  std::fill_n(open, frame.size, all());
  const auto take = [&](std::size_t j) {
    const std::uint32_t i = looks.from[j];
    const std::uint64_t here = rows.fits.possibly[j] & open[i], sure = here & rows.fits.surely[j], not_sure = here & ~sure;
    open[i] &= ~here;
    if (known.least[j]) out.surely[i] |= sure;
    if (known.most[j]) out.possibly[i] |= sure;
    if (unsure.least[j]) out.surely[i] |= not_sure;
    if (unsure.most[j]) out.possibly[i] |= not_sure;
  };
  if (pick.pick == Pick::first)
    for (std::size_t j = 0; j < looks.size; ++j) take(j);
  else
    for (std::size_t j = looks.size; j-- > 0;) take(j);
  return true;
}

Masks EvaluateMonths::month_by_month(const Expression& e, const Frame& frame, const std::uint64_t* needed) {
  constexpr std::size_t batch = 1024;
  Masks out = masks(frame.size);
  std::fill_n(out.surely, frame.size, 0);
  std::fill_n(out.possibly, frame.size, 0);
  Arena& arena = many_.arena();
  auto* place = arena.take<std::uint32_t>(batch);
  auto* month = arena.take<std::uint8_t>(batch);
  auto* subject = arena.take<SubjectIndex>(batch);
  auto* at = arena.take<std::int32_t>(batch);
  std::size_t filled = 0;
  const auto flush = [&] {
    Frame each = frame;
    each.size = filled;
    each.subject = subject;
    each.row_subject = subject;
    each.at = at;
    const Values truth = many_.truth(e, each);
    for (std::size_t k = 0; k < filled; ++k) {
      out.surely[place[k]] |= static_cast<std::uint64_t>(truth.least[k]) << month[k];
      out.possibly[place[k]] |= static_cast<std::uint64_t>(truth.most[k]) << month[k];
    }
    filled = 0;
  };
  for (std::size_t i = 0; i < frame.size; ++i)
    for (std::uint64_t bits = needed[i] & all(); bits; bits &= bits - 1) {
      const int m = std::countr_zero(bits);
      place[filled] = static_cast<std::uint32_t>(i);
      month[filled] = static_cast<std::uint8_t>(m);
      subject[filled] = frame.subject[i];
      at[filled] = months_.last_day(m);
      if (++filled == batch) flush();
    }
  if (filled) flush();
  return out;
}

/// a and b and c: one after the other, and each only for those whom the ones before leave open.
Masks EvaluateMonths::all_of(const Expression& e, const Frame& frame, const std::uint64_t* needed) {
  std::vector<const Expression*> conditions;
  const Expression* rest = &e;
  for (; rest->op == Op::both; rest = &rest->parts[0]) conditions.push_back(&rest->parts[1]);
  conditions.push_back(rest);
  Arena& arena = many_.arena();
  const std::size_t size = frame.size;
  auto* place = arena.take<std::uint32_t>(size);
  auto* subject = arena.take<SubjectIndex>(size);
  auto* open = arena.take<std::uint64_t>(size);
  Masks so_far = masks(size);
  std::size_t count = 0;
  for (std::size_t i = 0; i < size; ++i) {
    place[count] = static_cast<std::uint32_t>(i);
    subject[count] = frame.subject[i];
    open[count] = so_far.possibly[count] = needed[i];
    so_far.surely[count] = all();
    count += needed[i] != 0;
  }
  for (auto condition = conditions.rbegin(); condition != conditions.rend() && count > 0; ++condition) {
    Frame part = frame;
    part.size = count;
    part.subject = part.row_subject = subject;
    const Masks found = truth(**condition, part, open);
    std::size_t left = 0;
    for (std::size_t k = 0; k < count; ++k) {
      const std::uint64_t possibly = so_far.possibly[k] & found.possibly[k], surely = so_far.surely[k] & found.surely[k];
      place[left] = place[k];
      subject[left] = subject[k];
      so_far.possibly[left] = open[left] = possibly;
      so_far.surely[left] = surely;
      left += possibly != 0;
    }
    count = left;
  }
  Masks out = masks(size);
  std::fill_n(out.surely, size, 0);
  std::fill_n(out.possibly, size, 0);
  for (std::size_t k = 0; k < count; ++k) {
    out.surely[place[k]] = so_far.surely[k] & so_far.possibly[k];
    out.possibly[place[k]] = so_far.possibly[k];
  }
  return out;
}

/// Looks only at places with a month that matters, where looking costs something.
Masks EvaluateMonths::truth_where_open(const Expression& e, const Frame& frame, const std::uint64_t* needed) {
  Arena& arena = many_.arena();
  auto* which = arena.take<std::uint32_t>(frame.size);
  std::size_t count = 0;
  for (std::size_t i = 0; i < frame.size; ++i) {
    which[count] = static_cast<std::uint32_t>(i);
    count += needed[i] != 0;
  }
  if (count > frame.size - frame.size / 8) return truth(e, frame, needed);
  auto* subjects = arena.take<SubjectIndex>(count);
  auto* open = arena.take<std::uint64_t>(count);
  for (std::size_t k = 0; k < count; ++k) {
    subjects[k] = frame.subject[which[k]];
    open[k] = needed[which[k]];
  }
  Frame part = frame;
  part.size = count;
  part.subject = part.row_subject = subjects;
  const Masks found = truth(e, part, open);
  Masks out = masks(frame.size);
  std::fill_n(out.surely, frame.size, 0);
  std::fill_n(out.possibly, frame.size, 0);
  for (std::size_t k = 0; k < count; ++k) {
    out.surely[which[k]] = found.surely[k];
    out.possibly[which[k]] = found.possibly[k];
  }
  return out;
}

Masks EvaluateMonths::truth(const Expression& e, const Frame& frame, const std::uint64_t* needed) {
  const std::size_t size = frame.size;
  if (!speaks_of_at(e)) return unmoved(many_.truth(e, frame), size);
  Masks out;
  switch (e.op) {
    case Op::inverse: {
      out = truth(e.parts[0], frame, needed);
      for (std::size_t i = 0; i < size; ++i) {
        const std::uint64_t surely = out.surely[i];
        out.surely[i] = all() & ~out.possibly[i];
        out.possibly[i] = all() & ~surely;
      }
      return out;
    }
    case Op::both: return all_of(e, frame, needed);
    case Op::either: {
      out = truth(e.parts[0], frame, needed);
      auto* open = many_.arena().take<std::uint64_t>(size);
      bool any = false;
      for (std::size_t i = 0; i < size; ++i) {
        open[i] = needed[i] & ~out.surely[i];
        any |= open[i] != 0;
      }
      if (!any) return out;
      const Masks right = truth_where_open(e.parts[1], frame, open);
      for (std::size_t i = 0; i < size; ++i) {
        out.surely[i] |= right.surely[i];
        out.possibly[i] |= right.possibly[i];
      }
      return out;
    }
    case Op::present: {
      Moving day;
      if (moving(e.parts[0], frame, day) && day.k == 1 && std::equal(day.rest.least, day.rest.least + size, day.rest.most)) return present(frame, day);
      break;
    }
    case Op::less:
    case Op::less_equal: {
      Moving left, right;
      if (moving(e.parts[0], frame, left) && moving(e.parts[1], frame, right)) {
        const int k = left.k - right.k;
        if (k == 1 || k == -1) return compared(e, frame, left, right);
      }
      [[fallthrough]];
    }
    case Op::equal:
      if (compared_count(e, frame, out) || compared_pick(e, frame, out)) return out;
      break;
    case Op::in_set:
    case Op::known:
      if (e.parts[0].op == Op::pick && compared_pick(e, frame, out)) return out;
      break;
    case Op::pick:
      if (compared_pick(e, frame, out)) return out;
      break;
    case Op::exists:
      if (exists(e, frame, out)) return out;
      break;
    default: break;
  }
  return month_by_month(e, frame, needed);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
