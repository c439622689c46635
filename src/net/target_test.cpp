// Targets, good and bad.
#include "net/target.h"

#include <gtest/gtest.h>

namespace anyu {
namespace {

TEST(Target, a_path_is_decoded_and_keeps_its_steps) {
  struct Row {
    const char* target;
    const char* path;
  };
  const Row rows[] = {
      {"/", "/"},
      {"/api/persons/%E6%9D%8E", "/api/persons/李"},
      {"/a+b%20c", "/a+b c"},
      {"/a//b/", "/a//b/"},
      {"/a?x=/b", "/a"},
      {"/a%3Fb", "/a?b"},
      {"http://county.example/a?x=1", "/a"},
      {"https://county.example", "/"},
      {"/a#top", "/a"},
  };
  for (const Row& row : rows) {
    Request request;
    EXPECT_TRUE(read_target(row.target, request)) << row.target;
    EXPECT_EQ(request.path, row.path) << row.target;
  }
}

TEST(Target, what_is_not_a_path_is_refused) {
  for (const char* target : {"", "*", "a", "host:443", "/%", "/%4", "/%zz", "/%ff", "/%C0%80", "/a%00b", "/a%1Bb",
                             "/../x", "/a/%2e%2e/b", "/.", "/a%2Fb", "/a?x=%ff", "/a?%4=1"}) {
    Request request;
    EXPECT_FALSE(read_target(target, request)) << target;
  }
}

TEST(Target, parameters_are_decoded_and_may_come_twice) {
  Request request;
  ASSERT_TRUE(read_target("/a?name=%E6%9D%8E+%2B&unit=1&unit=2&&flag&empty=&eq=a=b", request));
  EXPECT_EQ(request.parameter("name"), "李 +");
  EXPECT_EQ(request.parameter("unit"), "1");
  EXPECT_EQ(request.query.count("unit"), 2u);
  EXPECT_EQ(request.parameter("flag"), "");
  EXPECT_EQ(request.parameter("eq"), "a=b");
  EXPECT_FALSE(request.parameter("other"));
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
