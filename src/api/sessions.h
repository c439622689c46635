// Who is logged in: random tokens, kept only as hashes; a lock after repeated failures.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/digest.h"
#include "model/actor.h"
#include "net/event_stream.h"
#include "net/message.h"
#include "store/store.h"

namespace anyu {

constexpr std::string_view session_cookie = "anyu_session";

/// An Argon2id hash of a password, salted, as the library writes it.
std::string hash_password(std::string_view password);

/// 401, where nobody is logged in.
Reply unauthenticated_reply();

struct Login {
  std::string token;
  User user;
};

/// Sessions end twelve hours after login, or two hours after the last request. They live in memory: a restart ends them.
///
/// Threads  any.
class Sessions {
 public:
  Sessions(const Store& store, const UnitTree& tree, const Clock& clock);

  /// Errors  forbidden (wrong name or password: which is not told), conflict (locked for a while after five failures in a
  ///         row for this name, or fifty from this address), unavailable (too many logins at once).
  Result<Login> log_in(const std::string& user, const std::string& password, const std::string& remote);
  void log_out(std::string_view token);
  std::optional<Actor> actor(std::string_view token);
  std::optional<User> user(const std::string& id) const;
  /// Ends the stream when its session does. Errors: unavailable, where one user has twelve open already.
  Done attach(std::string_view token, const std::shared_ptr<EventSource>& stream);

 private:
  struct Session {
    std::string user;
    Moment began, seen;
    std::vector<std::weak_ptr<EventSource>> streams;
  };

  static void end(Session& session);
  struct Failures {
    int count = 0;
    Moment locked_until{};
  };

  bool locked(const std::string& key, Moment now);
  void failed(const std::string& key, Moment now, int allowed);

  const Store& store_;
  const UnitTree& tree_;
  const Clock& clock_;
  std::string stand_in_;  ///< a hash to compare with where there is no such user, so that time tells nothing
  mutable std::mutex mutex_;
  std::map<std::string, Session> sessions_;  ///< by hash of the token
  std::map<std::string, Failures> failures_;
  std::map<std::string, User> users_;
  int hashing_ = 0;
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
