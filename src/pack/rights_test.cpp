// The rights linter: quotas on people are refused by what they count and by how they read; care passes.
#include "pack/rights.h"

#include <gmock/gmock.h>

#include "pack/scheme.h"

namespace anyu {
namespace {

using testing::HasSubstr;

TEST(Rights, words_for_quotas_on_people_are_cues_in_both_languages) {
  for (const char* text : {"近三年符合政策生育率",
                           "births within policy, three-year",
                           "policy_births_pct_3y",
                           "births_outside_policy",
                           "已婚育龄妇女综合避孕率",
                           "Contraceptive prevalence",
                           "contraceptive_prevalence_pct",
                           "综合节育率",
                           "New acceptors of modern methods",
                           "CYP",
                           "长效节育率",
                           "长效措施落实率",
                           "Long-acting share",
                           "long_acting_share_pct",
                           "结扎例数",
                           "Sterilisations",
                           "sterilizations_n",
                           "四项手术落实率",
                           "上环率",
                           "IUD insertions in the month",
                           "人工流产率",
                           "Abortions",
                           "abortion_ratio",
                           "补救措施落实率",
                           "引产例数",
                           "出生人口性别比",
                           "Three-year mean sex ratio at birth",
                           "三查率",
                           "查环查孕到位率",
                           "Pregnancy checks",
                           "环孕检",
                           "社会抚养费征收到位率",
                           "Social maintenance fee collected",
                           "人口自然增长率",
                           "Total fertility",
                           "出生率",
                           "Crude birth rate",
                           "多孩率",
                           "多孩控制3%",
                           "每千人超生",
                           "孕环检网上交验",
                           "Higher-order births",
                           "出生政策符合",
                           "引产与出生比",
                           "首次使用现代避孕方法者",
                           "Post-abortion method started same day"})
    EXPECT_TRUE(rights_cue(text)) << text;
}

TEST(Rights, words_for_care_are_no_cues_even_beside_a_method_or_an_abortion) {
  for (const char* text : {"知情选择的村",
                           "Villages with sound informed choice",
                           "手术知情同意率",
                           "随访率",
                           "followup_pct",
                           "并发症发生率",
                           "Complications per 1,000",
                           "生殖健康服务率",
                           "Reproductive-health service",
                           "男性参与比例",
                           "Men among those served",
                           "群众满意率",
                           "Public satisfaction",
                           "绝育知情同意要素完整",
                           "Sterilisation consent complete",
                           "放环术后随访率",
                           "人工流产后关爱服务率",
                           "Post-abortion care",
                           "应要求取环及时率",
                           "IUD removal on request",
                           "皮埋剂库存",
                           "Long-acting methods in stock",
                           "免费孕前优生健康检查覆盖率",
                           "Free pre-pregnancy checks",
                           "三查七对执行率",
                           "不孕不育咨询",
                           "Infertility counselling",
                           "出生缺陷发生率",
                           "出生登记及时率",
                           "低出生体重",
                           "四项手术经费到位率",
                           "整改措施落实率",
                           "免费基本技术服务落实率",
                           "奖励优惠政策落实率",
                           "计划生育优质服务",
                           "Home births attended",
                           "输精管结扎后精液确认",
                           "Post-abortion schedule contacts made",
                           "LARC due for replacement informed",
                           "奖励优惠政策落实",
                           "Births reported on time and correctly",
                           "出生统计误差",
                           "免费B超生殖健康检查",
                           "多孩家庭补贴发放率",
                           "新使用者随访率",
                           "Counselling of new users",
                           "免费药具获得率达标"})
    EXPECT_FALSE(rights_cue(text)) << text << ": " << rights_cue(text).value_or(Words{}).en;
}

TEST(Rights, the_reason_names_the_rule_and_what_to_measure_instead) {
  const auto why = rights_cue("结扎率");
  ASSERT_TRUE(why);
  EXPECT_THAT(why->zh, HasSubstr("L04"));
  EXPECT_THAT(why->zh, HasSubstr("知情同意"));
  EXPECT_THAT(why->en, HasSubstr("removal follows on request"));
}

TEST(Rights, what_is_about_choice_or_body_is_unscorable_however_it_is_called) {
  EXPECT_THAT(why_unscorable(About::choice, {"uptake"})->en, HasSubstr("offer with the recorded choice"));
  EXPECT_THAT(why_unscorable(About::body, {"figure_7"})->zh, HasSubstr("产后访视"));
  EXPECT_THAT(why_unscorable(About::care, {"figure_7", "性别比"})->zh, HasSubstr("L06"));
  EXPECT_FALSE(why_unscorable(About::care, {"followup_pct", "随访率", "Follow-up"}));
  EXPECT_FALSE(why_unscorable(About::unit, {"qualified_staff", "技术人员比例"}));
}

/// A sheet of one item that reads one input.
Scheme sheet(Input input, decltype(Item::rule) rule, Words text) {
  Scheme scheme;
  scheme.file = "sheet.toml";
  scheme.inputs = {std::move(input)};
  Item item;
  item.id = "1";
  item.text = std::move(text);
  item.rule = std::move(rule);
  item.line = 7;
  scheme.items = {std::move(item)};
  return scheme;
}

Input input(About about, const char* zh, const char* en) {
  Input made;
  made.id = "x";
  made.name = {zh, en};
  made.about = about;
  return made;
}

PointsRule points() {
  PointsRule rule;
  rule.parts = {Part{CountPart{"x", -1}, 8}};
  return rule;
}

ThresholdRule threshold(bool shown) { return {shown, {{"x", Condition::Compare::at_least, Decimal(85), 8}}}; }

std::vector<Finding> linted(const Scheme& scheme) {
  Findings findings;
  check_rights(scheme, findings);
  return findings.all();
}

TEST(Rights, points_and_thresholds_on_choices_and_bodies_are_faults_at_the_item) {
  const auto by_points = linted(sheet(input(About::choice, "用药人数", "Users"), points(), {"条目", "Item"}));
  ASSERT_EQ(by_points.size(), 1u);
  EXPECT_EQ(by_points[0].line, 7);
  EXPECT_EQ(by_points[0].severity, Finding::Severity::fault);
  EXPECT_THAT(by_points[0].says.en, HasSubstr("write `declined`"));

  const auto by_threshold =
      linted(sheet(input(About::body, "出生数", "Births"), threshold(false), {"条目", "Item"}));
  ASSERT_EQ(by_threshold.size(), 1u);
  EXPECT_THAT(by_threshold[0].says.zh, HasSubstr("shown = true"));
}

TEST(Rights, a_cue_under_a_false_flag_is_a_fault_in_the_input_or_in_the_items_words) {
  const auto by_name =
      linted(sheet(input(About::care, "综合避孕率", "Prevalence"), threshold(false), {"条目", "Item"}));
  ASSERT_EQ(by_name.size(), 1u);
  EXPECT_THAT(by_name[0].says.en, HasSubstr("declared as about = \"care\" but does not read like it"));

  const auto by_text =
      linted(sheet(input(About::unit, "得数", "Figure"), points(), {"三查率每低1个百分点扣1分", "Checks"}));
  ASSERT_EQ(by_text.size(), 1u);
  EXPECT_THAT(by_text[0].says.zh, HasSubstr("L11"));
}

TEST(Rights, what_is_shown_declined_or_lost_passes) {
  const auto sex_ratio = input(About::body, "出生人口性别比", "Sex ratio at birth");
  EXPECT_THAT(linted(sheet(sex_ratio, threshold(true), {"性别比低于110", "Sex ratio below 110"})),
              testing::IsEmpty());
  EXPECT_THAT(linted(sheet(sex_ratio, Declined{{"不", "No"}, {}}, {"性别比", "Sex ratio"})), testing::IsEmpty());
  EXPECT_THAT(linted(sheet(sex_ratio, Lost{{"缺", "Lost"}}, {"性别比", "Sex ratio"})), testing::IsEmpty());
}

}  // namespace
}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
