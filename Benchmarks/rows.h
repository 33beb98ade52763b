/* Rows from PostgreSQL by COPY BINARY, lent one at a time: the fields point into libpq's buffer. */
#ifndef ROWS_H
#define ROWS_H
#define _GNU_SOURCE
#include <libpq-fe.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* PostgreSQL counts microseconds from 2000-01-01. */
#define EPOCH_2000 946684800000000LL
#define FIELDS 32

struct field {
  const char *bytes;
  int length; /* -1 is NULL */
};

struct rows {
  PGconn *connection;
  char *buffer;
  int header; /* bytes of the stream's header still to be skipped */
  struct field field[FIELDS];
};

static inline void fail(const char *what, const char *why) {
  fprintf(stderr, "register: %s: %s\n", what, why);
  exit(1);
}

static inline uint16_t be16(const char *p) { uint16_t v; memcpy(&v, p, 2); return __builtin_bswap16(v); }
static inline uint32_t be32(const char *p) { uint32_t v; memcpy(&v, p, 4); return __builtin_bswap32(v); }
static inline uint64_t be64(const char *p) { uint64_t v; memcpy(&v, p, 8); return __builtin_bswap64(v); }

static inline int is_null(struct field f) { return f.length < 0; }
static inline int64_t integer(struct field f) {
  return f.length == 8 ? (int64_t)be64(f.bytes) : (int32_t)be32(f.bytes);
}

/* A timestamptz in microseconds since 1970; the infinities keep their extreme values. */
static inline int64_t moment(struct field f) {
  int64_t value = (int64_t)be64(f.bytes);
  return value == INT64_MAX || value == INT64_MIN ? value : value + EPOCH_2000;
}

static inline int is_text(struct field f, const char *text) {
  return f.length == (int)strlen(text) && memcmp(f.bytes, text, f.length) == 0;
}

static inline void execute(PGconn *connection, const char *sql) {
  PGresult *result = PQexec(connection, sql);
  if (PQresultStatus(result) != PGRES_COMMAND_OK) fail(sql, PQerrorMessage(connection));
  PQclear(result);
}

static inline char *read_file(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) fail(path, "cannot be opened");
  char *text = calloc(1, 1 << 16);
  if (fread(text, 1, (1 << 16) - 1, file) == 0) fail(path, "is empty");
  fclose(file);
  return text;
}

/* SELECT … FROM the SELECT of a file with its placeholders filled. */
static inline char *select_of(
    const char *folder, const char *name, const char *columns, const char *rest, const char *values[][2]) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  char *sql = read_file(path), *select = calloc(1, 1 << 17), *out = select;
  out += sprintf(out, "SELECT %s FROM (\n", columns);
  for (const char *in = sql; *in;) {
    int i = 0;
    while (values[i][0] && strncmp(in, values[i][0], strlen(values[i][0])) != 0) i++;
    if (values[i][0]) {
      out += sprintf(out, "'%s'", values[i][1]);
      in += strlen(values[i][0]);
    } else {
      *out++ = *in++;
    }
  }
  sprintf(out, "\n) AS source %s", rest);
  free(sql);
  return select;
}

/* The same as COPY … TO STDOUT (FORMAT binary). */
static inline char *copy_of(const char *folder, const char *name, const char *order, const char *values[][2]) {
  char *select = select_of(folder, name, "*", order, values), *copy = malloc(strlen(select) + 64);
  sprintf(copy, "COPY (%s) TO STDOUT (FORMAT binary)", select);
  free(select);
  return copy;
}

static inline void begin_rows(struct rows *rows, PGconn *connection, char *copy) {
  PGresult *result = PQexec(connection, copy);
  if (PQresultStatus(result) != PGRES_COPY_OUT) fail(copy, PQerrorMessage(connection));
  PQclear(result);
  free(copy);
  *rows = (struct rows){.connection = connection, .header = 19};
}

/* Takes the next row; 0 at the end. */
static inline int next_row(struct rows *rows) {
  for (;;) {
    if (rows->buffer) PQfreemem(rows->buffer);
    rows->buffer = NULL;
    int length = PQgetCopyData(rows->connection, &rows->buffer, 0);
    if (length < 0) {
      PGresult *result;
      while ((result = PQgetResult(rows->connection))) {
        if (PQresultStatus(result) == PGRES_FATAL_ERROR) fail("COPY", PQerrorMessage(rows->connection));
        PQclear(result);
      }
      return 0;
    }
    const char *bytes = rows->buffer + rows->header;
    length -= rows->header;
    rows->header = 0;
    if (length < 2) continue;
    int count = (int16_t)be16(bytes);
    if (count < 0) continue;
    bytes += 2;
    for (int i = 0; i < count && i < FIELDS; i++) {
      rows->field[i] = (struct field){bytes + 4, (int32_t)be32(bytes)};
      bytes += 4 + (rows->field[i].length > 0 ? rows->field[i].length : 0);
    }
    return 1;
  }
}
#endif
