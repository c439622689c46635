// From formulas to contributions, by batches of anchors.
#include "measure/contribute_many.h"

#include <algorithm>
#include <array>
#include <bit>

namespace anyu {

namespace {

using formula::Scope;

constexpr std::size_t batch = 512;

bool is_day(std::int64_t least, std::int64_t most) { return least == most && least > -200'000 && least < 200'000; }

/// What is kept of a batch until it is handed on.
struct Kept {
  std::array<SubjectIndex, batch> subject;
  std::array<std::uint32_t, batch> place;
  std::array<std::int32_t, batch> months;
  std::array<std::int64_t, batch> numerator;
  std::array<std::uint8_t, batch> unknown;
  std::array<Row, batch> row;
  std::size_t size = 0;
};

class Contributing {
 public:
  Contributing(const Indicator& indicator, const Book& book, const CountedMonths& months, Arena& arena, const AddedSink& sink)
      : indicator_(indicator), book_(book), months_(months), arena_(arena), sink_(sink), many_(book, arena) {
    const bool counts = indicator.measure == Measure::count;
    sums_ = indicator.measure == Measure::sum || indicator.measure == Measure::mean;
    // The rules of docs/language.md, "What a cell holds": a share has every anchor below the line, a mean only known ones.
    added_.numbers = sums_;
    if (indicator.measure == Measure::mean) added_.denominator = 1;
    else if (!counts && !sums_ && indicator.per.empty()) added_.denominator = added_.denominator_unknown = 1;
    asks_ = indicator.value && !counts;
    added_.subject = kept_.subject.data();
    added_.place = kept_.place.data();
    width_ = static_cast<std::uint32_t>(months.whole().count());
  }

  void records(const Whom& everyone) {
    // Of everyone, only those who have such records matter.
    const auto* having = !everyone.list && everyone.size == book_.size() ? book_.having(indicator_.record) : nullptr;
    const Whom whom = having ? Whom::these(*having) : everyone;
    const std::int32_t* days = book_.columns(indicator_.record).day.data();
    const Months& months = months_.whole();
    const bool dated = !indicator_.when;  // by the record's own day
    const UnitIndex* providers = indicator_.by == By::provider ? book_.columns(indicator_.record).unit.data() : nullptr;
    const auto counted = static_cast<unsigned>(months.count());
    const Book::RowsOf rows_of(book_, indicator_.record);
    std::size_t filled = 0;
    for (std::size_t s = 0; s < whom.size; ++s) {
      const SubjectIndex subject = whom[s];
      const Rows own = rows_of(subject);
      if (own.size() == 0) continue;
      const std::uint32_t home = book_.facts(subject).home * width_;
      if (dated && !providers && own.together() && filled + own.size() < batch) {  // the usual case, kept short
        const Row first = own[0], end = first + static_cast<Row>(own.size());
        for (Row row = first; row < end; ++row) {
          const auto month = static_cast<unsigned>(months.of(days[row]));
          subjects_[filled] = subject;
          rows_[filled] = row;
          place_[filled] = home + month;
          filled += month < counted;
        }
        continue;
      }
      for (std::size_t k = 0; k < own.size(); ++k) {
        const Row row = own[k];
        const int month = dated ? months.of(days[row]) : 0;
        subjects_[filled] = subject;
        rows_[filled] = row;
        place_[filled] = (providers ? providers[row] * width_ : home) + static_cast<std::uint32_t>(month);
        filled += static_cast<unsigned>(month) < counted;
        if (filled == batch) {
          anchors(rows_.data(), filled);
          filled = 0;
        }
      }
    }
    if (filled > 0) anchors(rows_.data(), filled);
  }

  /// Persons, once each, by their `when`.
  void persons(const Whom& whom) {
    for (std::size_t s = 0; s < whom.size;) {
      std::size_t filled = 0;
      for (; s < whom.size && filled < batch; ++s) {
        place_[filled] = book_.facts(whom[s]).home * width_;
        subjects_[filled++] = whom[s];
      }
      anchors(nullptr, filled);
    }
  }

  /// Persons and units at the ends of months.
  void period_ends(const Whom& whom) {
    for (std::size_t s = 0; s < whom.size;) {
      std::size_t filled = 0;
      for (; s < whom.size && filled < batch; ++s) subjects_[filled++] = whom[s];
      int piece_first = 0;
      for (const Months& piece : months_.pieces()) {
        arena_.reset();
        if (sums_) sums_at_ends(filled, piece, piece_first);
        else truths_at_ends(filled, piece, piece_first);
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

  void hand_on(const std::int64_t* numerator, const std::uint8_t* unknown, const std::int32_t* months, const Row* rows, std::size_t size) {
    if (size == 0) return;
    added_.size = size;
    added_.numerator = numerator;
    added_.unknown = unknown;
    added_.months = months;
    added_.row = rows;
    sink_(added_);
  }

  /// A batch of anchors, in subjects_ and rows; their cells are in place_, with `when` only their units.
  void anchors(const Row* rows, std::size_t size) {
    arena_.reset();
    const SubjectIndex* subjects = subjects_.data();
    const std::uint32_t* places = place_.data();
    Frame frame = frame_of(subjects, rows, size);
    const std::int64_t* surely = nullptr;  // nothing: all belong
    if (indicator_.where) {
      const Values belongs = many_.truth(*indicator_.where, frame);
      // Only those that may belong are looked at further.
      std::size_t count = 0;
      auto* part_surely = arena_.take<std::int64_t>(size);
      for (std::size_t i = 0; i < size; ++i) {
        kept_.subject[count] = subjects[i];
        kept_.row[count] = rows ? rows[i] : 0;
        kept_.place[count] = places[i];
        part_surely[count] = belongs.least[i];
        count += belongs.most[i] != 0;
      }
      if (count == 0) return;
      if (!belongs.all_known()) surely = part_surely;
      subjects = kept_.subject.data();
      rows = rows ? kept_.row.data() : nullptr;
      places = kept_.place.data();
      size = count;
      frame = frame_of(subjects, rows, size);
    }
    Values value{};
    if (asks_) value = sums_ ? many_.value(*indicator_.value, frame) : many_.truth(*indicator_.value, frame);
    else value.least = value.most = ones();
    if (!indicator_.when && !surely && value.all_known()) {  // nothing unknown: as it stands
      added_.subject = subjects;
      added_.place = places;
      hand_on(value.least, nullptr, nullptr, rows, size);
      return;
    }
    Values when{};
    if (indicator_.when) when = many_.value(*indicator_.when, frame);
    const std::int32_t* days = rows ? book_.columns(indicator_.record).day.data() : nullptr;
    const Months& months = months_.whole();
    std::size_t slot = 0;
    bool any_unknown = false;
    for (std::size_t i = 0; i < size; ++i) {
      bool known = (!surely || surely[i] == 1) && value.least[i] == value.most[i];
      std::uint32_t place = places[i];
      if (indicator_.when) {
        std::int64_t day = when.least[i];
        if (!is_day(day, when.most[i])) {
          if (!rows) continue;  // a person whose day is unknown stands nowhere
          known = false;        // a record stands, as unknown, in the period of its own day
          day = days[rows[i]];
        }
        const int month = months.of(day);
        if (static_cast<unsigned>(month) >= width_) continue;
        place += static_cast<std::uint32_t>(month);
      }
      kept_.subject[slot] = subjects[i];
      if (rows) kept_.row[slot] = rows[i];
      kept_.place[slot] = place;
      kept_.numerator[slot] = known ? value.least[i] : 0;
      kept_.unknown[slot] = !known;
      any_unknown |= !known;
      ++slot;
    }
    added_.subject = kept_.subject.data();
    added_.place = kept_.place.data();
    hand_on(kept_.numerator.data(), any_unknown ? kept_.unknown.data() : nullptr, nullptr, rows ? kept_.row.data() : nullptr, slot);
  }

  const std::int64_t* ones() {
    if (ones_.empty()) ones_.assign(batch, 1);
    return ones_.data();
  }

  void truths_at_ends(std::size_t size, const Months& piece, int piece_first) {
    const SubjectIndex* subjects = subjects_.data();
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
    if (asks_) yes = months.truth(*indicator_.value, frame_of(who, nullptr, count), open);
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
    hand_on_runs();
  }

  void hand_on_runs() {
    added_.subject = kept_.subject.data();
    added_.place = kept_.place.data();
    hand_on(kept_.numerator.data(), kept_.unknown.data(), kept_.months.data(), nullptr, kept_.size);
    kept_.size = 0;
  }

  void runs(SubjectIndex subject, std::uint64_t bits, int piece_first, std::int64_t number, Answer answer) {
    while (bits) {
      const int first = std::countr_zero(bits);
      const int length = std::countr_one(bits >> first);
      bits &= first + length >= 64 ? 0 : ~std::uint64_t{0} << (first + length);
      if (kept_.size == batch) hand_on_runs();
      const std::size_t slot = kept_.size++;
      kept_.subject[slot] = subject;
      kept_.place[slot] = book_.facts(subject).home * width_ + static_cast<std::uint32_t>(piece_first + first);
      kept_.months[slot] = length;
      kept_.numerator[slot] = number;
      kept_.unknown[slot] = answer == Answer::unknown;
    }
  }

  /// Sums and means over persons or units: every month by itself.
  void sums_at_ends(std::size_t size, const Months& piece, int piece_first) {
    auto* at = arena_.take<std::int32_t>(size);
    for (int m = 0; m < piece.count(); ++m) {
      std::fill_n(at, size, piece.last_day(m));
      Frame frame = frame_of(subjects_.data(), nullptr, size);
      frame.at = at;
      Values belongs{};
      if (indicator_.where) belongs = many_.truth(*indicator_.where, frame);
      const Values value = many_.value(*indicator_.value, frame);
      std::size_t slot = 0;
      for (std::size_t i = 0; i < size; ++i) {
        if (belongs.most && !belongs.most[i]) continue;
        const bool known = (!belongs.least || belongs.least[i]) && value.least[i] == value.most[i];
        kept_.subject[slot] = subjects_[i];
        kept_.place[slot] = book_.facts(subjects_[i]).home * width_ + static_cast<std::uint32_t>(piece_first + m);
        kept_.numerator[slot] = known ? value.least[i] : 0;
        kept_.unknown[slot] = !known;
        ++slot;
      }
      added_.subject = kept_.subject.data();
      added_.place = kept_.place.data();
      hand_on(kept_.numerator.data(), kept_.unknown.data(), nullptr, nullptr, slot);
    }
  }

  const Indicator& indicator_;
  const Book& book_;
  const CountedMonths& months_;
  Arena& arena_;
  const AddedSink& sink_;
  EvaluateMany many_;
  bool sums_ = false;  ///< the value is a number to be added up
  bool asks_ = false;  ///< else, whether there is a condition beside `where`
  Added added_;
  Kept kept_;
  std::array<SubjectIndex, batch> subjects_;
  std::array<Row, batch> rows_;
  std::array<std::uint32_t, batch> place_;
  std::uint32_t width_ = 0;  ///< how many months are counted
  std::vector<std::int64_t> ones_;
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
