// A PostgreSQL server of the test's own, in a temporary folder, reached only through a socket there.
#pragma once

#include <memory>
#include <string>

namespace anyu::engines {

class PostgresServer {
 public:
  /// Nothing where there is no PostgreSQL to start; `why` then says what is missing.
  static std::unique_ptr<PostgresServer> start(std::string& why);
  ~PostgresServer();

  /// How libpq reaches it.
  std::string where() const { return "host=" + folder_ + " user=anyu dbname=postgres"; }

 private:
  explicit PostgresServer(std::string folder) : folder_(std::move(folder)) {}
  std::string folder_;
};

}  // namespace anyu::engines

// SPDX-License-Identifier: Apache-2.0
