// From formulas to contributions, by batches of anchors.
#include "measure/contribute_many.h"

#include <algorithm>
#include <bit>

namespace anyu {

namespace {

using formula::Scope;

constexpr std::size_t batch = 512;

bool is_day(std::int64_t least, std::int64_t most) { return least == most && least > -200'000 && least < 200'000; }

/// What is kept of a batch until it is handed on.
class Kept {
 public:
  explicit Kept(std::size_t room) : subject(room), unit(room), first(room), months(room), numerator(room), denominator(room), unknown(room), answer(room), row(room) {}

  std::vector<SubjectIndex> subject;
  std::vector<UnitIndex> unit;
  std::vector<std::int32_t> first, months;
  std::vector<std::int64_t> numerator;
  std::vector<std::uint8_t> denominator, unknown;
  std::vector<Answer> answer;
  std::vector<Row> row;
  std::size_t size = 0;

  Added added(bool runs, bool records) const {
    return {size, subject.data(), unit.data(), first.data(), runs ? months.data() : nullptr, numerator.data(), denominator.data(), unknown.data(), answer.data(),
            records ? row.data() : nullptr};
  }
};

/// The rules of docs/language.md, "What a cell holds", as numbers: what an anchor adds by how it came out.
struct Rules {
  std::uint8_t own_denominator;  ///< of a share or rate without `per`
  bool counts, sums, mean;

  explicit Rules(const Indicator& indicator)
      : own_denominator(indicator.per.empty() && (indicator.measure == Measure::share || indicator.measure == Measure::rate)),
        counts(indicator.measure == Measure::count),
        sums(indicator.measure == Measure::sum || indicator.measure == Measure::mean),
        mean(indicator.measure == Measure::mean) {}
};

class Contributing {
 public:
  Contributing(const Indicator& indicator, const Book& book, const CountedMonths& months, Arena& arena, const AddedSink& sink)
      : indicator_(indicator), rules_(indicator), book_(book), months_(months), arena_(arena), sink_(sink), many_(book, arena), kept_(batch) {}

  void records(const Whom& whom) {
    const Columns& columns = book_.columns(indicator_.record);
    const std::int32_t* days = columns.day.data();
    const Months& months = months_.whole();
    const bool dated = !indicator_.when;  // by the record's own day
    std::vector<SubjectIndex> subjects(batch);
    std::vector<Row> rows(batch);
    std::size_t filled = 0;
    const auto flush = [&] {
      if (filled > 0) anchors(subjects.data(), rows.data(), filled);
      filled = 0;
    };
    for (std::size_t s = 0; s < whom.size; ++s) {
      const SubjectIndex subject = whom[s];
      const Rows own = book_.rows(indicator_.record, subject);
      for (std::size_t k = 0; k < own.size(); ++k) {
        const Row row = own[k];
        if (dated && static_cast<unsigned>(months.of(days[row])) >= static_cast<unsigned>(months.count())) continue;
        subjects[filled] = subject;
        rows[filled] = row;
        if (++filled == batch) flush();
      }
    }
    flush();
  }

  /// Persons, once each, by their `when`.
  void persons(const Whom& whom) {
    std::vector<SubjectIndex> subjects(batch);
    for (std::size_t s = 0; s < whom.size;) {
      std::size_t filled = 0;
      for (; s < whom.size && filled < batch; ++s) subjects[filled++] = whom[s];
      anchors(subjects.data(), nullptr, filled);
    }
  }

  /// Persons and units at the ends of months.
  void period_ends(const Whom& whom) {
    std::vector<SubjectIndex> subjects(batch);
    for (std::size_t s = 0; s < whom.size;) {
      std::size_t filled = 0;
      for (; s < whom.size && filled < batch; ++s) subjects[filled++] = whom[s];
      int piece_first = 0;
      for (const Months& piece : months_.pieces()) {
        arena_.reset();
        if (rules_.sums) sums_at_ends(subjects.data(), filled, piece, piece_first);
        else truths_at_ends(subjects.data(), filled, piece, piece_first);
        piece_first += piece.count();
      }
    }
  }

 private:
  Frame frame_of(const SubjectIndex* subjects, const Row* rows, std::size_t size) const {
    Frame frame;
    frame.size = size;
    frame.subject = frame.row_subject = subjects;
    frame.anchor = frame.row = rows;
    frame.anchor_type = frame.type = indicator_.record;
    return frame;
  }

  /// Keeps one anchor's contribution by how it came out.
  void keep(std::size_t slot, std::int64_t number, Answer answer) {
    const bool unknown = answer == Answer::unknown;
    kept_.answer[slot] = answer;
    kept_.unknown[slot] = unknown;
    kept_.numerator[slot] = unknown ? 0 : number;
    kept_.denominator[slot] = rules_.mean ? !unknown : rules_.own_denominator;
  }

  void anchors(const SubjectIndex* subjects, const Row* rows, std::size_t size) {
    arena_.reset();
    Frame frame = frame_of(subjects, rows, size);
    Values belongs{};
    if (indicator_.where) {
      belongs = many_.truth(*indicator_.where, frame);
      // Only those that may belong are looked at further.
      auto* which = arena_.take<std::uint32_t>(size);
      std::size_t count = 0;
      for (std::size_t i = 0; i < size; ++i) {
        which[count] = static_cast<std::uint32_t>(i);
        count += belongs.most[i] != 0;
      }
      if (count == 0) return;
      if (count < size) {
        auto* part_subjects = arena_.take<SubjectIndex>(count);
        auto* part_rows = rows ? arena_.take<Row>(count) : nullptr;
        auto* surely = arena_.take<std::int64_t>(count);
        for (std::size_t k = 0; k < count; ++k) {
          part_subjects[k] = subjects[which[k]];
          if (rows) part_rows[k] = rows[which[k]];
          surely[k] = belongs.least[which[k]];
        }
        subjects = part_subjects;
        rows = part_rows;
        belongs.least = surely;
        size = count;
        frame = frame_of(subjects, rows, size);
      }
    }
    Values value{}, when{};
    if (indicator_.value) value = rules_.sums ? many_.value(*indicator_.value, frame) : many_.truth(*indicator_.value, frame);
    if (indicator_.when) when = many_.value(*indicator_.when, frame);
    const std::int32_t* days = rows ? book_.columns(indicator_.record).day.data() : nullptr;
    const UnitIndex* providers = rows && indicator_.by == By::provider ? book_.columns(indicator_.record).unit.data() : nullptr;
    const Months& months = months_.whole();
    std::size_t slot = 0;
    for (std::size_t i = 0; i < size; ++i) {
      bool placed = true;
      std::int64_t day = 0;
      if (!indicator_.when) day = days[rows[i]];
      else if (is_day(when.least[i], when.most[i])) day = when.least[i];
      else if (rows) placed = false, day = days[rows[i]];  // it stands, as unknown, in the period of its own day
      else continue;                                       // a person whose day is unknown stands nowhere
      const int month = months.of(day);
      if (static_cast<unsigned>(month) >= static_cast<unsigned>(months.count())) continue;
      const bool belongs_surely = !belongs.least || belongs.least[i] == 1;
      const bool known = placed && belongs_surely && (!value.least || rules_.counts || value.least[i] == value.most[i]);
      const std::int64_t number = !value.least || rules_.counts ? 1 : value.least[i];
      keep(slot, number, !known ? Answer::unknown : rules_.sums || number ? Answer::counted : Answer::not_counted);
      kept_.subject[slot] = subjects[i];
      kept_.unit[slot] = providers ? providers[rows[i]] : book_.facts(subjects[i]).home;
      kept_.first[slot] = month;
      if (rows) kept_.row[slot] = rows[i];
      ++slot;
    }
    kept_.size = slot;
    if (slot > 0) sink_(kept_.added(false, rows != nullptr));
  }

  void truths_at_ends(const SubjectIndex* subjects, std::size_t size, const Months& piece, int piece_first) {
    EvaluateMonths months(many_, piece);
    const Frame frame = frame_of(subjects, nullptr, size);
    const std::uint64_t every = piece.count() == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << piece.count()) - 1;
    auto* needed = arena_.take<std::uint64_t>(size);
    std::fill_n(needed, size, every);
    Masks belongs{needed, needed};
    if (indicator_.where) belongs = months.truth(*indicator_.where, frame, needed);
    // Who may belong in no month at all is not looked at further.
    auto* who = arena_.take<SubjectIndex>(size);
    auto* sure = arena_.take<std::uint64_t>(size);
    auto* open = arena_.take<std::uint64_t>(size);
    std::size_t count = 0;
    for (std::size_t i = 0; i < size; ++i) {
      who[count] = subjects[i];
      sure[count] = belongs.surely[i] & every;
      open[count] = belongs.possibly[i] & every;
      count += open[count] != 0;
    }
    if (count == 0) return;
    Masks yes{nullptr, nullptr};
    if (indicator_.value && !rules_.counts) yes = months.truth(*indicator_.value, frame_of(who, nullptr, count), open);
    kept_.size = 0;
    for (std::size_t i = 0; i < count; ++i) {
      std::uint64_t counted = sure[i], unknown = open[i] & ~sure[i], not_counted = 0;
      if (yes.surely) {
        unknown |= counted & yes.possibly[i] & ~yes.surely[i];
        not_counted = counted & ~yes.possibly[i];
        counted &= yes.surely[i];
      }
      runs(who[i], counted, piece_first, 1, Answer::counted);
      runs(who[i], not_counted, piece_first, 0, Answer::not_counted);
      runs(who[i], unknown, piece_first, 0, Answer::unknown);
    }
    if (kept_.size > 0) sink_(kept_.added(true, false));
    kept_.size = 0;
  }

  void runs(SubjectIndex subject, std::uint64_t bits, int piece_first, std::int64_t number, Answer answer) {
    while (bits) {
      const int first = std::countr_zero(bits);
      const int length = std::countr_one(bits >> first);
      bits &= first + length >= 64 ? 0 : ~std::uint64_t{0} << (first + length);
      if (kept_.size == batch) {
        sink_(kept_.added(true, false));
        kept_.size = 0;
      }
      const std::size_t slot = kept_.size++;
      keep(slot, number, answer);
      kept_.subject[slot] = subject;
      kept_.unit[slot] = book_.facts(subject).home;
      kept_.first[slot] = piece_first + first;
      kept_.months[slot] = length;
    }
  }

  /// Sums and means over persons or units: every month by itself.
  void sums_at_ends(const SubjectIndex* subjects, std::size_t size, const Months& piece, int piece_first) {
    auto* at = arena_.take<std::int32_t>(size);
    for (int m = 0; m < piece.count(); ++m) {
      std::fill_n(at, size, piece.last_day(m));
      Frame frame = frame_of(subjects, nullptr, size);
      frame.at = at;
      Values belongs{};
      if (indicator_.where) belongs = many_.truth(*indicator_.where, frame);
      const Values value = many_.value(*indicator_.value, frame);
      kept_.size = 0;
      for (std::size_t i = 0; i < size; ++i) {
        if (belongs.most && !belongs.most[i]) continue;
        const std::size_t slot = kept_.size++;
        const bool known = (!belongs.least || belongs.least[i]) && value.least[i] == value.most[i];
        keep(slot, value.least[i], known ? Answer::counted : Answer::unknown);
        kept_.subject[slot] = subjects[i];
        kept_.unit[slot] = book_.facts(subjects[i]).home;
        kept_.first[slot] = piece_first + m;
      }
      if (kept_.size > 0) sink_(kept_.added(false, false));
    }
  }

  const Indicator& indicator_;
  const Rules rules_;
  const Book& book_;
  const CountedMonths& months_;
  Arena& arena_;
  const AddedSink& sink_;
  EvaluateMany many_;
  Kept kept_;
};

}  // namespace

CountedMonths::CountedMonths(MonthRange range) : range_(range), whole_(range.first, std::max(0, range.months())) {
  for (int done = 0; done < range.months(); done += 64) pieces_.emplace_back(range.first + done, std::min(64, range.months() - done));
}

void contribute_many(const Indicator& indicator, const Book& book, const Whom& whom, const CountedMonths& months, Arena& arena, const AddedSink& sink) {
  if (indicator.numerator || whom.size == 0 || months.range().months() <= 0) return;
  Contributing contributing(indicator, book, months, arena, sink);
  if (indicator.anchor == Scope::Anchor::record) contributing.records(whom);
  else if (indicator.when) contributing.persons(whom);
  else contributing.period_ends(whom);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
