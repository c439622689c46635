// What a listener hears, and when it is let go.
#include "net/event_stream.h"

#include <gtest/gtest.h>

namespace anyu {
namespace {

TEST(EventStream, a_listener_hears_what_its_filter_lets_through_and_in_order) {
  EventHub hub;
  const auto all = hub.open(nullptr);
  const auto baitang = hub.open([](const Event& event) -> std::optional<std::string> {
    if (event.data.find("Baitang") == std::string::npos) return std::nullopt;
    return "yours";
  });
  ASSERT_TRUE(all && baitang);
  hub.publish("change", "Baitang 1");
  hub.publish("change", "Caojie 2");
  EXPECT_EQ((*all)->take(), "event: change\ndata: Baitang 1\n\nevent: change\ndata: Caojie 2\n\n");
  EXPECT_EQ((*baitang)->take(), "event: change\ndata: yours\n\n");
  EXPECT_EQ((*baitang)->take(), "");
}

TEST(EventStream, lines_cannot_smuggle_in_another_event) {
  EXPECT_EQ(event_text("a\nb", "one\r\ntwo\revent: x"), "event: a b\ndata: one\ndata: twoevent: x\n\n");
}

TEST(EventStream, a_listener_too_slow_for_its_queue_is_let_go) {
  EventHub hub(8, 2);
  const auto slow = hub.open(nullptr);
  ASSERT_TRUE(slow);
  hub.publish("a", "1");
  hub.publish("a", "2");
  EXPECT_FALSE((*slow)->closed());
  hub.publish("a", "3");
  EXPECT_TRUE((*slow)->closed());
  EXPECT_EQ((*slow)->take(), "");
  EXPECT_EQ(hub.open_streams(), 0u);
}

TEST(EventStream, there_are_no_more_streams_than_allowed_and_one_that_left_makes_room) {
  EventHub hub(1);
  auto first = hub.open(nullptr);
  ASSERT_TRUE(first);
  const auto second = hub.open(nullptr);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::unavailable);
  (*first)->close();
  EXPECT_TRUE(hub.open(nullptr));
}

TEST(EventStream, a_listener_is_woken_by_news_and_by_the_end) {
  EventHub hub;
  const auto source = hub.open(nullptr);
  ASSERT_TRUE(source);
  int woken = 0;
  (*source)->on_change([&] { ++woken; });
  hub.publish("a", "1");
  EXPECT_EQ(woken, 1);
  (*source)->close();
  EXPECT_EQ(woken, 2);
  (*source)->on_change({});
  hub.publish("a", "2");
  EXPECT_EQ(woken, 2);
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
