// Persons and records as the book takes them.
#pragma once

#include "measure/book.h"
#include "model/unit.h"

namespace anyu {

SubjectFacts facts_of(const Person& person, const UnitTree& tree);

/// `home` stands for the providing unit where that is not in the tree.
BookRecord book_record(const Record& record, const UnitTree& tree, UnitIndex home);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
