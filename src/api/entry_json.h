// Entries as JSON, in; refusals, out.
#pragma once

#include "api/json.h"
#include "loop/collect/entry.h"

namespace anyu {

/// Errors  invalid, where a field is neither a value nor a reason.
Result<Entry> entry_of(const Json& body);
/// 422 with what is wrong field by field; other kinds as ever.
Reply refusal_reply(const Refusal& refusal);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
