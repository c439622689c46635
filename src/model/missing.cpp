// The reasons by name.
#include "model/missing.h"

namespace anyu {

std::string_view id_of(Missing missing) {
  switch (missing) {
    case Missing::not_due: return "not_due";
    case Missing::not_done: return "not_done";
    case Missing::not_recorded: return "not_recorded";
    case Missing::undefined: return "undefined";
    case Missing::withheld: return "withheld";
  }
  return "undefined";
}

std::optional<Missing> entered_reason(std::string_view id) {
  for (const Missing reason : {Missing::not_due, Missing::not_done, Missing::not_recorded})
    if (id == id_of(reason)) return reason;
  return std::nullopt;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
