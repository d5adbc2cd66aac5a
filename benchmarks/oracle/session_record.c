/*
 * Writes rows as a host does, with or without SQLite's session extension recording, and prints two numbers of milliseconds: what
 * the writes took, their commits included, and what sqlite3session_changeset took (0 where nothing recorded).
 *
 *   session_record DB ROWS OPERATION BATCH RECORD CACHE_SIZE
 *
 *   ROWS        a database whose table items holds the rows, read into memory before the clock starts
 *   OPERATION   INSERT, UPDATE or DELETE
 *   BATCH       so many rows a transaction
 *   RECORD      1 to record
 *   CACHE_SIZE  as PRAGMA cache_size takes it
 *
 * Build: cc -O2 -o session_record session_record.c -lsqlite3
 */
#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define COLUMNS 8

struct rows {
  sqlite3_value **values; /* COLUMNS for each row */
  long count;
};

static void fail(const char *what, const char *why) {
  fprintf(stderr, "session_record: %s: %s\n", what, why);
  exit(2);
}

static double now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static sqlite3 *open_database(const char *path) {
  sqlite3 *db;
  if (sqlite3_open(path, &db) != SQLITE_OK) fail(path, sqlite3_errmsg(db));
  return db;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, 0) != SQLITE_OK) fail(sql, sqlite3_errmsg(db));
  return statement;
}

static void execute(sqlite3 *db, const char *sql) {
  if (sqlite3_exec(db, sql, 0, 0, 0) != SQLITE_OK) fail(sql, sqlite3_errmsg(db));
}

static struct rows read_rows(const char *path) {
  sqlite3 *db = open_database(path);
  sqlite3_stmt *query = prepare(db, "SELECT id, owner, list, code, title, qty, price, data FROM items ORDER BY rowid");
  struct rows rows = {0, 0};
  long room = 0;
  int column;
  while (sqlite3_step(query) == SQLITE_ROW) {
    if (rows.count == room) {
      room = room ? 2 * room : 1024;
      rows.values = realloc(rows.values, room * COLUMNS * sizeof *rows.values);
      if (!rows.values) fail(path, "out of memory");
    }
    for (column = 0; column < COLUMNS; column++)
      rows.values[rows.count * COLUMNS + column] = sqlite3_value_dup(sqlite3_column_value(query, column));
    rows.count++;
  }
  sqlite3_finalize(query);
  sqlite3_close(db);
  return rows;
}

static void bind(sqlite3_stmt *statement, char operation, sqlite3_value **row, long number) {
  char title[64];
  int column;
  switch (operation) {
    case 'I':
      for (column = 0; column < COLUMNS; column++) sqlite3_bind_value(statement, column + 1, row[column]);
      break;
    case 'U':
      snprintf(title, sizeof title, "a new title for item number %ld", number);
      sqlite3_bind_text(statement, 1, title, -1, SQLITE_TRANSIENT);
      sqlite3_bind_int64(statement, 2, 100000 + number);
      sqlite3_bind_value(statement, 3, row[0]);
      break;
    default:
      sqlite3_bind_value(statement, 1, row[0]);
  }
}

static double write_rows(sqlite3 *db, char operation, const struct rows *rows, long batch) {
  sqlite3_stmt *statement = prepare(
      db, operation == 'I'   ? "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
          : operation == 'U' ? "UPDATE items SET title = ?, qty = ? WHERE id = ?"
                             : "DELETE FROM items WHERE id = ?");
  double start = now_ms();
  long i;
  for (i = 0; i < rows->count; i++) {
    if (i % batch == 0) execute(db, "BEGIN");
    bind(statement, operation, rows->values + i * COLUMNS, i);
    if (sqlite3_step(statement) != SQLITE_DONE) fail("a write", sqlite3_errmsg(db));
    sqlite3_reset(statement);
    if (i % batch == batch - 1 || i == rows->count - 1) execute(db, "COMMIT");
  }
  start = now_ms() - start;
  sqlite3_finalize(statement);
  return start;
}

int main(int count, char **words) {
  sqlite3 *db;
  sqlite3_session *session = 0;
  struct rows rows;
  char pragma[64];
  double written, built = 0;
  if (count != 7) fail("usage", "session_record DB ROWS OPERATION BATCH RECORD CACHE_SIZE");
  rows = read_rows(words[2]);
  db = open_database(words[1]);
  /* Debian's library overwrites what it frees; the Java driver's does not. */
  execute(db, "PRAGMA secure_delete = OFF");
  execute(db, "PRAGMA foreign_keys = ON");
  snprintf(pragma, sizeof pragma, "PRAGMA cache_size = %d", atoi(words[6]));
  execute(db, pragma);
  if (atoi(words[5])) {
    if (sqlite3session_create(db, "main", &session) != SQLITE_OK) fail("a session", sqlite3_errmsg(db));
    if (sqlite3session_attach(session, 0) != SQLITE_OK) fail("attach", sqlite3_errmsg(db));
  }
  written = write_rows(db, words[3][0], &rows, atol(words[4]));
  if (session) {
    int length;
    void *changeset;
    built = now_ms();
    if (sqlite3session_changeset(session, &length, &changeset) != SQLITE_OK) fail("the changeset", sqlite3_errmsg(db));
    built = now_ms() - built;
    sqlite3_free(changeset);
    sqlite3session_delete(session);
  }
  printf("%.3f %.3f\n", written, built);
  sqlite3_close(db);
  return 0;
}
