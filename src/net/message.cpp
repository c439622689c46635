// Looking things up in a request, and making the common replies.
#include "net/message.h"

#include <algorithm>

#include "base/text.h"

namespace anyu {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// "0.8" → 800. What is not a weight counts as 1, the weight of what has none.
int thousandths(std::string_view weight) {
  if (weight.empty() || (weight[0] != '0' && weight[0] != '1')) return 1000;
  int sum = (weight[0] - '0') * 1000;
  int place = 100;
  for (const char c : weight.substr(std::min<std::size_t>(2, weight.size()))) {
    if (c < '0' || c > '9') break;
    sum += (c - '0') * place;
    place /= 10;
  }
  return sum;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::string_view> Request::header(std::string_view name) const {
  for (const auto& [known, value] : headers)
    if (same_name(known, name)) return value;
  return std::nullopt;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
  for (const auto& [known, value] : headers) {
    if (!same_name(known, "Cookie")) continue;
    for (const std::string_view pair : split(value, ';')) {
      const auto equals = pair.find('=');
      if (equals != std::string_view::npos && trimmed(pair.substr(0, equals)) == name)
        return trimmed(pair.substr(equals + 1));
    }
  }
  return std::nullopt;
}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
  const auto first = query.lower_bound(name);
  if (first == query.end() || first->first != name) return std::nullopt;
  return first->second;
}

Reply Reply::json(std::string body, int status) {
  Reply reply;
  reply.status = status;
  reply.content_type = "application/json";
  reply.body = std::move(body);
  return reply;
}

Reply Reply::stream(std::shared_ptr<EventSource> events) {
  Reply reply;
  reply.content_type = "text/event-stream";
  reply.events = std::move(events);
  return reply;
}

Reply& Reply::with(std::string name, std::string value) {
  headers.emplace_back(std::move(name), std::move(value));
  return *this;
}

Language preferred_language(std::string_view accept_language) {
  Language best = Language::en;
  int best_weight = 0;
  for (const std::string_view item : split(accept_language, ',')) {
    const auto parts = split(item, ';');
    const std::string_view tag = trimmed(parts[0]);
    const Language language = language_of(tag);
    const bool english = tag.size() >= 2 && same_name(tag.substr(0, 2), "en");
    if (language != Language::zh && !english) continue;

    int weight = 1000;
    if (parts.size() > 1 && trimmed(parts[1]).substr(0, 2) == "q=")
      weight = thousandths(trimmed(parts[1]).substr(2));
    if (weight > best_weight) {
      best = language;
      best_weight = weight;
    }
  }
  return best;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
