// The people of the demonstration: invented names, numbers that belong to nobody.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "demo/places.h"
#include "demo/random.h"
#include "model/person.h"

namespace anyu {

struct Inhabitant {
  Person person;
  std::size_t village = 0;   ///< place in Places::villages
  std::size_t partner = 0;   ///< place in People::all + 1; 0: none
  int born_ago = 0;          ///< days since a delivery that leaves a visit due today; 0: as it comes
};

/// Women of 15 to 49 years first, then women above, then men.
struct People {
  std::vector<Inhabitant> all;
  std::size_t women = 0;  ///< of 15 to 49
  std::size_t men_from = 0;
};

/// Shape  `women` of 15 to 49 at `today`, spread over villages by weight; a twenty-fifth more above 49; a fifth as many men.
People demo_people(const Places& places, std::int64_t women, std::uint64_t seed, Day today);

/// Names and numbers, one after the other in the order of People::all: every identity number is another one.
class Identities {
 public:
  Identities(const Places& places, std::uint64_t seed) : places_(places), seed_(seed) {}
  Identity of(std::size_t place, const Inhabitant& who);

 private:
  const Places& places_;
  std::uint64_t seed_;
  std::unordered_map<std::int32_t, int> born_;  ///< how many were born on a day, twice over: women and men
};

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
