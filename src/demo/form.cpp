// Names to places, and now and then a value that was not written down.
#include "demo/form.h"

#include <algorithm>

namespace anyu {

void Form::lacks(std::string_view what) {
  if (!fault_)
    fault_ = unsupported("演示数据是按 quality-service 内容包编的,而这里没有 {}", "the demonstration is made for the pack quality-service, and there is no {} here", what);
}

Form& Form::begin(std::string_view type, Day day, UnitCode unit) {
  record_ = Record{};
  const auto index = catalog_.type(type);
  type_ = index ? &catalog_.types[*index] : nullptr;
  if (!index) {
    lacks(type);
    return *this;
  }
  record_.type = *index;
  record_.day = day;
  record_.unit = std::move(unit);
  record_.fields.assign(type_->fields.size(), FieldValue(Missing::not_recorded));
  kept_.assign(type_->fields.size(), false);
  return *this;
}

std::size_t Form::field(std::string_view id) {
  const auto found = type_ ? type_->field(id) : std::nullopt;
  if (!found && type_) lacks(fmt::format("{}.{}", type_->id, id));
  return last_ = found.value_or(no_field);
}

Form& Form::code(std::string_view id, std::string_view code) {
  const auto at = field(id);
  if (at == no_field) return *this;
  const auto place = type_->fields[at].code(code);
  if (place) record_.fields[at] = *place;
  else lacks(fmt::format("{}.{} = {}", type_->id, id, code));
  return *this;
}

Form& Form::scaled(std::string_view id, std::int64_t number) {
  const auto at = field(id);
  if (at != no_field) record_.fields[at] = number;
  return *this;
}

Form& Form::yes_no(std::string_view id, bool yes) { return scaled(id, yes ? 1 : 0); }
Form& Form::whole(std::string_view id, int number) { return scaled(id, number); }
Form& Form::day(std::string_view id, Day day) { return scaled(id, day.number); }

Form& Form::text(std::string_view id, std::string_view text) {
  const auto at = field(id);
  if (at != no_field) record_.fields[at] = std::string(text);
  return *this;
}

Form& Form::missing(std::string_view id, Missing reason) {
  const auto at = field(id);
  if (at != no_field) record_.fields[at] = reason;
  return *this;
}

Form& Form::only_if(bool so) {
  if (!so && last_ != no_field) record_.fields[last_] = Missing::not_due;
  return *this;
}

Form& Form::kept(std::initializer_list<std::string_view> fields) {
  for (const std::string_view id : fields)
    if (const auto at = field(id); at != no_field) kept_[at] = true;
  return *this;
}

Record Form::take(Random& random, int forgotten) {
  if (forgotten != nothing_lost && type_)
    for (std::size_t i = 0; i < record_.fields.size(); ++i) {
      if (kept_[i] || std::holds_alternative<Missing>(record_.fields[i])) continue;
      if (random.chance(type_->fields[i].required ? 15 : forgotten)) record_.fields[i] = random.chance(650) ? Missing::not_recorded : Missing::not_done;
    }
  return std::move(record_);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
