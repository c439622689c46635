// What a formula comes to in many places at once: the same values as evaluate(), an array at a time.
#pragma once

#include <optional>
#include <utility>

#include "measure/evaluate.h"
#include "measure/frame.h"
#include "pack/formula/expression.h"

namespace anyu {

/// A comparison or the like that turns one value into a truth: what stands between a pick and its use.
Values compared(const formula::Expression& e, Values left, Values right, std::size_t size, Arena& arena);

/// Rows that queries look at, each with the place it is looked at from.
struct Looks {
  std::size_t size = 0;
  std::uint32_t* from = nullptr;  ///< which place of the frame
  Row* row = nullptr;
  SubjectIndex* subject = nullptr;  ///< whose row it is
};

class EvaluateMany {
 public:
  EvaluateMany(const Book& book, Arena& arena) : book_(book), arena_(arena) {}

  Values value(const formula::Expression& e, const Frame& frame);
  /// As a truth: 0 or 1 at each end; nothing is no.
  Values truth(const formula::Expression& e, const Frame& frame);

  /// All rows a query could look at, in order, whatever its window and condition say.
  Looks looks(const formula::Expression& query, const Frame& frame);
  /// The places of these rows: what the query's condition and value are evaluated in.
  Frame within(const formula::Expression& query, const Frame& frame, const Looks& looks);

  /// Whose records or facts are meant, for each place; nobody where nobody is linked.
  const SubjectIndex* subjects(formula::Whose whose, const Frame& frame);

  const Book& book() const { return book_; }
  Arena& arena() { return arena_; }

 private:
  struct Window {
    Values from, to;
    bool open_from = false, open_to = false;  ///< without a bound
    std::optional<std::pair<std::int64_t, std::int64_t>> reach(std::size_t i) const;
    bool known() const { return (open_from || from.all_known()) && (open_to || to.all_known()); }
  };
  struct Fitting {
    Looks looks;
    Values fits;
  };

  Values column(TypeIndex type, int column, const Row* rows, std::size_t size);
  Values days(TypeIndex type, const Row* rows, std::size_t size);
  Values fact(const formula::Expression& e, const Frame& frame);
  Values logic(const formula::Expression& e, const Frame& frame);
  Values sum_or_difference(const formula::Expression& e, const Frame& frame);
  Values product(const formula::Expression& e, const Frame& frame);
  Values chosen(const formula::Expression& e, const Frame& frame);
  Values one_by_one(const formula::Expression& e, const Frame& frame);
  Values query(const formula::Expression& e, const Frame& frame);
  Window days_of(const formula::Expression& e, const Frame& frame);
  Values counted(const formula::Expression& e, const Frame& frame, const Window& window);
  Looks looks_in(const formula::Expression& e, const Frame& frame, const Window& window);
  Fitting fitting(const formula::Expression& e, const Frame& frame, const Window& days);
  const Book& book_;
  Arena& arena_;
};

/// Whether a formula holds a query: such parts are evaluated only where they matter.
bool looks_at_records(const formula::Expression& e);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
