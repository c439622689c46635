// Reading and running cases, block by block.
#include "cases/run_case.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cases/case_book.h"
#include "loop/assess/live_figures.h"
#include "loop/assess/score.h"
#include "loop/deliver/due.h"
#include "measure/cell_value.h"

namespace anyu {

namespace {

struct Line {
  int number = 0;
  bool indented = false;
  std::string_view text;
  std::vector<std::string> words;
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  int number = 0;
  for (const auto raw : split(text, '\n')) {
    ++number;
    const auto content = trimmed(raw);
    if (content.empty() || content.starts_with('#')) continue;
    Line line{number, raw.starts_with(' ') || raw.starts_with('\t'), content, {}};
    for (const auto word : split(content, ' '))
      if (!trimmed(word).empty()) line.words.emplace_back(trimmed(word));
    lines.push_back(std::move(line));
  }
  return lines;
}

class CaseRun {
 public:
  CaseRun(const Catalog& catalog, const std::string& file, Findings& findings) : catalog_(catalog), file_(file), findings_(findings) {}

  void run(std::string_view text) {
    const auto lines = lines_of(text);
    std::vector<CaseLine> records;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].indented) continue;
      std::vector<Line> block;
      while (i + 1 + block.size() < lines.size() && lines[i + 1 + block.size()].indented) block.push_back(lines[i + 1 + block.size()]);
      if (lines[i].words[0] == "records") read_records(block, records);
    }
    const CaseBook book(catalog_, records);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].indented) continue;
      std::vector<Line> block;
      while (i + 1 + block.size() < lines.size() && lines[i + 1 + block.size()].indented) block.push_back(lines[i + 1 + block.size()]);
      expect(lines[i], block, book);
    }
  }

 private:
  void fault(const Line& line, std::string zh, std::string en) { findings_.fault(file_, line.number, {std::move(zh), std::move(en)}); }

  void differs(const Line& line, const std::string& wanted, const std::string& came) {
    fault(line, fmt::format("应为“{}”,实为“{}”", wanted, came), fmt::format("expected '{}', but it is '{}'", wanted, came));
  }

  void read_records(const std::vector<Line>& block, std::vector<CaseLine>& records) {
    for (const Line& line : block) {
      if (line.text.starts_with("person ") && line.text.find("type") != std::string_view::npos && line.text.find("day") != std::string_view::npos &&
          line.text.find("fields") != std::string_view::npos)
        continue;  // the heading of the table
      for (CaseLine& one : read_case_lines(line.text, catalog_.types, file_, line.number, findings_)) records.push_back(std::move(one));
    }
  }

  void expect(const Line& head, const std::vector<Line>& block, const CaseBook& book) {
    const std::string& what = head.words[0];
    if (what == "pack" || what == "records") return;
    if (what == "indicator" && head.words.size() == 3) return cells(head, block, book);
    if (what == "due" && head.words.size() == 2) return due(head, block, book);
    if (what == "score" && head.words.size() == 4) return score_of(head, block, book);
    if (what == "claims" && head.words.size() == 3) return claims(head, block, book);
    fault(head, "看不懂这一行:可写 pack、records、indicator 代码 期间、due 日期、score 考核表 单位 期间、claims 单位 考核表",
          "this line is not understood: pack, records, indicator ID PERIOD, due DAY, score SCHEME UNIT PERIOD, claims UNIT SCHEME");
  }

  // Baitang  1 of 2, 1 unknown
  void cells(const Line& head, const std::vector<Line>& block, const CaseBook& book) {
    const auto indicator = catalog_.indicator(head.words[1]);
    const auto period = Period::parse(head.words[2]);
    if (!indicator || !period) return fault(head, "没有这个指标或期间", "there is no such indicator or period");
    const Indicator& of = catalog_.indicators[*indicator];
    for (const Line& line : block) {
      const auto unit = book.unit(line.words[0]);
      if (!unit) {
        fault(line, fmt::format("没有单位“{}”", line.words[0]), fmt::format("there is no unit '{}'", line.words[0]));
        continue;
      }
      const Cell cell = book.cell(of, *unit, *period);
      std::string came = numerator_of(of, cell).exact();
      if (of.has_denominator()) came += fmt::format(" of {}", cell.denominator);
      if (cell.unknown > 0) came += fmt::format(", {} unknown", cell.unknown);
      const std::string wanted(trimmed(line.text.substr(line.words[0].size())));
      if (came != wanted) differs(line, wanted, came);
    }
  }

  // Li  after_birth  d7  open
  void due(const Line& head, const std::vector<Line>& block, const CaseBook& book) {
    const auto day = Day::parse(head.words[1]);
    if (!day) return fault(head, "没有这一天", "there is no such day");
    std::vector<Due> all;
    for (SubjectIndex person = 0; person < book.persons().size(); ++person) add_due(catalog_.schedules, book.persons(), person, *day, 0, all);
    std::vector<std::string> came;
    for (const Due& one : all) {
      const Schedule& schedule = catalog_.schedules[one.schedule];
      came.push_back(fmt::format("{} {} {} {}", book.name_of(one.person), schedule.id, schedule.steps[one.step].id, id_of(one.state)));
    }
    for (const Line& line : block) {
      const auto wanted = fmt::format("{}", fmt::join(line.words, " "));
      const auto found = std::find(came.begin(), came.end(), wanted);
      if (found == came.end()) fault(line, fmt::format("“{}”不在待办中", wanted), fmt::format("'{}' is not due", wanted));
      else came.erase(found);
    }
    for (const std::string& more : came) fault(head, fmt::format("待办中还有“{}”", more), fmt::format("'{}' is due too", more));
  }

  CellSource cells_of(const CaseBook& book, UnitIndex unit) const {
    return [this, &book, unit](std::size_t indicator, const Period& period) { return book.cell(catalog_.indicators[indicator], unit, period); };
  }

  // g2  met        1.5  scored 18        1.5  undecided
  void score_of(const Line& head, const std::vector<Line>& block, const CaseBook& book) {
    const Scheme* scheme = catalog_.scheme(head.words[1]);
    const auto unit = book.unit(head.words[2]);
    const auto period = Period::parse(head.words[3]);
    if (!scheme || !unit || !period) return fault(head, "没有这个考核表、单位或期间", "there is no such sheet, unit or period");
    const Score result = score(*scheme, live_figures(*scheme, catalog_, *period, cells_of(book, *unit)));
    for (const Line& line : block) {
      const auto item = std::find_if(result.items.begin(), result.items.end(), [&](const ItemScore& one) { return one.id == line.words[0]; });
      if (item == result.items.end()) {
        fault(line, fmt::format("表中没有条目“{}”", line.words[0]), fmt::format("the sheet has no item '{}'", line.words[0]));
        continue;
      }
      std::string came(id_of(item->outcome));
      if (item->points) came += " " + item->points->exact();
      if (item->shown) came += " shown";
      const auto wanted = fmt::format("{}", fmt::join(line.words.begin() + 1, line.words.end(), " "));
      if (came != wanted) differs(line, wanted, came);
    }
  }

  // sex_ratio_at_birth  falls_year_by_year  does_not_hold
  void claims(const Line& head, const std::vector<Line>& block, const CaseBook& book) {
    const auto unit = book.unit(head.words[1]);
    const Scheme* standard = catalog_.scheme(head.words[2]);
    if (!unit || !standard) return fault(head, "没有这个单位或考核表", "there is no such unit or sheet");
    const auto all = check_published(catalog_, book.records_of(head.words[1]), standard, cells_of(book, *unit));
    for (const Line& line : block) {
      if (line.words.size() != 3) {
        fault(line, "应写:指标 声明 结论", "write: figure claim verdict");
        continue;
      }
      const auto found = std::find_if(all.begin(), all.end(), [&](const PublishedClaim& one) { return one.figure == line.words[0] && one.claim == line.words[1]; });
      const std::string came = found == all.end() ? "nothing" : std::string(id_of(found->check.verdict));
      if (came != line.words[2]) differs(line, line.words[2], came);
    }
  }

  const Catalog& catalog_;
  const std::string& file_;
  Findings& findings_;
};

}  // namespace

void run_case(std::string_view text, const std::string& shown_as, const Catalog& catalog, Findings& findings) {
  CaseRun(catalog, shown_as, findings).run(text);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
