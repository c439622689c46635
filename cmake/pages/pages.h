// The web pages inside the binary: what `npm run build` made of web/, file by file.
#pragma once

#include <span>
#include <string_view>

namespace anyu {

/// One file of the built pages.
struct Page {
  std::string_view path;          ///< "/index.html", "/assets/index-CknbTsV7.css"
  std::string_view content_type;  ///< as the header says it: "text/html; charset=utf-8"
  std::string_view bytes;
  std::string_view gzip_bytes;    ///< the same, packed; empty where packing gains less than a tenth
  std::string_view etag;          ///< with its quotation marks; of `bytes`, so a packed reply sends it weak: W/"…"
  bool immutable = false;         ///< its name holds a hash of what it holds: browsers may keep it for ever
};

/// All pages, by path. Empty when built with ANYU_PAGES=OFF.
std::span<const Page> pages();

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
