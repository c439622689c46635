// anyu import and anyu export: files in and out.
#include <fmt/format.h>

#include <chrono>

#include "app/commands.h"
#include "app/county.h"
#include "app/terminal.h"
#include "exchange/export.h"
#include "exchange/import.h"

namespace anyu {

int run_import(const ImportCommandOptions& options) {
  const auto county = County::open(options.folder);
  if (!county) return refuse(county.error());
  const auto reading = read_mapping(options.map, (*county)->catalog());
  if (reading.findings.any_fault())
    return refuse(Error{ErrorKind::invalid, {"映射有误,什么都没有导入:" + listed(reading.findings, Language::zh), "the mapping has faults, and nothing was imported:" + listed(reading.findings, Language::en)}});
  ImportOptions how;
  how.now = SystemClock().now();
  how.user = "import";
  how.progress = progress_line({"导入", "Importing"});
  const auto began = std::chrono::steady_clock::now();
  const auto report = import((*county)->store(), (*county)->catalog(), reading.mapping, options.files, how);
  if (!report) return refuse(report.error());
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  for (const FileReport& file : report->files) {
    say({fmt::format("{}:{}行,新增{},更正{},未变{},退回{}{}", file.file, file.rows, file.added, file.corrected, file.unchanged, file.rejected,
                     file.rejected_file.empty() ? "" : fmt::format("(见 {})", file.rejected_file)),
         fmt::format("{}: {} lines, {} added, {} corrected, {} unchanged, {} rejected{}", file.file, file.rows, file.added, file.corrected, file.unchanged,
                     file.rejected, file.rejected_file.empty() ? "" : fmt::format(" (see {})", file.rejected_file))});
  }
  for (const FileReport& file : report->files) {
    if (file.unlinked > 0)
      say({fmt::format("{}:{}人的母亲或配偶查无此人,已照收,见退回清单", file.file, file.unlinked),
           fmt::format("{}: {} persons name a mother or partner who is nobody here; they were taken in without, see the list", file.file, file.unlinked)});
    if (!file.unread.empty())
      say({fmt::format("{}:映射没有提到这些列:{}", file.file, fmt::join(file.unread, ", ")), fmt::format("{}: the mapping does not speak of these columns: {}", file.file, fmt::join(file.unread, ", "))});
  }
  const FileReport total = report->total();
  say({fmt::format("完成:{}行,用时{},每秒{:.0f}行", total.rows, duration_text(seconds), static_cast<double>(total.rows) / std::max(seconds, 0.001)),
       fmt::format("Done: {} lines in {}, {:.0f} a second", total.rows, duration_text(seconds), static_cast<double>(total.rows) / std::max(seconds, 0.001))});
  return done;
}

int run_export(const ExportCommandOptions& options) {
  const auto county = County::open(options.folder);
  if (!county) return refuse(county.error());
  ExportOptions how;
  how.with_identity = options.with_identity;
  how.progress = progress_line({"导出", "Exporting"});
  const auto report = export_county((*county)->store(), (*county)->catalog(), options.to, how);
  if (!report) return refuse(report.error());
  std::int64_t rows = 0;
  for (const auto& file : report->files) rows += file.rows;
  say({fmt::format("已写入{}个文件,共{}行:{}", report->files.size(), rows, options.to), fmt::format("Wrote {} files with {} lines to {}", report->files.size(), rows, options.to)});
  return done;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
