// anyu demo: a county to try everything in.
#include <fmt/format.h>
#include <sodium.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "api/sessions.h"
#include "app/commands.h"
#include "app/county.h"
#include "app/terminal.h"
#include "demo/demo.h"

namespace anyu {

namespace {

/// Ten letters and digits that cannot be mistaken for one another.
std::string new_password() {
  constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";
  std::string password;
  for (int i = 0; i < 10; ++i) password += letters[randombytes_uniform(letters.size())];
  return password;
}

}  // namespace

int run_demo(const DemoCommandOptions& options) {
  DemoOptions how;
  how.people = options.people;
  how.seed = options.seed;
  how.today = day_of(SystemClock().now());
  if (!options.today.empty()) {
    const auto day = Day::parse(options.today);
    if (!day) return refuse(invalid("--today 应写作 2026-11-22", "--today is written 2026-11-22"));
    how.today = *day;
  }
  how.password = options.password.empty() ? new_password() : options.password;
  how.hash_password = hash_password;
  how.progress = progress_line({"生成演示县", "Making the demo county"});

  const Month first = Month::of(Month::of(how.today).year() - 3, 1);
  if (const auto made = County::make(options.folder, {pack_path(options.pack)}, first); !made) return refuse(made.error());
  const auto county = County::open(options.folder);
  if (!county) return refuse(county.error());
  const auto began = std::chrono::steady_clock::now();
  const auto report = make_demo((*county)->store(), (*county)->catalog(), how);
  if (!report) return refuse(report.error());
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  say({fmt::format("演示县已建立:{}个单位,{}人,{}条记录,用时{}", report->units, report->persons, report->records, duration_text(seconds)),
       fmt::format("The demo county stands: {} units, {} persons, {} records, in {}", report->units, report->persons, report->records, duration_text(seconds))});

  const auto users = (*county)->store().users();
  if (!users) return refuse(users.error());
  std::string logins;
  for (const User& user : *users) logins += fmt::format("{:<14} {:<12} {} / {}\n", user.id, how.password, user.name.zh, user.name.en);
  const auto path = std::filesystem::path(options.folder) / "demo-logins.txt";
  std::ofstream(path) << logins;
  std::error_code ignored;
  std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
  say({"演示登录(用户名 密码):\n" + logins, "Demo logins (user, password):\n" + logins});
  return done;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
