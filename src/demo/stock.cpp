// Shelves: what is issued, counted, ordered and runs out, from month to month.
#include <algorithm>

#include "demo/unit_records.h"

namespace anyu {

namespace {

struct Item {
  std::string_view id;
  int a_month;  ///< issued by a township's station
  bool everywhere = true;
};

constexpr Item items[] = {{"condom", 600}, {"pill", 45},      {"injectable", 14},     {"iud", 6},
                          {"folic_acid", 40}, {"test_kit", 30}, {"implant", 5, false}, {"emergency_pill", 12, false}};

struct Order {
  Day arrives;
  int quantity = 0;
};

struct Shelf {
  int on_hand = 0;
  std::vector<Order> under_way;
};

class Stock : public UnitStory {
 public:
  explicit Stock(const UnitWorld& world) : UnitStory(world, 1) {
    for (const Site& site : sites_)
      for (const Item& item : items)
        if (item.everywhere || site.centre()) shelf(site, item);
  }

 private:
  void shelf(const Site& site, const Item& item) {
    const int need = std::max(3, item.a_month * site.size * random_.between(60, 150) / 100);
    Shelf shelf{need * random_.between(15, 35) / 10, {}};
    for (const Period& month : periods(Period::Kind::month)) {
      orders(site, item, need, shelf, month.first_day());
      for (const Order& order : shelf.under_way)
        if (order.arrives <= month.last_day()) shelf.on_hand += order.quantity;
      std::erase_if(shelf.under_way, [&](const Order& order) { return order.arrives <= month.last_day(); });
      const int asked = need * random_.between(60, 140) / 100;
      const int issued = std::min(shelf.on_hand, asked);
      shelf.on_hand -= issued;
      const int out = asked > issued ? std::max(1, (asked - issued) * 28 / asked) : 0;
      const Day end = month.last_day();
      if (!quiet(site, end)) count(site, item, shelf.on_hand, issued, out, end, "own");
      if (random_.chance(55)) count(site, item, shelf.on_hand, issued, out, end - random_.between(0, 9), "visitor");
    }
  }

  void count(const Site& site, const Item& item, int on_hand, int issued, int out, Day day, std::string_view by) {
    const bool own = by == "own";
    const bool agrees = well(site, day, 1150);
    form_.begin("stock_count", day, own ? site.station : UnitCode(place::pingquan)).code("item", item.id);
    form_.whole("on_hand", on_hand).whole("on_books", agrees ? on_hand : std::max(0, on_hand + random_.between(-4, 6)));
    form_.code("counted_by", by);
    if (own) form_.whole("issued", issued).scaled("min_months", 10).scaled("max_months", 40);
    if (own && !random_.chance(20)) form_.whole("days_out", out);
    form_.kept({"issued", "days_out", "min_months", "max_months", "counted_by"});
    add(site.station);
  }

  /// At a month's beginning, when little is left and somebody thinks of it.
  void orders(const Site& site, const Item& item, int need, Shelf& shelf, Day day) {
    const bool nearly_out = shelf.on_hand < need * 3 / 4;
    if (shelf.on_hand > need * 9 / 4 || !shelf.under_way.empty() || !(nearly_out || well(site, day))) return;
    const Day placed = day + random_.between(0, 6), due = placed + 21;
    const int ordered = std::max(1, (random_.chance(60) ? 8 : 4) * need - shelf.on_hand);  // now and then far too much
    const bool cancelled = random_.chance(20);
    const Day arrives = placed + (well(site, day, 1050) ? random_.between(7, 21) : random_.between(22, 60));
    const bool here = !cancelled && arrives <= today_;
    const int received = random_.chance(800) ? ordered : ordered * random_.between(60, 99) / 100;
    form_.begin("supply_order", placed, site.station).code("item", item.id).whole("ordered", ordered).day("due_on", due);
    form_.code("status", cancelled ? "cancelled" : here ? "received" : "waiting").yes_no("emergency", shelf.on_hand < need / 3);
    form_.whole("received", received).only_if(here).day("received_on", arrives).only_if(here);
    add(site.station);
    if (!cancelled) shelf.under_way.push_back({arrives, received});
  }
};

}  // namespace

std::vector<Record> stock_records(const UnitWorld& world) { return Stock(world).take(); }

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
