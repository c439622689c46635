// The gate to SQLite, and what its error codes mean to people.
#include "store/database.h"

#include <sqlite3.h>

#include <utility>

namespace anyu {

namespace {

Error error_of(sqlite3* handle) {
  const int code = sqlite3_extended_errcode(handle);
  const char* words = sqlite3_errmsg(handle);
  switch (code & 0xFF) {
    case SQLITE_FULL: return unavailable("磁盘已满,什么都没有写入;请腾出空间后重试", "the disk is full and nothing was written; make room and try again");
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return unavailable("数据库正忙,请稍后重试", "the database is busy; try again in a moment");
    case SQLITE_READONLY: return unavailable("数据库文件不可写,请检查权限", "the database file cannot be written; check its permissions");
    case SQLITE_CANTOPEN: return unavailable("打不开数据库文件,请检查路径和权限", "the database file cannot be opened; check its path and permissions");
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: return unavailable("数据库文件已损坏:{}", "the database file is damaged: {}", words);
    case SQLITE_CONSTRAINT: return conflict("与已有数据冲突:{}", "in conflict with what is there: {}", words);
    default: return unavailable("数据库出错:{}", "the database failed: {}", words);
  }
}

}  // namespace

Statement::Statement(Statement&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(statement_, other.statement_);
  return *this;
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement& Statement::bind(int at, std::int64_t number) {
  sqlite3_bind_int64(statement_, at + 1, number);
  return *this;
}

Statement& Statement::bind(int at, std::string_view text) {
  sqlite3_bind_text(statement_, at + 1, text.data() ? text.data() : "", static_cast<int>(text.size()), SQLITE_STATIC);
  return *this;
}

Statement& Statement::bind_blob(int at, std::string_view bytes) {
  sqlite3_bind_blob64(statement_, at + 1, bytes.data(), bytes.size(), SQLITE_STATIC);
  return *this;
}

Statement& Statement::bind_null(int at) {
  sqlite3_bind_null(statement_, at + 1);
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    sqlite3_reset(statement_);
    return false;
  }
  Error error = error_of(sqlite3_db_handle(statement_));
  sqlite3_reset(statement_);
  return error;
}

Done Statement::run() {
  const auto row = step();
  if (!row) return row.error();
  if (*row) sqlite3_reset(statement_);
  return {};
}

std::int64_t Statement::number(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Statement::view(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string Statement::text(int column) const { return std::string(view(column)); }
bool Statement::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

Result<std::unique_ptr<Database>> Database::open(const std::string& path) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  std::unique_ptr<Database> database(new Database(handle));
  if (code != SQLITE_OK) return error_of(handle).in(path);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, 5000);
  if (auto done = database->execute("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; "
                                    "pragma temp_store = memory; pragma cache_size = -262144; pragma wal_autocheckpoint = 32768; "
                                    "pragma trusted_schema = off");
      !done)
    return done.error().in(path);
  return database;
}

Database::~Database() { sqlite3_close_v2(handle_); }

Done Database::execute(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return error_of(handle_);
  return {};
}

Result<Statement> Database::prepare(const std::string& sql) const {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(handle_, sql.c_str(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
    return error_of(handle_);
  return Statement(statement);
}

std::int64_t Database::changed_rows() const { return sqlite3_changes64(handle_); }

Done prepare_all(const Database& database, std::initializer_list<std::pair<Statement*, std::string>> wanted) {
  for (const auto& [statement, sql] : wanted) {
    auto prepared = database.prepare(sql);
    if (!prepared) return prepared.error();
    *statement = std::move(*prepared);
  }
  return {};
}

Result<Transaction> Transaction::begin(Database& database) {
  if (auto done = database.execute("begin immediate"); !done) return done.error();
  return Transaction(&database);
}

Transaction::~Transaction() {
  if (database_) (void)database_->execute("rollback");
}

Done Transaction::commit() {
  auto done = database_->execute("commit");
  if (done) database_ = nullptr;
  return done;
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
