// One client's connection: requests read, handed to a worker and answered, one after the other.
#pragma once

#include <memory>

#include "net/hall.h"
#include "net/transport.h"

namespace anyu {

/// Begins to serve a client, until it leaves or the hall sends it away. The hall must outlive it.
void serve(Hall& hall, std::unique_ptr<Transport> transport);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
