// Printing to people.
#include "app/terminal.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>

namespace anyu {

Language terminal_language() {
  for (const char* name : {"ANYU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"})
    if (const char* value = std::getenv(name); value && *value) return language_of(value);
  return Language::en;
}

int refuse(const Error& error) {
  fmt::print(stderr, "{}\n", error.what.in(terminal_language()));
  return refused;
}

void say(const Words& words) {
  fmt::print("{}\n", words.in(terminal_language()));
  std::fflush(stdout);
}

Progress progress_line(Words what) {
  using Steady = std::chrono::steady_clock;
  struct State {
    std::string what;
    bool terminal = ::isatty(STDERR_FILENO) == 1;
    int tenth = -1;
    Steady::time_point began = Steady::now(), drawn{};
  };
  const auto state = std::make_shared<State>();
  state->what = what.in(terminal_language());
  return [state](std::int64_t now, std::int64_t all) {
    if (all <= 0) return;
    const int percent = static_cast<int>(now >= all ? 100 : now * 100 / all);
    const auto moment = Steady::now();
    if (!state->terminal) {
      if (percent / 10 == state->tenth) return;
      state->tenth = percent / 10;
      fmt::print(stderr, "{}: {}%\n", state->what, percent);
      return;
    }
    const bool last = now >= all;
    if (!last && moment - state->drawn < std::chrono::milliseconds(100)) return;
    if (last && state->tenth == 10) return;
    state->drawn = moment;
    if (last) state->tenth = 10;
    const int filled = percent * 30 / 100;
    const double seconds = std::chrono::duration<double>(moment - state->began).count();
    fmt::print(stderr, "\r{} [{}{}] {:3}%  {}   {}", state->what, std::string(static_cast<std::size_t>(filled), '#'),
               std::string(static_cast<std::size_t>(30 - filled), '.'), percent, duration_text(seconds), last ? "\n" : "");
    std::fflush(stderr);
  };
}

std::string duration_text(double seconds) {
  if (seconds < 60) return fmt::format("{:.1f} s", seconds);
  return fmt::format("{} min {} s", static_cast<int>(seconds) / 60, static_cast<int>(seconds) % 60);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
