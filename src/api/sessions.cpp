// Logging in and out.
#include "api/sessions.h"

#include <sodium.h>

#include <cassert>
#include <iterator>

#include "net/error_reply.h"

namespace anyu {

namespace {

using namespace std::chrono_literals;

constexpr auto longest = 12h;
constexpr auto idle = 2h;
constexpr auto lock_time = 15min;
constexpr int failures_of_a_name = 5;
constexpr int failures_of_an_address = 50;  // a whole station shares one address
constexpr int hashes_at_once = 4;           // each takes 64 MB
constexpr std::size_t streams_of_a_user = 12;
constexpr std::size_t most_sessions = 20'000;

std::string key_of(std::string_view token) { return hex(sha256(token)); }

}  // namespace

std::string hash_password(std::string_view password) {
  char hash[crypto_pwhash_STRBYTES];
  [[maybe_unused]] const int done = crypto_pwhash_str_alg(hash, password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                                          crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13);
  assert(done == 0 && "hashing a password needs 64 MB of memory");
  return hash;
}

Reply unauthenticated_reply() {
  return Reply::json(R"({"error":{"kind":"unauthenticated","zh":"请先登录","en":"please log in first"}})", 401);
}

Sessions::Sessions(const Store& store, const UnitTree& tree, const Clock& clock)
    : store_(store), tree_(tree), clock_(clock), stand_in_(hash_password("nobody")) {
  if (const auto users = store.users())
    for (const User& user : *users) users_.emplace(user.id, user);
}

bool Sessions::locked(const std::string& key, Moment now) {
  const auto found = failures_.find(key);
  return found != failures_.end() && found->second.locked_until > now;
}

void Sessions::failed(const std::string& key, Moment now, int allowed) {
  if (failures_.size() > most_sessions) failures_.clear();
  Failures& failures = failures_[key];
  if (++failures.count >= allowed) failures = {0, now + lock_time};
}

Result<Login> Sessions::log_in(const std::string& id, const std::string& password, const std::string& remote) {
  const Moment now = clock_.now();
  const std::string by_name = "name " + id, by_address = "address " + remote;
  User user;
  std::string hash = stand_in_;
  {
    const std::lock_guard lock(mutex_);
    if (locked(by_name, now) || locked(by_address, now))
      return conflict("连续失败次数过多,已暂时锁定;请15分钟后再试,或请管理员帮助", "locked after repeated failures; try again in 15 minutes, or ask your administrator");
    if (hashing_ >= hashes_at_once) return unavailable("同时登录的人太多,请稍后再试", "too many people are logging in at once; try again in a moment");
    ++hashing_;
    if (const auto found = users_.find(id); found != users_.end()) {
      user = found->second;
      hash = user.password;
    }
  }
  const bool right = password.size() <= 1024 && crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0 && !user.id.empty();
  const std::lock_guard lock(mutex_);
  --hashing_;
  if (!right) {
    failed(by_name, now, failures_of_a_name);
    failed(by_address, now, failures_of_an_address);
    return forbidden("用户名或密码不对", "the user name or the password is wrong");
  }
  failures_.erase(by_name);
  for (auto one = sessions_.begin(); one != sessions_.end();) {
    const bool over = now - one->second.began > longest || now - one->second.seen > idle;
    if (over) end(one->second);
    one = over ? sessions_.erase(one) : std::next(one);
  }
  if (sessions_.size() >= most_sessions) return unavailable("登录的人太多,请稍后再试", "too many people are logged in; try again in a moment");
  char bytes[32];
  randombytes_buf(bytes, sizeof bytes);
  Login login{hex(std::string_view(bytes, sizeof bytes)), user};
  sessions_[key_of(login.token)] = {user.id, now, now, {}};
  return login;
}

void Sessions::log_out(std::string_view token) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(key_of(token));
  if (found == sessions_.end()) return;
  end(found->second);
  sessions_.erase(found);
}

void Sessions::end(Session& session) {
  for (const auto& one : session.streams)
    if (const auto stream = one.lock()) stream->close();
}

Done Sessions::attach(std::string_view token, const std::shared_ptr<EventSource>& stream) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(key_of(token));
  if (found == sessions_.end()) return forbidden("请先登录", "please log in first");
  std::size_t open = 0;
  for (auto& [key, session] : sessions_) {
    if (session.user != found->second.user) continue;
    std::erase_if(session.streams, [](const auto& one) { return one.expired() || one.lock()->closed(); });
    open += session.streams.size();
  }
  if (open >= streams_of_a_user) return unavailable("同一用户打开的页面太多,实时更新暂停", "this user has too many pages open; live updates pause here");
  found->second.streams.push_back(stream);
  return {};
}

std::optional<Actor> Sessions::actor(std::string_view token) {
  if (token.size() != 64) return std::nullopt;
  const Moment now = clock_.now();
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(key_of(token));
  if (found == sessions_.end()) return std::nullopt;
  if (now - found->second.began > longest || now - found->second.seen > idle) {
    end(found->second);
    sessions_.erase(found);
    return std::nullopt;
  }
  found->second.seen = now;
  const auto user = users_.find(found->second.user);
  if (user == users_.end()) return std::nullopt;
  const auto unit = tree_.find(user->second.unit);
  if (!unit) return std::nullopt;
  return Actor{user->second.id, user->second.role, *unit};
}

std::optional<User> Sessions::user(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = users_.find(id);
  if (found == users_.end()) return std::nullopt;
  return found->second;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
