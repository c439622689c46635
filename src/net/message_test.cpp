// Headers, cookies and languages of a request.
#include "net/message.h"

#include <gtest/gtest.h>

#include "net/error_reply.h"

namespace anyu {
namespace {

TEST(Message, a_header_is_found_in_any_case_and_a_missing_one_is_not_an_empty_one) {
  Request request;
  request.headers = {{"Content-Type", "text/csv"}, {"X-Empty", ""}};
  EXPECT_EQ(request.header("content-type"), "text/csv");
  EXPECT_EQ(request.header("x-empty"), "");
  EXPECT_FALSE(request.header("x-other"));
}

TEST(Message, a_cookie_is_found_by_its_whole_name) {
  Request request;
  request.headers = {{"cookie", "session_old=1; session=abc=="}, {"Cookie", " theme=dark"}};
  EXPECT_EQ(request.cookie("session"), "abc==");
  EXPECT_EQ(request.cookie("theme"), "dark");
  EXPECT_FALSE(request.cookie("old"));
}

TEST(Message, the_language_is_the_one_with_the_greater_weight) {
  struct Row {
    const char* header;
    Language expected;
  };
  const Row rows[] = {
      {"", Language::en},
      {"zh-CN,zh;q=0.9,en;q=0.8", Language::zh},
      {"en;q=0.5, zh", Language::zh},
      {"en-GB,en;q=0.9,zh;q=0.1", Language::en},
      {"fr, zh;q=0.2", Language::zh},
      {"zh;q=0, en;q=0.1", Language::en},
      {"zh;q=", Language::zh},
      {",;,", Language::en},
  };
  for (const Row& row : rows) EXPECT_EQ(preferred_language(row.header), row.expected) << row.header;
}

TEST(ErrorReply, an_error_is_told_in_both_languages) {
  const Reply reply = error_reply(Error{ErrorKind::not_found, {"没有\"甲\"", "no \"A\""}});
  EXPECT_EQ(reply.status, 404);
  EXPECT_EQ(reply.body, R"({"error":{"kind":"not_found","zh":"没有\"甲\"","en":"no \"A\""}})");
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
