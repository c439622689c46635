# Every library Anyu stands on; each comes from Debian 12. docs/decisions/ tells why each was taken.
find_package(Threads REQUIRED)
find_package(Boost 1.81 CONFIG REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(SQLite3 3.40 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(tomlplusplus REQUIRED IMPORTED_TARGET tomlplusplus)
pkg_check_modules(gmp REQUIRED IMPORTED_TARGET gmp)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
if(ANYU_TESTS)
  find_package(GTest REQUIRED)
  include(GoogleTest)
endif()

# SPDX-License-Identifier: Apache-2.0
