/*
 * SQLite's session extension on the command line: what it says of a changeset is what ours must mean.
 *
 *   session_tool record DB SQLFILE OUT   run SQL with a session on all tables, write the changeset; a statement that
 *                                        fails is reported and left out
 *   session_tool apply DB FILE           apply a changeset; report each conflict, end with 1 if there was any
 *   session_tool dump FILE               one line of JSON per change
 *   session_tool invert FILE OUT         write the inverse
 *
 * Build: gcc -o session_tool session_tool.c -lsqlite3
 */
#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *what, const char *why) {
  fprintf(stderr, "session_tool: %s: %s\n", what, why);
  exit(2);
}

static void check(int code, const char *what) {
  if (code != SQLITE_OK) fail(what, sqlite3_errstr(code));
}

/* The bytes of a file, with a zero behind them that the length does not count. */
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
  bytes[size] = 0;
  fclose(file);
  *length = (int)size;
  return bytes;
}

static void write_file(const char *path, const void *bytes, int length) {
  FILE *file = fopen(path, "wb");
  if (!file || (length && fwrite(bytes, 1, length, file) != (size_t)length) || fclose(file)) fail("cannot write", path);
}

static sqlite3 *open_database(const char *path) {
  sqlite3 *db;
  check(sqlite3_open(path, &db), path);
  return db;
}

/* Runs a script; a statement that fails is reported and left out, as the sqlite3 program does it. */
static void run_script(sqlite3 *db, const char *sql) {
  while (*sql) {
    sqlite3_stmt *statement = 0;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, &sql) != SQLITE_OK) fail("no statement", sqlite3_errmsg(db));
    if (statement) {
      while (sqlite3_step(statement) == SQLITE_ROW) continue;
      if (sqlite3_finalize(statement) != SQLITE_OK) fprintf(stderr, "left out: %s\n", sqlite3_errmsg(db));
    }
  }
}

static int record(const char *database, const char *script, const char *out) {
  sqlite3 *db = open_database(database);
  sqlite3_session *session;
  void *changeset;
  int length;
  char *sql = read_file(script, &length);
  check(sqlite3session_create(db, "main", &session), "session");
  check(sqlite3session_attach(session, 0), "attach");
  run_script(db, sql);
  check(sqlite3session_changeset(session, &length, &changeset), "changeset");
  write_file(out, changeset, length);
  sqlite3_free(changeset);
  sqlite3session_delete(session);
  free(sql);
  return sqlite3_close(db) != SQLITE_OK;
}

static void print_text(const unsigned char *text, int length) {
  int i;
  putchar('"');
  for (i = 0; i < length; i++) {
    if (text[i] == '"' || text[i] == '\\') printf("\\%c", text[i]);
    else if (text[i] < 0x20) printf("\\u%04x", text[i]);
    else putchar(text[i]);
  }
  putchar('"');
}

static void print_value(sqlite3_value *value) {
  int i;
  if (!value) {
    printf("{\"t\":\"undefined\"}");
    return;
  }
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
      printf("{\"t\":\"int\",\"v\":%lld}", sqlite3_value_int64(value));
      break;
    case SQLITE_FLOAT:
      printf("{\"t\":\"real\",\"v\":\"%.17g\"}", sqlite3_value_double(value));
      break;
    case SQLITE_TEXT:
      printf("{\"t\":\"text\",\"v\":");
      print_text(sqlite3_value_text(value), sqlite3_value_bytes(value));
      putchar('}');
      break;
    case SQLITE_BLOB: {
      const unsigned char *bytes = sqlite3_value_blob(value);
      printf("{\"t\":\"blob\",\"v\":\"");
      for (i = 0; i < sqlite3_value_bytes(value); i++) printf("%02x", bytes[i]);
      printf("\"}");
      break;
    }
    default:
      printf("{\"t\":\"null\"}");
  }
}

/* The change at which an iterator stands; old and new values as far as the change has them. */
static void print_change(sqlite3_changeset_iter *changes) {
  const char *table;
  unsigned char *key;
  int columns, operation, indirect, i;
  sqlite3_value *value;
  sqlite3changeset_op(changes, &table, &columns, &operation, &indirect);
  sqlite3changeset_pk(changes, &key, &columns);
  printf("{\"table\":");
  print_text((const unsigned char *)table, (int)strlen(table));
  printf(",\"op\":\"%s\",\"indirect\":%d,\"pk\":[",
         operation == SQLITE_INSERT ? "INSERT" : operation == SQLITE_UPDATE ? "UPDATE" : "DELETE", indirect);
  for (i = 0; i < columns; i++) printf("%s%d", i ? "," : "", key[i]);
  printf("],\"old\":[");
  for (i = 0; i < columns && operation != SQLITE_INSERT; i++) {
    value = 0;
    sqlite3changeset_old(changes, i, &value);
    if (i) putchar(',');
    print_value(value);
  }
  printf("],\"new\":[");
  for (i = 0; i < columns && operation != SQLITE_DELETE; i++) {
    value = 0;
    sqlite3changeset_new(changes, i, &value);
    if (i) putchar(',');
    print_value(value);
  }
  printf("]}\n");
}

static int dump(const char *path) {
  int length;
  char *bytes = read_file(path, &length);
  sqlite3_changeset_iter *changes;
  check(sqlite3changeset_start(&changes, length, bytes), path);
  while (sqlite3changeset_next(changes) == SQLITE_ROW) print_change(changes);
  check(sqlite3changeset_finalize(changes), path);
  free(bytes);
  return 0;
}

/* Names the conflict and goes on without the change, so that one run reports them all. */
static int on_conflict(void *context, int kind, sqlite3_changeset_iter *changes) {
  static const char *const names[] = {"?", "DATA", "NOTFOUND", "CONFLICT", "CONSTRAINT", "FOREIGN_KEY"};
  ++*(int *)context;
  printf("%s ", names[kind >= 1 && kind <= 5 ? kind : 0]);
  if (kind == SQLITE_CHANGESET_FOREIGN_KEY) printf("\n");
  else print_change(changes);
  return SQLITE_CHANGESET_OMIT;
}

/* Foreign keys stay off, as SQLite has them by default: what their actions did is in the changeset. */
static int apply(const char *database, const char *path) {
  int length, code, conflicts = 0;
  char *bytes = read_file(path, &length);
  sqlite3 *db = open_database(database);
  code = sqlite3changeset_apply(db, length, bytes, 0, on_conflict, &conflicts);
  if (code != SQLITE_OK) fail(path, sqlite3_errmsg(db));
  free(bytes);
  sqlite3_close(db);
  return conflicts > 0;
}

static int invert(const char *path, const char *out) {
  int length, inverse_length;
  void *inverse;
  char *bytes = read_file(path, &length);
  check(sqlite3changeset_invert(length, bytes, &inverse_length, &inverse), path);
  write_file(out, inverse, inverse_length);
  sqlite3_free(inverse);
  free(bytes);
  return 0;
}

int main(int count, char **words) {
  if (count == 5 && !strcmp(words[1], "record")) return record(words[2], words[3], words[4]);
  if (count == 4 && !strcmp(words[1], "apply")) return apply(words[2], words[3]);
  if (count == 3 && !strcmp(words[1], "dump")) return dump(words[2]);
  if (count == 4 && !strcmp(words[1], "invert")) return invert(words[2], words[3]);
  fprintf(stderr, "usage: session_tool record DB SQLFILE OUT | apply DB FILE | dump FILE | invert FILE OUT\n");
  return 2;
}
