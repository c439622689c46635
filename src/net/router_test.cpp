// Routes: which handler answers which path.
#include "net/router.h"

#include <gtest/gtest.h>

namespace anyu {
namespace {

Router::Handler says(std::string text) {
  return [text](const Request&, const PathValues&) { return Reply::json(text); };
}

Request request(std::string method, std::string path) {
  Request made;
  made.method = std::move(method);
  made.path = std::move(path);
  return made;
}

Router county() {
  Router router;
  router.add("GET", "/{page...}",
             [](const Request&, const PathValues& in) { return Reply::json("page " + in["page"]); });
  router.add("GET", "/api/persons/{id}",
             [](const Request&, const PathValues& in) { return Reply::json("person " + in["id"]); });
  router.add("PUT", "/api/persons/{id}", says("changed"));
  router.add("GET", "/api/persons/me", says("me"));
  router.add("GET", "/api/persons/{id}/records/{record}",
             [](const Request&, const PathValues& in) { return Reply::json(in["id"] + " " + in["record"]); });
  router.add("POST", "/api/login", says("welcome"));
  return router;
}

TEST(Router, the_more_exact_pattern_answers) {
  struct Row {
    const char* method;
    const char* path;
    const char* expected;
  };
  const Row rows[] = {
      {"GET", "/api/persons/7", "person 7"},
      {"HEAD", "/api/persons/7", "person 7"},
      {"GET", "/api/persons/me", "me"},
      {"PUT", "/api/persons/me", "changed"},  // only {id} can be changed, and "me" is one
      {"GET", "/api/persons/7/records/李", "7 李"},
      {"POST", "/api/login", "welcome"},
      {"GET", "/", "page "},
      {"GET", "/assets/app.js", "page assets/app.js"},
      {"GET", "/api/persons/", "page api/persons/"},  // an empty step is no id
  };
  const Router router = county();
  for (const Row& row : rows)
    EXPECT_EQ(router.answer(request(row.method, row.path)).body, row.expected) << row.path;
}

TEST(Router, a_known_path_with_another_method_is_405_and_says_which_are_allowed) {
  const Router router = county();
  const Reply reply = router.answer(request("DELETE", "/api/persons/me"));
  EXPECT_EQ(reply.status, 405);
  ASSERT_EQ(reply.headers.size(), 1u);
  EXPECT_EQ(reply.headers[0], (std::pair<std::string, std::string>("Allow", "GET, HEAD, PUT")));
  EXPECT_EQ(router.answer(request("GET", "/api/login")).status, 405);  // not the pages
}

TEST(Router, an_unknown_path_is_404) {
  Router router;
  router.add("GET", "/api/health", says("well"));
  for (const char* path : {"/", "/api", "/api/health/", "/api/healthy", "//api/health", ""})
    EXPECT_EQ(router.answer(request("GET", path)).status, 404) << path;
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
