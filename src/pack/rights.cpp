// The rights linter: what an input declares to count first, how its words read second.
#include "pack/rights.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "pack/scheme.h"

namespace anyu {

namespace {

struct Reason {
  std::string_view zh;
  std::string_view en;
};

constexpr Reason births = {
    "生不生、生几个由每个家庭自己决定，出生率、孩次和自然增长不能用来考核（规则L01）；可改为考核孕产期保健、安全分"
    "娩、产后访视等服务",
    "whether and how many children people have is their own decision, so birth rates, birth order and natural "
    "increase cannot be scored (rule L01); measure services instead: maternity care, safe birth, postnatal visits"};
constexpr Reason policy = {
    "不再按是否符合政策给出生分类，这类指标不能用来考核（规则L02）；可改为考核群众满意率和生育服务登记是否方便",
    "nobody is counted as born within or outside a policy, so this cannot be scored (rule L02); measure instead "
    "how "
    "satisfied people are and how easily they obtain the services they want"};
constexpr Reason prevalence = {
    "用不用避孕方法由本人决定，避孕率、节育率、新使用人数等不能定目标（规则L03）；可改为考核：主动提供咨询并记录本"
    "人的选择、知情选择有记录、药具不断货",
    "using a method is each person's own choice, so prevalence, acceptors and couple-years carry no target (rule "
    "L03); "
    "measure instead the offer with the recorded choice, informed choice documented, supplies in stock"};
constexpr Reason method = {
    "用哪种方法由本人决定，放环、结扎、皮埋和长效措施的数量或比例不能定目标（规则L04）；可改为考核：可选方法齐全、"
    "知情同意有记录、应要求及时取出",
    "which method to use is each person's own choice, so no method's number or share carries a target (rule L04); "
    "measure instead that all methods are on offer, consent is documented and removal follows on request"};
constexpr Reason abortion = {
    "人工流产的多少不能定目标，要求升或降都不行（规则L05）；可改为考核流产后关爱、术后随访和并发症处理",
    "the number of abortions carries no target, neither up nor down (rule L05); measure instead post-abortion "
    "care, "
    "follow-up and the treatment of complications"};
constexpr Reason sex_ratio = {
    "性别比是人口统计结果，不能用来给单位或个人计分、排名、定目标（规则L06）；可作统计展示，考核则看超声和药物的规"
    "范管理",
    "the sex ratio is a population statistic and carries no points, rank or target (rule L06); show it, and "
    "measure "
    "instead whether ultrasound and medicines are managed as the rules ask"};
constexpr Reason pregnancy_checks = {
    "查环查孕须出于本人自愿，受检率不能用来考核（规则L11）；可改为考核：经本人同意的随访按时完成、本人不愿随访的有"
    "记录",
    "checks for pregnancy or an IUD are voluntary, so the share of women checked cannot be scored (rule L11); "
    "measure "
    "instead follow-up on time for those who agreed, with refusals recorded"};
constexpr Reason fees = {
    "社会抚养费已经取消，征收情况不能用来考核（规则L12）；可改为考核惠民政策是否兑现、收费是否公开",
    "fees for births are abolished and collecting them cannot be scored (rule L12); measure instead whether "
    "benefits "
    "are paid and charges are published"};

constexpr Reason any_choice = {
    "它反映的是人们的选择，用不用、用哪种方法由本人决定，不能计分或定目标；可改为考核：主动提供服务并记录本人的选择"
    "、知情选择有记录、应要求及时取出",
    "it counts people's choices, which are their own and carry neither points nor a target; measure instead the "
    "offer "
    "with the recorded choice, informed choice documented, removal on request"};
constexpr Reason any_body = {
    "它反映的是人们的身体和生育，不能计分或定目标；可改为考核服务：孕产期保健、安全分娩、产后访视、流产后关爱",
    "it counts people's bodies and births, which carry neither points nor a target; measure services instead: "
    "maternity care, safe birth, postnatal visits, post-abortion care"};

struct Cue {
  std::string_view text;  ///< as `plain` leaves it
  const Reason* reason;
  bool unless_care = false;  ///< passes where the same text speaks of the care around it
};

constexpr Cue cues[] = {
    {"符合政策生育", &policy},
    {"政策符合率", &policy},
    {"政策生育率", &policy},
    {"计划生育率", &policy},
    {"违法生育", &policy},
    {"计划外生育", &policy},
    {"政策外生育", &policy},
    {"births within policy", &policy},
    {"births outside policy", &policy},
    {"超生率", &policy},
    {"人超生", &policy},
    {"超生人数", &policy},
    {"出生政策符合", &policy},
    {"policy birth", &policy},
    {"lawful birth", &policy},
    {"excess birth", &policy},
    {"unplanned birth", &policy},
    {"illegal birth", &policy},

    {"出生率", &births},
    {"自然增长率", &births},
    {"生育率", &births},
    {"孩率", &births},
    {"多孩控制", &births},
    {"孩次递进", &births},
    {"birth rate", &births},
    {"fertility rate", &births},
    {"total fertility", &births},
    {"age specific fertility", &births},
    {"higher order birth", &births},
    {"parity progression", &births},
    {"number of births", &births},
    {"natural increase", &births},

    {"避孕率", &prevalence},
    {"节育率", &prevalence},
    {"避孕使用率", &prevalence},
    {"避孕普及率", &prevalence},
    {"避孕措施落实", &prevalence},
    {"节育措施落实", &prevalence},
    {"新使用者", &prevalence, true},
    {"首次使用现代避孕", &prevalence, true},
    {"避孕保护年", &prevalence},
    {"contraceptive prevalence", &prevalence},
    {"modern prevalence", &prevalence},
    {"mcpr", &prevalence},
    {"acceptor", &prevalence},
    {"new user", &prevalence, true},
    {"first ever user", &prevalence, true},
    {"method started", &prevalence},
    {"cyp", &prevalence},
    {"couple years", &prevalence},
    {"contraceptive use", &prevalence, true},

    {"上环率", &method},
    {"放环率", &method},
    {"结扎率", &method},
    {"绝育率", &method},
    {"皮埋率", &method},
    {"长效措施落实", &method},
    {"四项手术", &method, true},
    {"长效", &method, true},
    {"上环", &method, true},
    {"放环", &method, true},
    {"结扎", &method, true},
    {"绝育", &method, true},
    {"皮埋", &method, true},
    {"long acting", &method, true},
    {"larc", &method, true},
    {"sterilisation", &method, true},
    {"sterilization", &method, true},
    {"iud insertion", &method, true},
    {"implant insertion", &method, true},

    {"人流率", &abortion},
    {"流产率", &abortion},
    {"引产率", &abortion},
    {"流产比", &abortion},
    {"补救措施", &abortion},
    {"终止妊娠", &abortion, true},
    {"人工流产", &abortion, true},
    {"人流", &abortion, true},
    {"引产", &abortion, true},
    {"abortion rate", &abortion},
    {"abortion ratio", &abortion},
    {"abortion", &abortion, true},

    {"性别比", &sex_ratio},
    {"sex ratio", &sex_ratio},

    {"三查", &pregnancy_checks, true},
    {"查环查孕", &pregnancy_checks},
    {"环孕检", &pregnancy_checks},
    {"孕环检", &pregnancy_checks},
    {"孕情监测", &pregnancy_checks},
    {"孕情检查", &pregnancy_checks},
    {"季检率", &pregnancy_checks},
    {"pregnancy check", &pregnancy_checks, true},
    {"pregnancy surveillance", &pregnancy_checks},
    {"checked for pregnancy", &pregnancy_checks},
    {"iud check", &pregnancy_checks},

    {"社会抚养费", &fees},
    {"征收到位率", &fees},
    {"social maintenance fee", &fees},
    {"social support fee", &fees},
    {"social compensation fee", &fees},
};

/// What makes a word such as 结扎 or "abortion" part of a service: consent to it, its follow-up, its supplies.
/// `七对` belongs to 三查七对, the nurses' check of every medicine.
constexpr std::string_view care_words[] = {
    "知情同意",      "告知",        "随访",         "术后",      "结扎后",       "放环后",        "并发症",
    "感染",          "事故",        "取出",         "取环",      "摘除",         "更换",          "满意",
    "关爱",          "咨询",        "投诉",         "库存",      "供应",         "断货",          "缺货",
    "可获得",        "经费",        "规范",         "安全",      "消毒",         "七对",          "consent",
    "follow up",     "care",        "complication", "infection", "accident",     "removal",       "replacement",
    "expulsion",     "perforation", "failure",      "safety",    "satisfaction", "counselling",   "complaint",
    "stock",         "supply",      "supplies",     "available", "funding",      "post abortion", "antenatal",
    "pre pregnancy",
};

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

/// Lower case, with single spaces for `_`, `-` and runs of space.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool gap = c == '_' || c == '-' || c == ' ' || c == '\n' || c == '\t';
    if (!gap) {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

/// Chinese words anywhere; English ones as whole words, singular or plural ("fertility rate", not "infertility
/// rate").
bool contains(const std::string& text, std::string_view word) {
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    if (!is_letter(word.front())) return true;
    auto end = at + word.size();
    if (end < text.size() && text[end] == 's') ++end;
    const bool begins = at == 0 || !is_letter(text[at - 1]);
    const bool ends = end == text.size() || !is_letter(text[end]);
    if (begins && ends) return true;
  }
  return false;
}

const Reason* cue_in(std::string_view given) {
  const std::string text = plain(given);
  const bool care = std::any_of(std::begin(care_words), std::end(care_words),
                                [&](std::string_view word) { return contains(text, word); });
  for (const Cue& cue : cues)
    if (!(cue.unless_care && care) && contains(text, cue.text)) return cue.reason;
  return nullptr;
}

Words words_of(const Reason& reason) { return {std::string(reason.zh), std::string(reason.en)}; }

bool may_be_shown(const Item& item) { return std::holds_alternative<ThresholdRule>(item.rule); }

bool is_held_against(const Item& item) {
  if (const auto* thresholds = std::get_if<ThresholdRule>(&item.rule)) return !thresholds->shown;
  return std::holds_alternative<PointsRule>(item.rule);
}

/// What an author can write instead of the rule.
Words mend(const Item& item) {
  if (may_be_shown(item))
    return {"可写 shown = true 只作统计展示，或写 declined 说明不采用的理由",
            "write shown = true to keep it as a statistic, or `declined` with the reason"};
  return {"请写 declined 说明不采用的理由", "write `declined` with the reason"};
}

class Linter {
 public:
  Linter(const Scheme& scheme, Findings& findings) : scheme_(scheme), findings_(findings) {}

  void check(const Item& item) {
    bool faulted = false;
    for (const std::string& id : inputs_of(item))
      if (const Input* input = scheme_.input(id)) faulted = check(item, *input) || faulted;
    if (!faulted) check_text(item);
  }

 private:
  bool check(const Item& item, const Input& input) {
    const auto why = why_unscorable(input.about, {input.id, input.name.zh, input.name.en});
    if (!why) return false;
    if (is_protected(input.about)) {
      refuse(item, {fmt::format("条目“{}”用“{}”计分或定结论，不予采用：{}", item.id, input.name.zh, why->zh),
                    fmt::format("item '{}' is held against '{}', which is refused: {}", item.id, input.name.en,
                                why->en)});
    } else {
      const auto about = input.about == About::unit ? "unit" : "care";
      refuse(item, {fmt::format("条目“{}”的“{}”自称 about = \"{}\"，读起来却不是服务：{}", item.id, input.name.zh,
                                about, why->zh),
                    fmt::format("item '{}': '{}' is declared as about = \"{}\" but does not read like it: {}",
                                item.id, input.name.en, about, why->en)});
    }
    return true;
  }

  void check_text(const Item& item) {
    const auto why = why_unscorable(About::care, {item.text.zh, item.text.en});
    if (!why) return;
    refuse(item, {fmt::format("条目“{}”的文字读起来不是在考核服务：{}", item.id, why->zh),
                  fmt::format("item '{}' does not read like a measure of service: {}", item.id, why->en)});
  }

  void refuse(const Item& item, const Words& says) {
    const Words way = mend(item);
    findings_.fault(scheme_.file, item.line,
                    {fmt::format("{}；{}", says.zh, way.zh), fmt::format("{}; or {}", says.en, way.en)});
  }

  const Scheme& scheme_;
  Findings& findings_;
};

}  // namespace

std::optional<Words> rights_cue(std::string_view text) {
  const Reason* reason = cue_in(text);
  return reason ? std::optional(words_of(*reason)) : std::nullopt;
}

std::optional<Words> why_unscorable(About about, std::initializer_list<std::string_view> texts) {
  for (const std::string_view text : texts)
    if (auto why = rights_cue(text)) return why;
  if (about == About::choice) return words_of(any_choice);
  if (about == About::body) return words_of(any_body);
  return std::nullopt;
}

void check_rights(const Scheme& scheme, Findings& findings) {
  Linter linter(scheme, findings);
  for (const Item& item : scheme.items)
    if (is_held_against(item)) linter.check(item);
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
