// The chain of changes on SQLite: a row for each batch.
#include "store/sqlite_chain.h"

#include <algorithm>

#include "store/change_text.h"
#include "store/sqlite_rows.h"

namespace anyu {

Done ChainRows::prepare() {
  if (auto done = prepare_all(database_, {{&add_, "insert into change values (?,?,?,?,?,?,?,?)"}}); !done)
    return done;
  return each_row(database_, "select first + count - 1, hash from change order by first desc limit 1",
                  [&](const Statement& row) {
                    last_change_ = row.number(0);
                    const auto bytes = row.view(1);
                    std::copy_n(bytes.begin(), std::min(bytes.size(), head_.size()), head_.begin());
                  });
}

Result<Hash> ChainRows::link(const Batch& batch, const std::string& lines, ChangeNumber count) {
  const ChangeNumber first = last_change_ + 1;
  const Hash hash = link_of(head_, heading_of(first, static_cast<std::size_t>(count), batch), lines);
  add_.bind(0, first)
      .bind(1, count)
      .bind(2, unix_ms(batch.at))
      .bind(3, batch.by)
      .bind(4, batch.source)
      .bind(5, batch.why);
  add_.bind(6, lines).bind_blob(7, {reinterpret_cast<const char*>(hash.data()), hash.size()});
  if (auto done = add_.run(); !done) return done.error();
  return hash;
}

void ChainRows::advance(const Hash& head, ChangeNumber count) {
  head_ = head;
  last_change_ += count;
}

Result<Change> ChainRows::change(ChangeNumber number) const {
  auto query = database_.prepare(
      "select first, at, by, source, why, lines from change where first <= ? order by first desc limit 1");
  if (!query) return query.error();
  const auto row = query->bind(0, number).step();
  if (!row) return row.error();
  if (!*row) return not_found("没有第{}号变更", "there is no change {}", number);
  auto lines = query->view(5);
  for (ChangeNumber skip = number - query->number(0); skip > 0; --skip) {
    const auto end = lines.find('\n');
    if (end == std::string_view::npos) return not_found("没有第{}号变更", "there is no change {}", number);
    lines.remove_prefix(end + 1);
  }
  return read(lines.substr(0, lines.find('\n')), number, *query);
}

Result<Change> ChainRows::read(std::string_view line, ChangeNumber number, const Statement& heading) const {
  auto change = read_line(line, catalog_);
  if (!change) return change;
  change->number = number;
  change->at = moment_of(heading.number(1));
  change->by = heading.text(2);
  change->source = heading.text(3);
  change->why = heading.text(4);
  return change;
}

Result<std::vector<Change>> ChainRows::after(ChangeNumber number, std::size_t limit) const {
  auto query = database_.prepare(
      "select first, at, by, source, why, lines from change where first >= (select coalesce(max(first), 0) from change where first <= ?1 + 1) order by first");
  if (!query) return query.error();
  query->bind(0, number);
  std::vector<Change> changes;
  std::optional<Error> failed;
  const auto done = each_row(*query, [&](const Statement& row) {
    ChangeNumber at = row.number(0);
    for (std::string_view lines = row.view(5); !lines.empty() && changes.size() < limit && !failed; ++at) {
      const auto end = lines.find('\n');
      if (at > number) {
        auto change = read(lines.substr(0, end), at, row);
        if (change) changes.push_back(std::move(*change));
        else failed = change.error();
      }
      lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    }
    return changes.size() < limit && !failed;
  });
  if (!done) return done.error();
  if (failed) return *failed;
  return changes;
}

Result<ChangeNumber> ChainRows::last_before(Moment moment) const {
  auto query = database_.prepare("select coalesce(max(first + count - 1), 0) from change where at < ?");
  if (!query) return query.error();
  const auto row = query->bind(0, unix_ms(moment)).step();
  if (!row) return row.error();
  return query->number(0);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
