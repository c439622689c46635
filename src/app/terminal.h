// Talking on the terminal: in the language of its settings, with progress on anything long, one clear line for an error.
#pragma once

#include <string>

#include "base/result.h"
#include "store/store.h"

namespace anyu {

/// Exit codes, the same for every command.
enum Exit : int { done = 0, refused = 1, wrong_usage = 2 };

/// ANYU_LANG, else LC_ALL, LC_MESSAGES, LANG.
Language terminal_language();

/// Prints the error and answers with the exit code of a refusal.
int refuse(const Error& error);

/// Prints one sentence to the reader.
void say(const Words& words);

/// A line that moves on a terminal, and a line every tenth in a log.
Progress progress_line(Words what);

/// How long something took, for people: "2.4 s", "1 min 12 s".
std::string duration_text(double seconds);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
