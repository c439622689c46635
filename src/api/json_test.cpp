// Requests read: broken JSON is told with its place, deep or wrong JSON is refused.
#include "api/json.h"

#include <gtest/gtest.h>

#include "api/entry_json.h"

namespace anyu {
namespace {

Request with(std::string body) {
  Request request;
  request.body = std::move(body);
  return request;
}

TEST(Json, what_is_no_object_is_refused_in_both_languages) {
  for (const char* body : {"", "{", "[1]", "\"x\"", "{\"a\":}", "{\"a\":1}}", "\xff\xfe", "{\"a\": 1e999}"}) {
    const auto object = object_of(with(body));
    ASSERT_FALSE(object) << body;
    EXPECT_FALSE(object.error().what.zh.empty());
    EXPECT_FALSE(object.error().what.en.empty());
  }
  EXPECT_FALSE(object_of(with("{\"a\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}")));
  EXPECT_TRUE(object_of(with("{\"a\": \"[[[[\\\"]\"}")));
}

TEST(Json, an_entry_takes_values_and_reasons_and_nothing_else) {
  const auto good = entry_of(Json::parse(R"({"type":"visit","subject":"5","day":"2025-03-01","fields":{"a":"x","b":3,"c":true,"d":{"missing":"not_done"},"e":null}})"));
  ASSERT_TRUE(good);
  EXPECT_EQ(good->fields.size(), 4u);
  EXPECT_EQ(std::get<Missing>(good->fields.at("d")), Missing::not_done);
  for (const char* body : {R"({"fields":{"a":1.5}})", R"({"fields":{"a":[1]}})", R"({"fields":{"a":{"missing":"because"}}})", R"({"fields":3})", R"({"type":3})"})
    EXPECT_FALSE(entry_of(Json::parse(body))) << body;
}

TEST(Json, a_cell_never_shows_a_number_that_is_not_there) {
  Indicator share;
  share.measure = Measure::share;
  EXPECT_FALSE(to_json(share, Cell{0, 0, 0}).contains("value"));
  EXPECT_EQ(to_json(share, Cell{0, 0, 0})["missing"], "undefined");
  EXPECT_EQ(to_json(share, Cell{1, 3, 1})["value"], "33.333333");
  EXPECT_EQ(to_json(share, Cell{1, 3, 1})["high"], "66.666667");
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
