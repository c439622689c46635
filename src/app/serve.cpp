// anyu serve: everything named and wired, in one place.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <mutex>
#include <thread>

#include "api/resources.h"
#include "app/commands.h"
#include "app/county.h"
#include "app/terminal.h"
#include "base/text.h"
#include "loop/collect/collect.h"
#include "loop/decide/decide.h"
#include "loop/deliver/deliver.h"
#include "net/server.h"

namespace anyu {

namespace {

struct Address {
  std::string host;
  std::uint16_t port = 0;
};

/// "127.0.0.1:8080", "[::1]:8080".
Result<Address> address_of(const std::string& text) {
  const auto colon = text.rfind(':');
  const auto port = colon == std::string::npos ? std::nullopt : whole_number(text.substr(colon + 1));
  if (!port || *port < 0 || *port > 65535 || colon == 0)
    return invalid("--listen 应写作 地址:端口,如 127.0.0.1:8080,不是“{}”", "--listen is ADDRESS:PORT like 127.0.0.1:8080, not '{}'", text);
  std::string host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return Address{host, static_cast<std::uint16_t>(*port)};
}

bool is_loopback(const std::string& host) { return host.starts_with("127.") || host == "::1" || host == "localhost"; }

}  // namespace

int run_serve(const ServeOptions& options) {
  // Signals are waited for below; threads made from here on do not take them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  const auto address = address_of(options.listen);
  if (!address) return refuse(address.error());
  const bool encrypted = !options.certificate.empty();
  if (!encrypted && !is_loopback(address->host) && !options.insecure)
    return refuse(invalid("{} 会被别的机器访问,而连接没有加密;请给出 --certificate 和 --key,或明确写上 --insecure",
                          "others can reach {}, and the connection is not encrypted; give --certificate and --key, or insist with --insecure", options.listen));
  const auto county = County::open(options.folder);
  if (!county) return refuse(county.error());
  const Catalog& catalog = (*county)->catalog();
  Store& store = (*county)->store();
  const auto tree = (*county)->units();
  if (!tree) return refuse(tree.error());
  const SystemClock clock;
  constexpr int months_ahead = 12;  // anchors may belong to a month to come
  const Month now = Month::of(day_of(clock.now()));
  Engine engine(catalog, *tree, {std::min((*county)->first_month(), now), now + months_ahead});
  if (const auto loaded = (*county)->load(engine, *tree, progress_line({"读入", "Loading"})); !loaded) return refuse(loaded.error());

  EventHub hub(1024);
  Sessions sessions(store, *tree, clock);
  CollectStage collect(store, engine, clock);
  DecideStage decide(engine, clock);
  DeliverStage deliver(store, engine, clock);
  AssessStage assess(store, engine);
  collect.on_commit([&](const Committed& committed) { announce(hub, committed, catalog, *tree); });

  Router router;
  Routes routes(router, sessions);
  add_session(routes, sessions, *tree, clock);
  add_content(routes, catalog);
  add_units(routes, collect, catalog, *tree);
  add_persons(routes, collect, deliver, catalog, *tree);
  add_records(routes, collect, catalog);
  add_indicators(routes, decide, store, engine);
  const ThenStage then(store, engine, clock);
  add_then(routes, then, catalog, *tree);
  std::mutex own_pack;
  add_formulas(routes, decide, catalog, *tree, [&](const std::string& id, const std::string& toml) {
    const std::lock_guard lock(own_pack);
    return (*county)->add_to_own_pack(id, toml);
  });
  add_due(routes, deliver, catalog, *tree);
  add_assessments(routes, assess, *tree);
  add_events(routes, hub, sessions, *tree);
  add_pages(routes);

  ServerOptions how;
  how.address = address->host == "localhost" ? "127.0.0.1" : address->host;
  how.port = address->port;
  how.certificate = options.certificate;
  how.key = options.key;
  how.behind_proxy = options.behind_proxy;
  how.max_body_bytes = 256 << 10;
  Server server(how, [&](const Request& request) { return router.answer(request); });
  if (const auto started = server.start(); !started) return refuse(started.error());
  const bool six = address->host.find(':') != std::string::npos;
  const auto url = fmt::format("{}://{}{}{}:{}/", encrypted ? "https" : "http", six ? "[" : "", address->host, six ? "]" : "", server.port());
  say({fmt::format("安育正在服务:{}  (Ctrl-C 停止)", url), fmt::format("Anyu is serving {}  (Ctrl-C stops)", url)});

  int signal = 0;
  sigwait(&signals, &signal);
  say({"正在停止", "Stopping"});
  server.stop();
  return done;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
