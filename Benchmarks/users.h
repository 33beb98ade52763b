/* The user table, its names masked once. */
#ifndef USERS_H
#define USERS_H
#include "text.h"

struct user { int64_t id; char key[24], *name, *full_name, *role; };
struct users { struct user *list; size_t count, room; };

static inline char *kept(const char *text, size_t length) {
  char *copy = malloc(length + 1);
  memcpy(copy, text, length);
  copy[length] = 0;
  return copy;
}

static inline char *masked(struct field f, char separator) {
  char hidden[1200], visible[8000];
  if (is_null(f) || f.length > 255) return 0;
  struct field text = {hidden, (int)(put_masked(hidden, f.bytes, f.length, separator) - hidden)};
  return kept(visible, put_visible(visible, text, sizeof hidden) - visible);
}

/* Columns: user_id, user_name, full_name, email, role, …, in ascending order of the identifier. */
static inline void read_users(struct users *users, PGconn *connection, char *copy) {
  struct rows rows;
  begin_rows(&rows, connection, copy);
  while (next_row(&rows)) {
    if (users->count == users->room)
      users->list = realloc(users->list, (users->room = users->room ? users->room * 2 : 1024) * sizeof *users->list);
    struct user *u = &users->list[users->count++];
    *u = (struct user){.id = integer(rows.field[0]), .name = masked(rows.field[1], '.')};
    *put_integer(u->key, u->id) = 0;
    u->full_name = masked(rows.field[2], ' ');
    if (!is_null(rows.field[4])) u->role = kept(rows.field[4].bytes, rows.field[4].length);
  }
}

static inline const struct user *find_user(const struct users *users, int64_t id) {
  /* Serial numbers rarely have gaps, so the first guess is nearly always right. */
  if (id >= 1 && id <= (int64_t)users->count && users->list[id - 1].id == id) return &users->list[id - 1];
  size_t low = 0, high = users->count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (users->list[middle].id < id) low = middle + 1; else high = middle;
  }
  return low < users->count && users->list[low].id == id ? &users->list[low] : 0;
}
#endif
