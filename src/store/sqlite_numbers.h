// Reading a whole type of records as numbers, quickly: what the engine's book is filled from.
#pragma once

#include <string>

#include "store/store.h"

namespace anyu {

/// On a connection of its own, so that several types can be read at once.
Done each_number_row(const std::string& path, const RecordType& type, const std::function<void(const NumberRow&)>& visit);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
