// Values as contract/openapi.yaml writes them.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "base/words.h"
#include "measure/cell_value.h"
#include "model/record.h"
#include "net/message.h"
#include "pack/catalog.h"

namespace anyu {

using Json = nlohmann::ordered_json;

Json to_json(const Words& words);
Json to_json(const Unit& unit);
/// A number of a figure: at most six places.
std::string number_text(const Decimal& number);
Json to_json(const Indicator& indicator, const Cell& cell);
/// The fields of a record by name; those that are simply not recorded are left out.
Json fields_json(const RecordType& type, const std::vector<FieldValue>& fields);
Json to_json(const RecordType& type, const Record& record);

Reply json_reply(const Json& json, int status = 200);

/// The body as a JSON object of at most 64 levels. Errors: invalid, with the place.
Result<Json> object_of(const Request& request);
/// A text of the object; empty where it is absent. Errors: invalid, where it is something else.
Result<std::string> text_of(const Json& object, const char* key);

/// A parameter of the query that must be there.
Result<std::string> needed(const Request& request, const char* name);
Result<Period> period_of(const Request& request);
/// `limit`, within 1 and `most`.
Result<std::size_t> limit_of(const Request& request, std::size_t otherwise, std::size_t most);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
