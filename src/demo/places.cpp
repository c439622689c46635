// Names and codes of the demonstration's units. They are the same for every seed.
#include "demo/places.h"

#include <fmt/format.h>

#include <set>

#include "demo/random.h"

namespace anyu {

namespace {

struct TownshipRow {
  const char* part;  ///< the three digits of the township in a code
  const char* zh;
  const char* en;
  int villages;
  int committees;
};

// The villages sum to 291 and the residents' committees to 11.
constexpr TownshipRow pingquan_townships[] = {
    {"001", "城区街道", "Chengqu Subdistrict", 4, 7},
    {"100", "平泉镇", "Pingquan Town", 19, 2},
    {"101", "黄土梁子镇", "Huangtuliangzi Town", 20, 1},
    {"102", "榆树林子镇", "Yushulinzi Town", 21, 0},
    {"103", "杨树岭镇", "Yangshuling Town", 18, 1},
    {"104", "七沟镇", "Qigou Town", 19, 0},
    {"105", "小寺沟镇", "Xiaosigou Town", 16, 0},
    {"106", "党坝镇", "Dangba Town", 16, 0},
    {"107", "卧龙镇", "Wolong Town", 18, 0},
    {"108", "南五十家子镇", "Nanwushijiazi Town", 13, 0},
    {"109", "北五十家子镇", "Beiwushijiazi Town", 14, 0},
    {"110", "桲椤树镇", "Boluoshu Town", 10, 0},
    {"111", "柳溪镇", "Liuxi Town", 14, 0},
    {"200", "王土房乡", "Wangtufang Township", 14, 0},
    {"201", "七家岱乡", "Qijiadai Township", 12, 0},
    {"202", "平房乡", "Pingfang Township", 12, 0},
    {"203", "茅兰沟乡", "Maolangou Township", 13, 0},
    {"204", "台头山乡", "Taitoushan Township", 13, 0},
    {"205", "道虎沟乡", "Daohugou Township", 11, 0},
    {"206", "郭杖子乡", "Guozhangzi Township", 14, 0},
};

constexpr struct {
  const char* part;
  const char* zh;
  const char* en;
} yanggu_townships[] = {
    {"001", "狮子楼", "Shizilou"}, {"002", "侨润", "Qiaorun"}, {"100", "阳谷镇", "Yanggu Town"}, {"101", "阎楼", "Yanlou"},   {"102", "阿城", "Acheng"},  {"103", "寿张", "Shouzhang"},
    {"104", "十五里元", "Shiwuliyuan"}, {"105", "张秋", "Zhangqiu"}, {"106", "定水", "Dingshui"}, {"107", "高庙王", "Gaomiaowang"}, {"108", "西湖", "Xihu"},
};

struct Part {
  const char* zh;
  const char* en;
};

constexpr Part first_parts[] = {{"东", "Dong"}, {"西", "Xi"}, {"南", "Nan"}, {"北", "Bei"}, {"上", "Shang"}, {"下", "Xia"}, {"大", "Da"}, {"小", "Xiao"}, {"前", "Qian"}, {"后", "Hou"}};
constexpr Part middle_parts[] = {{"张家", "zhangjia"}, {"李家", "lijia"}, {"王家", "wangjia"}, {"刘家", "liujia"}, {"赵家", "zhaojia"}, {"孙家", "sunjia"}, {"杨树", "yangshu"},
                                 {"柳树", "liushu"}, {"榆树", "yushu"}, {"梨树", "lishu"}, {"松树", "songshu"}, {"石", "shi"}, {"黄土", "huangtu"}, {"白", "bai"}, {"青石", "qingshi"}, {"头道", "toudao"}, {"二道", "erdao"}, {"三道", "sandao"}};
constexpr Part last_parts[] = {{"沟", "gou"}, {"营子", "yingzi"}, {"杖子", "zhangzi"}, {"梁", "liang"}, {"庄", "zhuang"}, {"店", "dian"}, {"洼", "wa"}, {"台", "tai"}, {"河", "he"}, {"岭", "ling"}, {"窝铺", "wopu"}, {"坪", "ping"}};
constexpr Part committees[] = {{"府前", "Fuqian"}, {"滨河", "Binhe"}, {"兴平", "Xingping"}, {"民生", "Minsheng"}, {"南关", "Nanguan"}, {"红山", "Hongshan"}, {"文化街", "Wenhuajie"}};

template <std::size_t N>
const Part& one_of(const Part (&parts)[N], Random& random) {
  return parts[random.below(N)];
}

class Builder {
 public:
  Places build() {
    add(place::root, {"演示", "Demo"}, Level::nation, "");
    add(place::pingquan, {"平泉市", "Pingquan"}, Level::county, place::root);
    add(place::pingquan_station, {"平泉市妇幼保健计划生育服务中心", "Pingquan Maternal and Child Health and Family Planning Centre"}, Level::facility, place::pingquan);
    for (const TownshipRow& row : pingquan_townships) township(row);
    add(place::jianning, {"建宁县", "Jianning"}, Level::county, place::root);
    add(place::yanggu, {"阳谷县", "Yanggu"}, Level::county, place::root);
    for (const auto& row : yanggu_townships) add(fmt::format("371521{}000", row.part), {row.zh, row.en}, Level::township, place::yanggu);
    return std::move(places_);
  }

 private:
  void add(UnitCode code, Words name, Level level, UnitCode parent) {
    places_.units.push_back({std::move(code), std::move(name), level, std::move(parent), {}, {}});
  }

  void township(const TownshipRow& row) {
    const UnitCode code = fmt::format("130881{}000", row.part);
    const UnitCode station = fmt::format("130881{}901", row.part);
    add(code, {row.zh, row.en}, Level::township, place::pingquan);
    add(station, {fmt::format("{}计划生育服务站", row.zh), fmt::format("{} Station", row.en)}, Level::facility, code);
    places_.townships.push_back({code, station, {row.zh, row.en}});
    for (int i = 0; i < row.committees; ++i) {
      const Part& name = committees[i];
      village(fmt::format("130881{}{:03}", row.part, i + 1), {fmt::format("{}居委会", name.zh), fmt::format("{} Residents' Committee", name.en)}, random_.between(250, 450));
    }
    std::set<std::string> taken;
    for (int i = 0; i < row.villages; ++i) {
      Words name;
      do {
        const bool long_name = random_.chance(350);
        const Part& first = one_of(first_parts, random_);
        const Part& middle = one_of(middle_parts, random_);
        const Part& last = one_of(last_parts, random_);
        name.zh = fmt::format("{}{}{}村", long_name ? first.zh : "", middle.zh, last.zh);
        name.en = fmt::format("{}{}{} Village", long_name ? first.en : "", middle.en, last.en);
        if (!long_name) name.en[0] = static_cast<char>(name.en[0] - 'a' + 'A');
      } while (!taken.insert(name.zh).second);
      village(fmt::format("130881{}{:03}", row.part, 200 + i), name, random_.between(40, 160));
    }
  }

  void village(UnitCode code, Words name, int weight) {
    add(code, name, Level::village, places_.townships.back().code);
    places_.villages.push_back({std::move(code), std::move(name), places_.townships.size() - 1, weight});
  }

  Places places_;
  Random random_{20260101, 0};  // the names do not hang on the seed
};

}  // namespace

Places demo_places() { return Builder().build(); }

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
