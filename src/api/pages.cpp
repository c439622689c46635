// The web pages, as they lie in the binary.
#include <map>

#include "api/resources.h"
#include "net/error_reply.h"
#include "pages/pages.h"

namespace anyu {

namespace {

bool accepts_gzip(const Request& request) {
  const auto accepted = request.header("accept-encoding");
  return accepted && accepted->find("gzip") != std::string_view::npos;
}

Reply page_reply(const Page& page, const Request& request) {
  const bool packed = !page.gzip_bytes.empty() && accepts_gzip(request);
  const std::string tag = (packed ? "W/" : "") + std::string(page.etag);
  Reply reply;
  reply.content_type = page.content_type;
  reply.with("ETag", tag).with("Vary", "Accept-Encoding");
  reply.with("Cache-Control", page.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (const auto known = request.header("if-none-match"); known && *known == tag) {
    reply.status = 304;
    return reply;
  }
  reply.body = packed ? page.gzip_bytes : page.bytes;
  if (packed) reply.with("Content-Encoding", "gzip");
  return reply;
}

}  // namespace

void add_pages(Routes& routes) {
  std::map<std::string, const Page*, std::less<>> by_path;
  for (const Page& page : pages()) by_path.emplace(page.path, &page);
  routes.add_open("GET", "/{page...}", [by_path = std::move(by_path)](const Request& request, const PathValues&) {
    const auto found = by_path.find(request.path == "/" ? "/index.html" : request.path);
    if (found != by_path.end()) return page_reply(*found->second, request);
    if (by_path.empty()) return error_reply(unavailable("这个程序没有带网页", "this program was built without its pages"));
    return error_reply(not_found("没有这个地址", "there is nothing at this address"));
  });
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
