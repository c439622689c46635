// The one shape an error has on the wire: {"error":{"kind":"…","zh":"…","en":"…"}}.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "net/message.h"

namespace anyu {

/// "invalid", "not_found", …: the enumerator's own name.
std::string_view name_of(ErrorKind kind);

/// The HTTP status of a kind: 400, 404, 409, 403, 501, 503, in the order of ErrorKind.
int status_of(ErrorKind kind);

std::string error_json(const Error& error);

Reply error_reply(const Error& error);
/// For the few that say more than their kind does, such as 413 or 401.
Reply error_reply(const Error& error, int status);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
