// Between Beast's messages and ours: a request taken in, a reply given out, and what is said to a request that is
// refused.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>

#include "net/message.h"

namespace anyu {

using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
using Answer = boost::beast::http::response<boost::beast::http::string_body>;

/// The request as handlers see it, still without its body; or the status it is refused with.
std::optional<int> read_head(const Parser& parser, Request& request);

/// What went wrong while reading, as a status; nothing where the client has left.
std::optional<int> status_of_failure(const boost::system::error_code& failed, const Parser& parser,
                                     const boost::beast::flat_buffer& buffer);

/// Said by the door itself, before any handler is asked.
Reply refusal(int status);

/// A reply as it goes over the wire. `head` keeps the length and leaves the body out.
Answer answer_of(Reply reply, bool head, bool keep_alive);

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
