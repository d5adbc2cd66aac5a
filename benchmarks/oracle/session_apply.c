/*
 * Applies one changeset with SQLite's session extension and prints how many milliseconds sqlite3changeset_apply took, its
 * commit included.
 *
 *   session_apply DB CHANGESET CACHE_SIZE     CACHE_SIZE as PRAGMA cache_size takes it
 *
 * Foreign keys are enforced, as a host has it. Ends with 1 if there was any conflict.
 *
 * Build: cc -O2 -o session_apply session_apply.c -lsqlite3
 */
#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void fail(const char *what, const char *why) {
  fprintf(stderr, "session_apply: %s: %s\n", what, why);
  exit(2);
}

static char *read_file(const char *path, int *length) {
  FILE *file = fopen(path, "rb");
  char *bytes;
  long size;
  if (!file) fail("cannot open", path);
  fseek(file, 0, SEEK_END);
  size = ftell(file);
  rewind(file);
  bytes = malloc(size + 1);
  if (!bytes || (size && fread(bytes, 1, size, file) != (size_t)size)) fail("cannot read", path);
  fclose(file);
  *length = (int)size;
  return bytes;
}

static int on_conflict(void *conflicts, int kind, sqlite3_changeset_iter *changes) {
  (void)kind;
  (void)changes;
  ++*(int *)conflicts;
  return SQLITE_CHANGESET_OMIT;
}

static double now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void execute(sqlite3 *db, const char *sql) {
  if (sqlite3_exec(db, sql, 0, 0, 0) != SQLITE_OK) fail(sql, sqlite3_errmsg(db));
}

int main(int count, char **words) {
  sqlite3 *db;
  char pragma[64];
  int length, conflicts = 0;
  char *bytes;
  double start, end;
  if (count != 4) fail("usage", "session_apply DB CHANGESET CACHE_SIZE");
  bytes = read_file(words[2], &length);
  if (sqlite3_open(words[1], &db) != SQLITE_OK) fail(words[1], sqlite3_errmsg(db));
  /* Debian's library overwrites what it frees; the Java driver's does not. */
  execute(db, "PRAGMA secure_delete = OFF");
  execute(db, "PRAGMA foreign_keys = ON");
  snprintf(pragma, sizeof pragma, "PRAGMA cache_size = %d", atoi(words[3]));
  execute(db, pragma);
  start = now_ms();
  if (sqlite3changeset_apply(db, length, bytes, 0, on_conflict, &conflicts) != SQLITE_OK)
    fail(words[2], sqlite3_errmsg(db));
  end = now_ms();
  printf("%.3f\n", end - start);
  sqlite3_close(db);
  free(bytes);
  return conflicts > 0;
}
