// The units of the demonstration: Pingquan with its townships and villages, and two counties that only have claims.
#pragma once

#include <vector>

#include "model/unit.h"

namespace anyu {

struct Village {
  UnitCode code;
  Words name;
  std::size_t township = 0;  ///< place in `townships`
  int weight = 100;          ///< how many people, against the others
};

struct Township {
  UnitCode code;
  UnitCode station;  ///< where procedures are done
  Words name;
};

/// Shape   one root, three counties; Pingquan with 20 townships, 302 villages and residents' committees and 21 stations;
///         Yanggu with 11 townships.
/// Source  Pingquan's application for the national title, Hebei, about 2011, for how many; a speech on Yanggu's way to it,
///         Shandong, about 2004, for its townships. The names of townships are real, those of villages are invented.
struct Places {
  std::vector<Unit> units;
  std::vector<Township> townships;  ///< of Pingquan
  std::vector<Village> villages;    ///< of Pingquan
};

Places demo_places();

namespace place {
inline constexpr const char* root = "000000000000";
inline constexpr const char* pingquan = "130881000000";
inline constexpr const char* pingquan_station = "130881000901";
inline constexpr const char* jianning = "350430000000";
inline constexpr const char* yanggu = "371521000000";
inline constexpr const char* xiaosigou = "130881105000";  ///< the township of the user "township"
}  // namespace place

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
