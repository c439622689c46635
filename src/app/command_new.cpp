// anyu new: an empty county. anyu verify: its chain walked.
#include <fmt/format.h>

#include "app/commands.h"
#include "app/county.h"
#include "app/terminal.h"
#include "base/clock.h"

namespace anyu {

int run_new(const NewOptions& options) {
  Month first = Month::of(day_of(SystemClock().now()));
  first = Month::of(first.year() - 4, 1);
  if (!options.first_month.empty()) {
    const auto period = Period::parse(options.first_month);
    if (!period || period->kind != Period::Kind::month) return refuse(invalid("--first-month 应是月份,如 2020-01", "--first-month is a month like 2020-01"));
    first = period->first;
  }
  if (const auto done = County::make(options.folder, {pack_path(options.pack)}, first); !done) return refuse(done.error());
  const auto county = County::open(options.folder);
  if (!county) return refuse(county.error());
  say({fmt::format("已建立:{}。下一步:anyu import {} --map 映射.toml 文件.csv", options.folder, options.folder),
       fmt::format("Made {}. Next: anyu import {} --map MAP.toml FILE.csv", options.folder, options.folder)});
  return done;
}

int run_verify(const std::string& folder) {
  const auto county = County::open(folder);
  if (!county) return refuse(county.error());
  const auto verified = (*county)->store().verify(progress_line({"核对变更链", "Walking the chain"}));
  if (!verified) return refuse(verified.error());
  if (verified->broken) return refuse(Error{ErrorKind::conflict, *verified->broken});
  say({fmt::format("变更链完好:{}号变更,末端指纹 {}", verified->changes, hex(verified->head)),
       fmt::format("The chain is whole: {} changes, head {}", verified->changes, hex(verified->head))});
  return done;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
