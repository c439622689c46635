// A formula as it is written: a tree of words, before anyone asks what they mean.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/words.h"

namespace anyu::formula {

/// What is wrong in a formula, and where: the character at which it shows.
struct Fault {
  std::size_t at = 0;
  Words says;
};

/// A node of the written formula. What `text` and `parts` hold depends on the kind.
struct Syntax {
  enum class Kind {
    number,   ///< text: digits
    day,      ///< text: 2025-03-01
    name,     ///< text: a field, a code, `day`, `at`, yes, no, ..
    member,   ///< parts: owner; text: field (person.sex, anchor.method, last(…).day)
    negative, ///< parts: one
    inverse,  ///< `not`; parts: one
    binary,   ///< text: the operator; parts: left, right
    between,  ///< parts: value, least, most
    in_set,   ///< parts: value, then the members
    known,    ///< `is known`; parts: one
    unknown,  ///< `is unknown`; parts: one
    call,     ///< text: function; parts: arguments
    query,    ///< text: record type; owner; parts: from, to, where; each may be `nothing`
    nothing,
  };

  Kind kind = Kind::nothing;
  std::string text;
  std::string owner;       ///< query: whose records, `partner`, `mother` or `child`; empty: the subject's own
  std::vector<Syntax> parts;
  std::size_t at = 0;
  bool open_from = false;  ///< query: `(` instead of `[`
  bool open_to = false;
  bool interval = false;   ///< query: has `in …`

  bool same_as(const Syntax& other) const;
};

struct Parsed {
  Syntax syntax;
  std::vector<Fault> faults;
};

/// Reads a formula. With faults the syntax is not to be used.
Parsed parse(std::string_view text);

/// Writes a formula back; parsing it again gives the same syntax.
std::string print(const Syntax& syntax);

}  // namespace anyu::formula

// SPDX-License-Identifier: Apache-2.0
