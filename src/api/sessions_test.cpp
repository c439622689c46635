// Logging in: what is wrong is not told apart, repeated failures lock, and sessions end.
#include "api/sessions.h"

#include <gtest/gtest.h>

#include "store/sqlite_store.h"

namespace anyu {
namespace {

using namespace std::chrono_literals;

class SessionsTest : public ::testing::Test {
 protected:
  SessionsTest() : clock_(*parse_moment("2025-03-10T04:00:00.000Z")) {
    tree_ = *UnitTree::of({{"1", {}, Level::county, "", {}, {}}});
    store_ = std::move(*open_sqlite(":memory:", catalog_));
    EXPECT_TRUE(store_->append({clock_.now(), "setup", "test", "", {PutUser{{"nurse", {}, Role::county, "1", hash_password("right")}}}}));
    sessions_ = std::make_unique<Sessions>(*store_, tree_, clock_);
  }
  void later(std::chrono::minutes by) { clock_.set(clock_.now() + by); }

  SetClock clock_;
  Catalog catalog_;
  UnitTree tree_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Sessions> sessions_;
};

TEST_F(SessionsTest, a_token_is_its_owner_until_it_is_logged_out) {
  const auto login = sessions_->log_in("nurse", "right", "127.0.0.1");
  ASSERT_TRUE(login);
  EXPECT_EQ(login->token.size(), 64u);
  EXPECT_EQ(sessions_->actor(login->token)->user, "nurse");
  EXPECT_FALSE(sessions_->actor("0" + login->token.substr(1)) && login->token[0] != '0');
  sessions_->log_out(login->token);
  EXPECT_FALSE(sessions_->actor(login->token));
}

TEST_F(SessionsTest, a_wrong_name_and_a_wrong_password_sound_the_same) {
  const auto name = sessions_->log_in("nobody", "right", "127.0.0.1"), password = sessions_->log_in("nurse", "wrong", "127.0.0.1");
  EXPECT_EQ(name.error().what, password.error().what);
}

TEST_F(SessionsTest, five_failures_lock_the_name_for_a_while_also_for_the_right_password) {
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(sessions_->log_in("nurse", "wrong", "127.0.0.1"));
  EXPECT_EQ(sessions_->log_in("nurse", "right", "127.0.0.2").error().kind, ErrorKind::conflict);
  later(16min);
  EXPECT_TRUE(sessions_->log_in("nurse", "right", "127.0.0.1"));
}

TEST_F(SessionsTest, an_idle_session_and_an_old_one_end) {
  const auto idle = sessions_->log_in("nurse", "right", "127.0.0.1");
  later(121min);
  EXPECT_FALSE(sessions_->actor(idle->token));
  const auto old = sessions_->log_in("nurse", "right", "127.0.0.1");
  for (int i = 0; i < 12; ++i) {
    later(60min);
    EXPECT_TRUE(sessions_->actor(old->token)) << i;
  }
  later(1min);
  EXPECT_FALSE(sessions_->actor(old->token));
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
