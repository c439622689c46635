// The rows a part of a statement stands on, and the columns worked out beside them: a chain of subqueries, each of
// which adds columns to the one before or leaves rows out. Nothing is worked out twice, and nothing is nested
// deeply.
#pragma once

#include <string>
#include <vector>

#include "sql/dialect.h"

namespace anyu::sql {

/// Gives every frame and column of a statement a number of its own.
struct Numbers {
  int frames = 0;
  int columns = 0;
};

class Frame {
 public:
  /// `from` is a table or subquery, called `name` there and throughout. `subject` names whose rows they are.
  Frame(Dialect dialect, Numbers& numbers, std::string name, std::string from, std::string subject)
      : dialect_(dialect),
        numbers_(numbers),
        name_(std::move(name)),
        from_(std::move(from)),
        subject_(std::move(subject)) {}

  const std::string& name() const { return name_; }
  const std::string& subject() const { return subject_; }
  /// A column of these rows.
  std::string operator[](const std::string& column) const { return name_ + "." + column; }

  /// Works something out as a column, and gives its name.
  std::string bind(const std::string& text);
  /// The same where the text is long or deeply nested; what is short stays as it is.
  std::string brief(const std::string& text);
  /// The same also where the text names none of these rows' columns: an aggregate of it would be the outer query's.
  std::string own(const std::string& text);
  /// The same where the text is deeply nested: SQLite's parser goes no deeper than a hundred steps.
  std::string shallow(const std::string& text);
  /// Leaves out the rows for which the condition is not true.
  void keep(const std::string& condition);

  /// The statement that selects this from the rows; `after` comes at its end.
  std::string select(const std::string& what, const std::string& after = "") const;
  /// The subqueries by themselves, and the rest of the statement.
  struct Parts {
    std::string with;  ///< "q1s1 as (…), q1s2 as (…)", or empty
    std::string from;  ///< " from … where …"
  };
  Parts parts() const;

 private:
  struct Step {
    std::vector<std::string> conditions;
    std::vector<std::pair<std::string, std::string>> columns;  ///< name and text
  };
  /// The step at which everything the text names is there.
  Step& step_for(const std::string& text);

  Dialect dialect_;
  Numbers& numbers_;
  std::string name_, from_, subject_;
  std::vector<Step> steps_{1};
};

}  // namespace anyu::sql

// SPDX-License-Identifier: Apache-2.0
