// What may fail, and we expect it: a value or an error that says what is wrong to the one who can mend it.
#pragma once

#include <fmt/format.h>

#include <cassert>
#include <string>
#include <utility>
#include <variant>

#include "base/words.h"

namespace anyu {

/// The few kinds of failure. One function in `api` maps them to HTTP statuses.
enum class ErrorKind {
  invalid,      ///< what was given is wrong; the words say where and how to mend it
  not_found,    ///< no such thing here (or not for this reader)
  conflict,     ///< the thing has moved on since it was read
  forbidden,    ///< a right one does not have
  unsupported,  ///< understood, but not something Anyu does
  unavailable,  ///< not now: disk full, locked, overloaded; trying again may help
};

struct Error {
  ErrorKind kind;
  Words what;

  /// The same error with the place it happened in front: "programme.toml: …".
  Error in(std::string_view place) const {
    return {kind, {fmt::format("{}:{}", place, what.zh), fmt::format("{}: {}", place, what.en)}};
  }
};

/// An error of a kind, said in both languages with the same arguments. Both texts are checked when compiled.
#define ANYU_ERROR(kind_name)                                                                              \
  template <class... Args>                                                                                 \
  Error kind_name(fmt::format_string<Args...> zh, fmt::format_string<Args...> en, Args&&... args) {        \
    const auto given = fmt::make_format_args(args...);                                                     \
    return {ErrorKind::kind_name, {fmt::vformat(fmt::string_view(zh), given), fmt::vformat(fmt::string_view(en), given)}}; \
  }
ANYU_ERROR(invalid)
ANYU_ERROR(not_found)
ANYU_ERROR(conflict)
ANYU_ERROR(forbidden)
ANYU_ERROR(unsupported)
ANYU_ERROR(unavailable)
#undef ANYU_ERROR

/// A value, or the error that stood in its way.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return state_.index() == 0; }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T operator*() && { return std::move(value()); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

  const Error& error() const {
    assert(state_.index() == 1 && "error() of a result that holds a value");
    return std::get<1>(state_);
  }

 private:
  const T& value() const {
    assert(state_.index() == 0 && "the value of a result that holds an error");
    return std::get<0>(state_);
  }
  T& value() {
    assert(state_.index() == 0 && "the value of a result that holds an error");
    return std::get<0>(state_);
  }

  std::variant<T, Error> state_;
};

/// Done, or the error that stood in its way.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), failed_(true) {}

  explicit operator bool() const { return !failed_; }
  const Error& error() const {
    assert(failed_ && "error() of a result that went well");
    return error_;
  }

 private:
  Error error_{};
  bool failed_ = false;
};

using Done = Result<void>;

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
