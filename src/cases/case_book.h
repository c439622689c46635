// A small register made from the lines of an example or a case, and cells counted from it by the engine's own rules.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "measure/book.h"
#include "measure/contribute.h"
#include "model/unit.h"
#include "pack/catalog.h"

namespace anyu {

/// Where persons live who are given no unit, and what a case calls it.
constexpr const char* case_village = "130881101201";
constexpr const char* case_village_name = "Baitang";

class CaseBook {
 public:
  CaseBook(const Catalog& catalog, const std::vector<CaseLine>& lines);

  /// The cell of an indicator over a unit and all below it. With `per`, its denominator too.
  Cell cell(const Indicator& indicator, UnitIndex unit, const Period& period) const;
  /// By its code, or by the village's name.
  std::optional<UnitIndex> unit(std::string_view name) const;
  UnitIndex root() const { return 0; }

  const Book& persons() const { return persons_; }
  std::optional<SubjectIndex> person(const std::string& name) const;
  std::string name_of(std::int64_t person) const;
  /// The records of a unit, newest first.
  std::vector<Record> records_of(const UnitCode& code) const;

 private:
  Cell own_cell(const Indicator& indicator, UnitIndex unit, const Period& period) const;

  const Catalog& catalog_;
  UnitTree tree_;
  Book persons_;
  Book units_;
  std::map<std::string, std::int64_t> names_;
  std::vector<Record> unit_records_;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
