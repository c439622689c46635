// The embedded pages: what the table says is what the bytes are.
#include "pages/pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace anyu {
namespace {

using ::testing::MatchesRegex;
using ::testing::StartsWith;

TEST(Pages, are_there_once_each_and_by_path) {
  EXPECT_FALSE(pages().empty());
  EXPECT_TRUE(std::is_sorted(pages().begin(), pages().end(), [](const Page& a, const Page& b) { return a.path < b.path; }));
  EXPECT_EQ(std::adjacent_find(pages().begin(), pages().end(), [](const Page& a, const Page& b) { return a.path == b.path; }), pages().end());
}

TEST(Pages, the_first_page_is_html_that_must_be_asked_for_again) {
  const auto index = std::find_if(pages().begin(), pages().end(), [](const Page& page) { return page.path == "/index.html"; });
  ASSERT_NE(index, pages().end());
  EXPECT_EQ(index->content_type, "text/html; charset=utf-8");
  EXPECT_THAT(std::string(index->bytes), StartsWith("<!"));
  EXPECT_THAT(std::string(index->bytes), ::testing::HasSubstr("</html>"));
  EXPECT_FALSE(index->immutable);
}

TEST(Pages, a_packed_page_is_gzip_and_smaller_and_each_has_a_hash) {
  for (const Page& page : pages()) {
    EXPECT_FALSE(page.bytes.empty()) << page.path;
    EXPECT_THAT(std::string(page.etag), MatchesRegex("\"[0-9a-f]{32}\"")) << page.path;
    if (page.gzip_bytes.empty()) continue;
    EXPECT_THAT(std::string(page.gzip_bytes.substr(0, 3)), "\x1f\x8b\x08") << page.path;
    EXPECT_LT(page.gzip_bytes.size(), page.bytes.size()) << page.path;
  }
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
