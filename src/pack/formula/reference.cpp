// docs/language.md, made from the register, so that it cannot say what the language does not do.
#include <fmt/format.h>

#include "pack/formula/functions.h"

namespace anyu::formula {

namespace {

constexpr std::string_view opening = R"(# The formula language

*This page is made by `anyu language` from the register in `src/pack/formula/functions.cpp`; a test holds it to it.*

A formula says which anchors count and which of them do. It is small, typed and total: it always ends, never fails while
it runs, and prints back to what was written. It reads one subject's records (a person's and those linked to her, or a unit's)
and nothing else: no clock, no files, no names.

## What a formula may name

| | is |
|---|---|
| a field of the record | `outcome`, `place`: of the anchor; inside a query, of the queried record |
| `day` | the record's day of service |
| `anchor.field`, `anchor.day` | the anchor, seen from inside a query |
| `person.sex`, `.residency`, `.birth_day`, `.registered`, `.left` | what is known of the person beside records |
| `partner.birth_day`, `mother.residency`, … | the same of the partner or mother on the register; `child.birth_day` inside a query of `child.` records |
| `unit.level` | where the anchors are units |
| `at` | the last day of the period, where the anchors are persons or units without a `when` |
| `today`, `opens`, `closes`, `drops` | in schedules |
| `42`, `36.5`, `2025-03-01`, `yes`, `no` | constants |
| `live`, `home` | a code, beside a field that has it |

## Queries

`exists(type in [from, to] where condition)` looks at the subject's other records of a type. The interval may be left
out; `[` and `]` include their end, `(` and `)` leave it out, and `..` leaves a side open: `[.., day]`, `(day, ..]`. Records
of one day are ordered by the number they were entered under. `partner.`, `mother.` or `child.` before the type looks at the
records of a linked person.

## Missing values

Every value is a range: known when both ends are the same, else as wide as what is not known. `count(…)` of records of
which two surely fit and one may is the range 2 to 3; so `count(…) >= 2` is true, `>= 3` unknown, `>= 4` false. A missing
field is any value at all. Nothing that is unknown becomes zero or no.

The field of a record that does not exist is *nothing*, which is not unknown: `=`, `<`, `in` and the like are false where a side is
nothing, so `!=` is true there; a sum or product with nothing is nothing, and a window that begins or ends at nothing is empty.

## What a cell holds

An indicator goes through its anchors one by one.

| `where` | `count` | share, rate | count |
|---|---|---|---|
| true | true | numerator and denominator | numerator |
| true | false | denominator | |
| true | unknown | denominator and unknown | |
| unknown | any | denominator and unknown | unknown |
| false | any | nothing | nothing |

For a sum or a mean, an anchor whose number is known adds it to the numerator (and one to a mean's denominator); one
whose number is unknown is only in `unknown`. With `per`, the denominator is the other indicator's cell. An anchor whose
`when` is unknown stands, as unknown, in the period of its own day. The share of nothing is undefined, not zero. With
unknowns, a share lies between numerator / denominator and (numerator + unknown) / denominator.

A quarter or a year is the sum of its months; where the anchors are persons or units at the period's end, it is its last
month. Persons with a `when` are counted once, in the period of that day; where it is unknown, nowhere.

A `formula` over indicators has a `numerator` and may have a `denominator`, each made of other indicators' numerators (`id`),
their denominators (`id.denominator`), whole or decimal numbers, `+`, `-` and `*`; its unknown is that of the indicators its
numerator names. The division is exact.

## Functions and operators

| | takes and gives | what it is | with missing values | example |
|---|---|---|---|---|
)";

constexpr std::string_view closing = R"(
## Quirks

- `last(…).field = code` is false where there is no such record, and `!=` is true there. `is unknown` is true of nothing too.
- Inside a query a bare name never reaches the anchor; `anchor.` does, and it is always the outermost record.
- `!=` is unknown wherever `=` is: a record without a place is not surely "not at home".
- `between` includes both ends.
- Whole numbers and decimals mix; a decimal has at most six places, and there is no division: a share is a measure.
)";

std::string cell_text(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
  return out;
}

}  // namespace

std::string reference() {
  std::string page(opening);
  for (const FunctionRow& row : functions())
    page += fmt::format("| `{}` | {} | {} · {} | {} · {} | `{}` |\n", row.name, cell_text(row.signature), row.zh, cell_text(row.en), row.missing_zh,
                        cell_text(row.missing), row.example);
  page += closing;
  return page;
}

}  // namespace anyu::formula

// SPDX-License-Identifier: Apache-2.0
