// Built without pages (ANYU_PAGES=OFF): the table is empty.
#include "pages/pages.h"

namespace anyu {

std::span<const Page> pages() { return {}; }

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
