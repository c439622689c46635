// Two published sheets, s01 and s02, written down for the tests of this room.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "loop/assess/given.h"
#include "pack/read_scheme.h"

namespace anyu::sheets {

inline std::string said(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) text += text_of(finding, Language::en) + "\n";
  return text;
}

inline Scheme read(std::string_view text) {
  Findings findings;
  auto file = Table::parse(text, "sheet.toml", findings);
  auto scheme = file ? read_scheme(*file, findings) : std::nullopt;
  if (!scheme) ADD_FAILURE() << said(findings.all());
  return scheme.value_or(Scheme{});
}

/// Figures as a given file holds them: "satisfaction_pct = \"86.5\"".
inline Given given(const Scheme& scheme, const std::string& lines) {
  Findings findings;
  auto file = Table::parse("[given]\n" + lines, "given.toml", findings);
  auto figures = file ? read_given_file(*file, scheme, findings) : std::nullopt;
  if (!figures) ADD_FAILURE() << said(findings.all());
  return figures.value_or(Given{});
}

inline Decimal number(const char* text) { return Decimal::parse(text).value(); }

/// 第四批国家级优质服务先进县现场评估表: table 1 whole, table 2 begun, its 2.7 cut off.
inline constexpr std::string_view s01 = R"toml(
[scheme]
id = "s01"
name = { zh = "第四批国家级优质服务先进县现场评估表", en = "Field sheet, fourth batch" }
kind = "points"
issuer = "国家人口计生委"
year = "c. 2007-2009"
unit_level = "county"
period = "year"
completeness = { zh = "表一完整，表二仅前两条", en = "Table 1 whole, table 2 its first two items" }
source = "777doc 1584642"
[[input]]
id = "no_mechanism_document"
name = { zh = "未出台新机制文件", en = "No document on the new mechanism" }
type = "yes_no"
about = "unit"
[[input]]
id = "policy_state"
name = { zh = "奖励优惠政策", en = "Benefit policies" }
type = "state"
about = "unit"
states = ["none", "weak", "ok"]
state_names = { none = { zh = "未出台", en = "not issued" }, weak = { zh = "已出台，落实不好", en = "issued, poorly carried out" }, ok = { zh = "已出台并落实", en = "issued and carried out" } }
[[input]]
id = "leadership_not_in_place"
name = { zh = "主要领导责任不落实", en = "Leaders not responsible" }
type = "yes_no"
about = "unit"
[[input]]
id = "departments_failing"
name = { zh = "未履行职责的部门数", en = "Departments not fulfilling their duty" }
type = "count"
about = "unit"
[[input]]
id = "satisfaction_pct"
name = { zh = "群众满意率", en = "Public satisfaction" }
type = "percent"
about = "care"
[[input]]
id = "staffing_not_in_place"
name = { zh = "机构编制不落实", en = "Posts not in place" }
type = "yes_no"
about = "unit"
[[section]]
id = "1"
name = { zh = "综合管理", en = "General management" }
max = "125"
[[section]]
id = "2"
name = { zh = "基层组织", en = "Grass-roots organisation" }
max = "150"
incomplete = true
[[item]]
id = "1.1"
section = "1"
text = { zh = "推进综合改革", en = "New working mechanism" }
max = "25"
start = "full"
floor = "0"
missing = "undecided"
[[item.part]]
kind = "bool"
input = "no_mechanism_document"
points = "-2"
[[item]]
id = "1.2"
section = "1"
text = { zh = "对家庭的奖励优惠政策", en = "Benefit policies for families" }
max = "25"
start = "full"
floor = "0"
missing = "undecided"
[[item.part]]
kind = "state"
input = "policy_state"
map = { none = "-5", weak = "-2", ok = "0" }
[[item]]
id = "1.3"
section = "1"
text = { zh = "党政主要领导负总责", en = "Top leaders responsible" }
max = "25"
start = "full"
floor = "0"
missing = "undecided"
[[item.part]]
kind = "bool"
input = "leadership_not_in_place"
points = "-2"
[[item]]
id = "1.4"
section = "1"
text = { zh = "部门齐抓共管", en = "Departments do their part" }
max = "25"
start = "full"
floor = "0"
missing = "undecided"
[[item.part]]
kind = "count"
input = "departments_failing"
points = "-2"
[[item]]
id = "1.5"
section = "1"
text = { zh = "群众满意率90%以上", en = "Public satisfaction at least 90 percent" }
max = "25"
start = "full"
floor = "0"
missing = "undecided"
[[item.part]]
kind = "step"
input = "satisfaction_pct"
below = "90"
each = "1"
points = "-2"
mode = "continuous"
[[item.example]]
given = { satisfaction_pct = "86.5" }
points = "18"
[[item.example]]
given = { satisfaction_pct = "86.5" }
with = { mode = "whole" }
points = "19"
[[item.example]]
given = { satisfaction_pct = "86.5" }
with = { mode = "any_part" }
points = "17"
[[item.example]]
given = { satisfaction_pct = "70" }
points = "0"
[[item]]
id = "2.6"
section = "2"
text = { zh = "机构稳定、编制落实", en = "Bodies stable, posts filled" }
max = "25"
start = "full"
floor = "0"
missing = "undecided"
[[item.part]]
kind = "bool"
input = "staffing_not_in_place"
points = "-2"
[[item]]
id = "2.7"
section = "2"
text = { zh = "服务机构人员、设施", en = "Station staff and premises" }
max = "25"
lost = { why = { zh = "所存副本到此中断", en = "the stored copy breaks off here" } }
)toml";

/// The good county of s01's examples.
inline constexpr const char* good_county = R"(
no_mechanism_document = false
policy_state = "weak"
leadership_not_in_place = false
departments_failing = 2
satisfaction_pct = "86.5"
)";

/// 优质服务先进县客观评价指标: thresholds, no points.
inline const std::string s02 = [] {
  std::string text = R"toml(
[scheme]
id = "s02"
name = { zh = "客观评价指标", en = "Objective indicators" }
kind = "thresholds"
issuer = "国家人口计生委"
year = "c. 2005-2008"
unit_level = "county"
period = "year"
completeness = { zh = "目标和效果第4至14条", en = "Goal level and effect items 4 to 14" }
source = "daumloan 319150027"
[[section]]
id = "goal"
name = { zh = "目标", en = "Goal" }
[[section]]
id = "effect"
name = { zh = "效果", en = "Effect" }
[[item]]
id = "g1"
section = "goal"
text = { zh = "近三年符合政策生育率95%以上", en = "Births within policy at least 95 percent" }
declined = { why = { zh = "不按是否符合政策给出生分类", en = "nobody is counted as in or out of policy" }, instead = { zh = "看群众满意率", en = "public satisfaction" } }
)toml";
  const auto input = [&](const char* id, const char* zh, const char* en, const char* type, const char* about,
                         const char* more = "") {
    text += std::string("[[input]]\nid = \"") + id + "\"\nname = { zh = \"" + zh + "\", en = \"" + en +
            "\" }\ntype = \"" + type + "\"\nabout = \"" + about + "\"\n" + more;
  };
  const auto item = [&](const char* id, const char* section, const char* zh, const char* en,
                        const char* conditions) {
    text += std::string("[[item]]\nid = \"") + id + "\"\nsection = \"" + section + "\"\ntext = { zh = \"" + zh +
            "\", en = \"" + en + "\" }\n" + conditions;
  };
  input("satisfaction_pct", "群众满意率", "Public satisfaction", "percent", "care",
        "from = { indicator = \"reported_satisfaction\" }\n");
  item("g2", "goal", "群众满意率85%以上", "Public satisfaction at least 85 percent",
       "[[item.condition]]\ninput = \"satisfaction_pct\"\nat_least = \"85\"\n");
  input("benefits_fulfilled_pct", "奖励优惠政策落实率", "Benefit policies carried out", "percent", "care");
  item("4", "effect", "奖励优惠政策落实率90%以上", "Benefit policies carried out",
       "[[item.condition]]\ninput = \"benefits_fulfilled_pct\"\nat_least = \"90\"\n");
  input("free_basic_services_pct", "免费基本技术服务落实率", "Free basic services delivered", "percent", "care");
  item("5", "effect", "免费基本技术服务落实率100%", "Free basic services delivered",
       "[[item.condition]]\ninput = \"free_basic_services_pct\"\nat_least = \"100\"\n");
  input("villages_informed_choice_pct", "知情选择的村", "Villages with sound informed choice", "percent", "care");
  input("procedures_with_consent_pct", "手术知情同意率", "Procedures with informed consent", "percent", "care");
  item("6", "effect", "知情选择的村；手术知情同意", "Informed choice and consent",
       "[[item.condition]]\ninput = \"villages_informed_choice_pct\"\nat_least = \"90\"\n[[item.condition]]\ninput "
       "= \"procedures_with_consent_pct\"\nat_least = \"100\"\n");
  input("villages_selfgov_pct", "村民自治村", "Villages with self-governance", "percent", "unit");
  item("7", "effect", "村（居）民自治村90%", "Villages with self-governance",
       "[[item.condition]]\ninput = \"villages_selfgov_pct\"\nat_least = \"90\"\n");
  input("needs_analysis_in_decisions", "群众需求纳入决策", "Decisions use people's needs", "yes_no", "unit");
  item("8", "effect", "科学决策程序", "Decisions use an analysis of needs",
       "[[item.condition]]\ninput = \"needs_analysis_in_decisions\"\nis = true\n");
  input("satisfaction_trend", "满意程度比上年变化", "Change in satisfaction", "number", "care");
  item("9", "effect", "满意程度逐步提高", "Satisfaction rises",
       "[[item.condition]]\ninput = \"satisfaction_trend\"\nabove = \"0\"\n");
  input("srb_3y_mean", "近三年平均出生性别比", "Three-year mean sex ratio at birth", "number", "body",
        "from = { indicator = \"reported_sex_ratio\", years = 3 }\n");
  item("10", "effect", "近三年平均出生性别比低于110", "Three-year mean sex ratio below 110",
       "shown = true\n[[item.condition]]\ninput = \"srb_3y_mean\"\nbelow = \"110\"\n");
  input("county_station_advanced", "县级先进服务站", "County station is advanced", "yes_no", "unit");
  item("11", "effect", "县级先进服务站", "County station",
       "[[item.condition]]\ninput = \"county_station_advanced\"\nis = true\n");
  input("contraceptive_prevalence_pct", "综合避孕率", "Contraceptive prevalence", "percent", "choice");
  item("12", "effect", "已婚育龄妇女综合避孕率85%以上", "Contraceptive prevalence",
       "shown = true\n[[item.condition]]\ninput = \"contraceptive_prevalence_pct\"\nat_least = \"85\"\n");
  input("followup_pct", "随访率", "Follow-up", "percent", "care");
  input("accidents_3y", "三年内事故", "Accidents in three years", "count", "care");
  input("complications_per_mille", "并发症（‰）", "Complications per 1,000", "number", "care");
  item("13", "effect", "随访率；事故；并发症", "Follow-up, accidents, complications",
       "[[item.condition]]\ninput = \"followup_pct\"\nat_least = \"95\"\n[[item.condition]]\ninput = "
       "\"accidents_3y\"\nequals = \"0\"\n[[item.condition]]\ninput = \"complications_per_mille\"\nat_most = "
       "\"1\"\n");
  input("rh_service_pct", "生殖健康服务率", "Reproductive-health service", "percent", "care");
  input("male_share_pct", "男性参与比例", "Men among those served", "percent", "care");
  item("14", "effect", "生殖健康服务率；男性参与", "Reproductive-health service, men",
       "[[item.condition]]\ninput = \"rh_service_pct\"\nat_least = \"80\"\n[[item.condition]]\ninput = "
       "\"male_share_pct\"\nat_least = \"20\"\n");
  return text;
}();

}  // namespace anyu::sheets

// SPDX-License-Identifier: Apache-2.0
