// The gate to libpq, and what its errors mean to people.
#include "store/postgres.h"

#include <libpq-fe.h>

#include <cstdlib>

#include "base/text.h"

namespace anyu {

namespace {

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

std::string words_of(const char* message) { return std::string(trimmed(message ? message : "")); }

Error failed(PGconn* connection) {
  const std::string words = words_of(PQerrorMessage(connection));
  return unavailable("数据库出错:{}", "the database failed: {}", words);
}

/// Takes what is left of an answer, so that the connection can be asked again.
void drain(PGconn* connection) {
  while (Answer rest{PQgetResult(connection)}) {
  }
}

/// A field of COPY's text form.
void append_field(std::string& line, const std::optional<std::string>& field) {
  if (!field) {
    line += "\\N";
    return;
  }
  for (const char c : *field) {
    switch (c) {
      case '\\':
        line += "\\\\";
        break;
      case '\t':
        line += "\\t";
        break;
      case '\n':
        line += "\\n";
        break;
      case '\r':
        line += "\\r";
        break;
      default:
        line += c;
    }
  }
}

std::int64_t number_at(const PGresult* row, int column) {
  return std::strtoll(PQgetvalue(row, 0, column), nullptr, 10);
}

}  // namespace

Result<std::unique_ptr<Postgres>> Postgres::connect(const std::string& where) {
  PGconn* connection = PQconnectdb(where.c_str());
  std::unique_ptr<Postgres> postgres(new Postgres(connection));
  if (PQstatus(connection) != CONNECTION_OK)
    return unavailable("连不上 PostgreSQL:{}", "PostgreSQL cannot be reached: {}",
                       words_of(PQerrorMessage(connection)));
  // Notices are not for the terminal; what is asked here is too short for compiling to pay.
  PQsetNoticeProcessor(
      connection, [](void*, const char*) {}, nullptr);
  if (auto done = postgres->execute("set client_encoding = 'UTF8'; set jit = off"); !done) return done.error();
  return postgres;
}

Postgres::~Postgres() { PQfinish(connection_); }

Done Postgres::execute(const std::string& statements) {
  const Answer answer{PQexec(connection_, statements.c_str())};
  const auto status = PQresultStatus(answer.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
    return failed(connection_);
  return {};
}

Done Postgres::query(const std::string& statement, const CountedRows& visit) {
  if (!PQsendQuery(connection_, statement.c_str()) || !PQsetSingleRowMode(connection_)) return failed(connection_);
  while (const Answer answer{PQgetResult(connection_)}) {
    const auto status = PQresultStatus(answer.get());
    if (status == PGRES_TUPLES_OK) continue;
    if (status != PGRES_SINGLE_TUPLE) {
      const Error error = failed(connection_);
      drain(connection_);
      return error;
    }
    const PGresult* row = answer.get();
    visit({PQgetvalue(row, 0, 0), number_at(row, 1), {number_at(row, 2), number_at(row, 3), number_at(row, 4)}});
  }
  return {};
}

Done Postgres::copy_in(const std::string& into, const std::function<bool(Row&)>& next) {
  const Answer started{PQexec(connection_, ("copy " + into + " from stdin").c_str())};
  if (PQresultStatus(started.get()) != PGRES_COPY_IN) return failed(connection_);
  Row row;
  std::string line;
  bool sent = true;
  while (sent && next(row)) {
    line.clear();
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) line += '\t';
      append_field(line, row[i]);
    }
    line += '\n';
    sent = PQputCopyData(connection_, line.data(), static_cast<int>(line.size())) == 1;
    row.clear();
  }
  if (!sent || PQputCopyEnd(connection_, nullptr) != 1) return failed(connection_);
  const Answer ended{PQgetResult(connection_)};
  const bool kept = PQresultStatus(ended.get()) == PGRES_COMMAND_OK;
  const Error error = kept ? Error{} : failed(connection_);
  drain(connection_);
  if (!kept) return error;
  return {};
}

}  // namespace anyu

// SPDX-License-Identifier: Apache-2.0
