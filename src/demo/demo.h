// The demonstration county: everything a visitor needs to see the loop at work, written through the one write path.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "store/store.h"

namespace anyu {

struct DemoOptions {
  std::int64_t people = 98740;  ///< women of 15 to 49; Pingquan's number
  std::uint64_t seed = 1;
  Day today;
  std::string password;         ///< of admin, county, township, village and assessor
  std::function<std::string(std::string_view)> hash_password;
  Progress progress;            ///< persons told, of how many
};

struct DemoReport {
  std::int64_t units = 0;
  std::int64_t persons = 0;
  std::int64_t records = 0;
  std::int64_t corrections = 0;
};

/// Fills an empty county. The same people, seed and day give the same chain, but for the salts of identities.
///
/// Shape    three years of care up to `today`; the changes carry the midnight with which it begins in China.
/// Errors   conflict (there are units already), unsupported (the packs lack a record type it speaks of), unavailable.
Result<DemoReport> make_demo(Store& store, const Catalog& catalog, const DemoOptions& options);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
