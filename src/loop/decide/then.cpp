// Undoing what has changed since, for those it touches, in a small book of its own.
#include "loop/decide/then.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "measure/cell_value.h"
#include "measure/taking.h"

namespace anyu {

namespace {

constexpr std::size_t most_listed = 200;
constexpr std::size_t farthest_back = 1'000'000;  // changes
constexpr std::size_t page = 5'000;

using Key = std::pair<TypeIndex, RecordId>;

/// What the changes since then touched, and how it was before them.
struct Undone {
  std::map<Key, std::optional<Record>> records;                  ///< nothing: it was not there
  std::map<PersonId, std::optional<Person>> persons;
  std::map<Key, std::int64_t> subject_of;                        ///< person, or a unit's place
  std::set<std::int64_t> subjects;
  std::vector<MovingChange> changes;
};

/// Everything an indicator is counted from, the others it is completed with included.
struct Needed {
  std::set<TypeIndex> types;
  std::set<formula::Whose> links;
  std::vector<std::size_t> indicators;
};

Needed needed_by(const Catalog& catalog, std::size_t which) {
  Needed needed;
  needed.indicators = {which};
  for (const std::size_t other : catalog.indicators[which].built_on) needed.indicators.push_back(other);
  for (const std::size_t i : needed.indicators) {
    needed.types.insert(catalog.indicators[i].reads.begin(), catalog.indicators[i].reads.end());
    needed.links.insert(catalog.indicators[i].links.begin(), catalog.indicators[i].links.end());
  }
  return needed;
}

class Undoing {
 public:
  Undoing(const Store& store, const Engine& engine, Subject kind, const Needed& needed) : store_(store), engine_(engine), kind_(kind), needed_(needed) {}

  Result<Undone> since(ChangeNumber then) {
    ChangeNumber at = then;
    for (std::size_t read = 0;;) {
      auto changes = store_.changes_after(at, page);
      if (!changes) return changes.error();
      if (changes->empty()) return std::move(undone_);
      read += changes->size();
      if (read > farthest_back) return unsupported("那之后已有超过{}条变更,请选近一些的时间", "there have been more than {} changes since; choose a later moment", farthest_back);
      for (const Change& change : *changes)
        if (const Done done = undo(change); !done) return done.error();
      at = changes->back().number;
    }
  }

 private:
  Done undo(const Change& change) {
    if (change.kind == "person") return kind_ == Subject::person ? person(change) : Done{};
    if (change.kind != "add" && change.kind != "correct" && change.kind != "remove") return {};
    if (!needed_.types.count(change.record.type) || engine_.catalog().types[change.record.type].subject != kind_) return {};
    const Key key{change.record.type, change.record.id};
    Record content = change.record;  // of a removal, what was removed
    if (!undone_.records.count(key)) {
      auto& before = undone_.records[key];
      if (change.was != 0) {
        const auto was = store_.change(change.was);
        if (!was) return was.error();
        before = content = was->record;
      }
      undone_.subject_of[key] = kind_ == Subject::person ? content.person : static_cast<std::int64_t>(engine_.tree().find(content.about).value_or(0));
    }
    note(change, undone_.subject_of[key]);
    undone_.changes.back().type = change.record.type;
    if (change.kind != "remove") undone_.changes.back().day = change.record.day;
    return {};
  }

  Done person(const Change& change) {
    const PersonId id = change.person->id;
    if (!undone_.persons.count(id)) {
      auto& before = undone_.persons[id];
      if (change.was != 0) {
        const auto was = store_.change(change.was);
        if (!was) return was.error();
        before = was->person;
      }
    }
    note(change, id);
    return {};
  }

  void note(const Change& change, std::int64_t subject) {
    undone_.subjects.insert(subject);
    MovingChange moving;
    moving.number = change.number;
    moving.at = change.at;
    moving.by = change.by;
    moving.kind = change.kind;
    moving.why = change.why;
    moving.subject = subject;
    undone_.changes.push_back(std::move(moving));
  }

  const Store& store_;
  const Engine& engine_;
  const Subject kind_;
  const Needed& needed_;
  Undone undone_;
};

std::vector<SubjectIndex> once(std::vector<SubjectIndex> list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

/// Whose contributions may differ: the touched, and those who look at them; and whom all of these look at.
struct WhoseThen {
  std::vector<std::int64_t> differ, held;
};

WhoseThen whose_then(const Book& now, const Undone& undone, const Needed& needed, Subject kind) {
  std::set<std::int64_t> differ(undone.subjects.begin(), undone.subjects.end());
  const auto add_linked = [&](std::set<std::int64_t>& into, bool looked_at) {
    std::vector<SubjectIndex> found;
    for (const std::int64_t one : std::vector<std::int64_t>(into.begin(), into.end())) {
      if (const auto subject = now.find(one)) {
        for (const formula::Whose link : needed.links) now.linked(*subject, link, found);
        if (looked_at && !needed.links.empty())
          for (const formula::Whose link : {formula::Whose::partner, formula::Whose::mother, formula::Whose::child}) now.linked(*subject, link, found);
      }
      if (const auto before = undone.persons.find(one); before != undone.persons.end() && before->second && !needed.links.empty())
        for (const PersonId named : {before->second->mother, before->second->partner})
          if (named) into.insert(named);
    }
    for (const SubjectIndex subject : once(std::move(found))) into.insert(now.facts(subject).id);
  };
  if (kind == Subject::person) add_linked(differ, false);
  std::set<std::int64_t> held = differ;
  if (kind == Subject::person) add_linked(held, true);
  return {{differ.begin(), differ.end()}, {held.begin(), held.end()}};
}

/// A small book with some subjects of `now`, as they were.
Book book_then(const Book& now, const std::vector<std::int64_t>& ids, const Undone& undone, const Needed& needed, Subject kind, const Engine& engine) {
  Book then(engine.catalog().types);
  std::map<std::int64_t, std::vector<const Record*>> of_subject;
  for (const auto& [key, record] : undone.records)
    if (record) of_subject[undone.subject_of.at(key)].push_back(&*record);
  for (const std::int64_t id : ids) {
    const auto here = now.find(id);
    std::optional<SubjectFacts> facts;
    if (const auto changed = undone.persons.find(id); kind == Subject::person && changed != undone.persons.end()) {
      if (changed->second) facts = facts_of(*changed->second, engine.tree());
    } else if (here) {
      facts = now.facts(*here);
    }
    if (!facts) continue;  // not on the register then
    const SubjectIndex subject = then.add_subject(*facts);
    for (const TypeIndex type : needed.types) {
      if (engine.catalog().types[type].subject != kind) continue;
      std::vector<BookRecord> rows;
      const Rows current = here ? now.rows(type, *here) : Rows(nullptr, 0, 0);
      for (std::size_t k = 0; k < current.size(); ++k) {
        if (undone.records.count({type, now.id(type, current[k])})) continue;
        BookRecord row{now.id(type, current[k]), Day{now.day(type, current[k])}, now.unit(type, current[k]), {}};
        for (std::size_t f = 0; f < engine.catalog().types[type].fields.size(); ++f) row.fields.push_back(now.value(type, current[k], static_cast<int>(f)));
        rows.push_back(std::move(row));
      }
      if (const auto own = of_subject.find(id); own != of_subject.end())
        for (const Record* record : own->second)
          if (record->type == type) rows.push_back(book_record(*record, engine.tree(), facts->home));
      std::sort(rows.begin(), rows.end(), [](const BookRecord& a, const BookRecord& b) { return std::pair(a.day, a.id) < std::pair(b.day, b.id); });
      for (const BookRecord& row : rows) then.load(type, subject, row);
    }
  }
  then.loaded();
  return then;
}

/// What each of these subjects adds to a cell.
std::map<std::int64_t, Cell> contributions(const Indicator& indicator, const Book& book, const std::vector<std::int64_t>& ids, const CountedMonths& months,
                                           const UnitTree& tree, UnitIndex unit) {
  std::vector<SubjectIndex> whom;
  for (const std::int64_t id : ids)
    if (const auto subject = book.find(id)) whom.push_back(*subject);
  std::map<std::int64_t, Cell> cells;
  Arena arena;
  contribute_many(indicator, book, Whom::these(whom), months, arena, [&](const Added& added) {
    for (std::size_t i = 0; i < added.size; ++i)
      if (tree.within(added.unit(i, months), unit))
        for (std::int32_t m = 0; m < (added.months ? added.months[i] : 1); ++m) cells[book.facts(added.subject[i]).id] += added.cell(i);
  });
  return cells;
}

}  // namespace

Result<Then> ThenStage::then(const Actor& by, const std::string& id, const UnitCode& code, const Period& period, std::optional<Day> on,
                             std::optional<ChangeNumber> change) const {
  const Catalog& catalog = engine_.catalog();
  const UnitTree& tree = engine_.tree();
  const auto unit = tree.find(code);
  if (!unit || !by.may(Right::see_figures, *unit, tree)) return forbidden("这个单位不在您的范围内", "this unit is outside your part of the tree");
  const auto which = catalog.indicator(id);
  if (!which) return not_found("没有指标“{}”", "there is no indicator '{}'", beginning(id, 63));
  if (on.has_value() == change.has_value()) return invalid("请给出“on”(日期)或“change”(变更号)之一", "give one of 'on' (a day) and 'change' (a number)");
  Then result;
  if (change) {
    if (*change < 0 || *change > store_.last_change()) return not_found("没有第{}号变更", "there is no change {}", *change);
    result.change = *change;
  } else {
    if (*on > anyu::day_of(clock_.now())) return invalid("这一天还没有到", "this day has not come yet");
    const Moment end = start_of(*on + 1);
    const auto last = store_.last_change_before(end);
    if (!last) return last.error();
    result.change = *last;
  }
  const Month until = Month::of(anyu::day_of(clock_.now()));
  if (period.last() < engine_.months().first || period.first > until) return not_found("这一期间没有数据", "nothing is measured in this period");
  const Needed needed = needed_by(catalog, *which);
  // Persons and units are undone each for themselves: a rate may be of units over persons.
  std::vector<std::pair<Subject, Undone>> kinds;
  for (const Subject kind : {Subject::person, Subject::unit}) {
    if (std::none_of(needed.indicators.begin(), needed.indicators.end(), [&](std::size_t i) { return catalog.indicators[i].subject == kind; })) continue;
    auto undone = Undoing(store_, engine_, kind, needed).since(result.change);
    if (!undone) return undone.error();
    kinds.emplace_back(kind, std::move(*undone));
  }

  engine_.read_with_cells([&](const Book& persons, const Book& units, const auto& own) {
    const auto cell_now = [&](std::size_t indicator) { return own(indicator, *unit, period, until); };
    std::map<std::size_t, Cell> cells;
    for (const std::size_t i : needed.indicators) cells[i] = cell_now(i);
    for (auto& [kind, undone] : kinds) {
      const Book& now = kind == Subject::unit ? units : persons;
      const WhoseThen whose = whose_then(now, undone, needed, kind);
      const Book before = book_then(now, whose.held, undone, needed, kind, engine_);
      std::set<std::int64_t> moved;
      for (const std::size_t i : needed.indicators) {
        const Indicator& of = catalog.indicators[i];
        if (of.numerator || of.subject != kind) continue;
        const MonthRange span = Engine::span_of(of, period, until);
        const CountedMonths months(kind == Subject::unit ? span : MonthRange{std::max(span.first, engine_.months().first), std::min(span.last, engine_.months().last)});
        const auto was = contributions(of, before, whose.differ, months, tree, *unit), is = contributions(of, now, whose.differ, months, tree, *unit);
        for (const auto& [subject, one] : is) cells[i] -= one;
        for (const auto& [subject, one] : was) cells[i] += one;
        for (const std::int64_t subject : whose.differ) {
          const auto a = was.find(subject), b = is.find(subject);
          if ((a == was.end() ? Cell{} : a->second) != (b == is.end() ? Cell{} : b->second)) moved.insert(subject);
        }
      }
      // A change is behind the cell where its subject's contribution moved, or that of someone who looks at her.
      for (MovingChange& one : undone.changes) {
        const auto subject = now.find(one.subject);
        bool behind = moved.count(one.subject) > 0;
        if (subject && !behind) {
          std::vector<SubjectIndex> looking;
          for (const formula::Whose link : needed.links) now.linked(*subject, link, looking);
          behind = std::any_of(looking.begin(), looking.end(), [&](SubjectIndex who) { return moved.count(now.facts(who).id) > 0; });
        }
        if (!behind) continue;
        one.subject_kind = kind;
        if (subject) one.unit = now.facts(*subject).home;
        result.changes.push_back(std::move(one));
      }
    }
    const Indicator& indicator = catalog.indicators[*which];
    result.then = with_others(indicator, cells.at(*which), [&](std::size_t other) { return cells.at(other); });
    result.now = with_others(indicator, cell_now(*which), cell_now);
    return 0;
  });
  std::sort(result.changes.begin(), result.changes.end(), [](const MovingChange& a, const MovingChange& b) { return a.number > b.number; });
  result.more = result.changes.size() > most_listed;
  if (result.more) result.changes.resize(most_listed);
  return result;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
