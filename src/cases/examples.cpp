// Running examples with the engine's own rules.
#include "cases/examples.h"

#include <fmt/format.h>

#include "cases/case_book.h"
#include "loop/assess/examples.h"
#include "measure/cell_value.h"

namespace anyu {

void run_examples(const Catalog& catalog, Findings& findings) {
  for (const Indicator& indicator : catalog.indicators) {
    for (const IndicatorExample& example : indicator.examples) {
      const CaseBook book(catalog, example.records);
      const Cell cell = book.cell(indicator, book.root(), example.period);
      // Sums of decimals are written in their own unit.
      if (numerator_of(indicator, cell) == Decimal(example.cell.numerator) && cell.denominator == example.cell.denominator && cell.unknown == example.cell.unknown)
        continue;
      const auto came = fmt::format("[{}, {}, {}]", numerator_of(indicator, cell).exact(), cell.denominator, cell.unknown);
      const auto wanted = fmt::format("[{}, {}, {}]", example.cell.numerator, example.cell.denominator, example.cell.unknown);
      findings.fault(indicator.file, example.line,
                     {fmt::format("指标“{}”的算例“{}”应得{},实得{}", indicator.id, example.says.zh, wanted, came),
                      fmt::format("example '{1}' of indicator '{0}' should give {2}, but gives {3}", indicator.id, example.says.en, wanted, came)});
    }
  }
  for (const Scheme& scheme : catalog.schemes)
    for (Finding& finding : check_examples(scheme)) findings.all().push_back(std::move(finding));
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
