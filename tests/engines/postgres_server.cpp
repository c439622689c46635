// Starting and stopping it. PostgreSQL does not run as root: then it runs as `postgres`, or as `nobody`.
#include "postgres_server.h"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

namespace anyu::engines {

namespace {

namespace fs = std::filesystem;

std::string binaries() {
  std::string found;
  std::error_code error;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", error))
    if (fs::exists(version.path() / "bin/initdb") && fs::exists(version.path() / "bin/pg_ctl"))
      found = std::max(found, (version.path() / "bin").string());
  return found;
}

/// Who may run it: nothing where we ourselves may.
std::string other_user() {
  if (::geteuid() != 0) return "";
  return ::getpwnam("postgres") ? "postgres" : "nobody";
}

bool run(const std::string& command) {
  const std::string user = other_user();
  const std::string as =
      user.empty() ? "" : fmt::format("setpriv --reuid={0} --regid=$(id -g {0}) --clear-groups ", user);
  return std::system(fmt::format("cd / && {}{} >/dev/null 2>&1", as, command).c_str()) == 0;
}

}  // namespace

std::unique_ptr<PostgresServer> PostgresServer::start(std::string& why) {
  if (binaries().empty()) {
    why = "there is no PostgreSQL under /usr/lib/postgresql (Debian: apt-get install postgresql)";
    return nullptr;
  }
  std::string folder = "/tmp/anyu-pg-XXXXXX";  // short: a socket's path has at most 107 characters
  if (!::mkdtemp(folder.data())) {
    why = "no folder can be made in /tmp";
    return nullptr;
  }
  std::unique_ptr<PostgresServer> server(new PostgresServer(folder));
  if (const std::string user = other_user(); !user.empty()) {
    const passwd* entry = ::getpwnam(user.c_str());
    if (!entry || ::chown(folder.c_str(), entry->pw_uid, entry->pw_gid) != 0) {
      why = "the folder cannot be given to " + user;
      return nullptr;
    }
  }
  const std::string options = fmt::format(
      "-k {} -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off", folder);
  if (!run(fmt::format("{}/initdb -D {}/data -U anyu -A trust -E UTF8 --locale=C --no-sync", binaries(), folder)) ||
      !run(fmt::format("{}/pg_ctl -D {}/data -w -t 30 -l {}/log -o '{}' start", binaries(), folder, folder,
                       options))) {
    why = "PostgreSQL did not start";
    return nullptr;
  }
  return server;
}

PostgresServer::~PostgresServer() {
  run(fmt::format("{}/pg_ctl -D {}/data -m immediate -w stop", binaries(), folder_));
  std::error_code error;
  fs::remove_all(folder_, error);
}

}  // namespace anyu::engines

// SPDX-License-Identifier: Apache-2.0
