// How a change is written into the chain: one line of JSON, the same for the same change for ever, since its hash rests
// on every byte. Identity never stands in it, only a hash of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "store/store.h"

namespace anyu {

std::string line_of(const Unit& unit);
/// What a line says of an identity: a hash of all its parts, with a salt that is kept beside them.
std::string salted_hash(const Identity& identity, std::string_view salt);
/// `salted` is the hash of the identity with its salt; empty where the identity is not touched.
std::string line_of(const Person& person, ChangeNumber was, std::string_view salted);
/// `kind` is add or correct.
std::string line_of(const Record& record, const RecordType& type, std::string_view kind, ChangeNumber was);
std::string line_of_removal(const RecordType& type, RecordId id, ChangeNumber was);
std::string line_of(const User& user);

/// The heading of a batch, hashed before its lines.
std::string heading_of(ChangeNumber first, std::size_t count, const Batch& batch);

/// A line read back. Errors: invalid, where it is not what this version writes.
Result<Change> read_line(std::string_view line, const Catalog& catalog);

/// The hash that links a batch: of the hash before it, its heading and its lines.
Hash link_of(const Hash& before, std::string_view heading, std::string_view lines);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
