/* Durations: the zone's offset, unions of intervals, concurrency, one user's tally. */
#ifndef INTERVALS_H
#define INTERVALS_H
#include "text.h"
#include <time.h>

/* The period in microseconds since 1970, cut at the moment the report speaks from. */
struct scope { int64_t from, to, as_of; };

/* How far the wall clock is ahead of UTC, for the moments around a period: its transitions, found once. */
struct zone { int64_t begin, end, at[64], offset[64]; int count; };

static inline int64_t slow_offset(int64_t microseconds) {
  time_t seconds = floor_divide(microseconds, SECOND);
  struct tm local;
  localtime_r(&seconds, &local);
  return local.tm_gmtoff * SECOND;
}

static inline void prepare_zone(struct zone *zone, const char *name, int64_t from, int64_t to) {
  setenv("TZ", name, 1);
  tzset();
  zone->begin = from - 30 * DAY;
  zone->end = to + 30 * DAY;
  zone->at[0] = zone->begin;
  zone->offset[0] = slow_offset(zone->begin);
  zone->count = 1;
  for (int64_t t = zone->begin + 3600 * SECOND; t < zone->end && zone->count < 64; t += 3600 * SECOND) {
    int64_t low = t - 3600 * SECOND, high = t, before = zone->offset[zone->count - 1];
    if (slow_offset(t) == before) continue;
    while (high - low > SECOND) {
      int64_t middle = floor_divide((low + high) / 2, SECOND) * SECOND;
      if (slow_offset(middle) == before) low = middle; else high = middle;
    }
    zone->at[zone->count] = high;
    zone->offset[zone->count++] = slow_offset(high);
  }
}

static inline int64_t zone_offset(const struct zone *zone, int64_t moment) {
  if (moment < zone->begin || moment >= zone->end) return slow_offset(moment);
  int i = zone->count - 1;
  while (zone->at[i] > moment) i--;
  return zone->offset[i];
}

static inline int64_t next_transition(const struct zone *zone, int64_t moment) {
  for (int i = 0; i < zone->count; i++) if (zone->at[i] > moment) return zone->at[i];
  return INT64_MAX;
}

/* Intervals in order of their begin. */
struct interval { int64_t start, end; };
struct measure { struct interval open; int64_t closed; int has_open; };

/* Adds an interval; 1 when the piece before it is complete, which then stands in *piece. */
static inline int add_to_union(struct measure *m, struct interval next, struct interval *piece) {
  if (next.start == next.end) return 0;
  if (m->has_open && next.start <= m->open.end) {
    if (next.end > m->open.end) m->open.end = next.end;
    return 0;
  }
  int complete = m->has_open;
  if (complete) { *piece = m->open; m->closed += piece->end - piece->start; }
  m->open = next;
  m->has_open = 1;
  return complete;
}

static inline int64_t union_length(const struct measure *m) {
  return m->closed + (m->has_open ? m->open.end - m->open.start : 0);
}

/* The most sessions open at once; the ends of open sessions are a heap. */
struct sweep { int64_t *ends; size_t count, room; int64_t last_change; int64_t peak, peak_at, peak_length; };

static inline void advance(struct sweep *s, int64_t moment) {
  if ((int64_t)s->count == s->peak && s->peak > 0) s->peak_length += moment - s->last_change;
  s->last_change = moment;
}

static inline void close_until(struct sweep *s, int64_t moment) {
  while (s->count && s->ends[0] <= moment) {
    advance(s, s->ends[0]);
    int64_t last = s->ends[--s->count];
    size_t hole = 0;
    for (size_t child; (child = 2 * hole + 1) < s->count; hole = child) {
      if (child + 1 < s->count && s->ends[child + 1] < s->ends[child]) child++;
      if (s->ends[child] >= last) break;
      s->ends[hole] = s->ends[child];
    }
    s->ends[hole] = last;
  }
}

static inline void add_to_sweep(struct sweep *s, struct interval next) {
  if (next.start == next.end) return;
  close_until(s, next.start);
  advance(s, next.start);
  if (s->count == s->room) s->ends = realloc(s->ends, (s->room = s->room ? s->room * 2 : 64) * sizeof *s->ends);
  size_t hole = s->count++;
  for (; hole && s->ends[(hole - 1) / 2] > next.end; hole = (hole - 1) / 2) s->ends[hole] = s->ends[(hole - 1) / 2];
  s->ends[hole] = next.end;
  if ((int64_t)s->count > s->peak) { s->peak = s->count; s->peak_at = next.start; s->peak_length = 0; }
}

/* A set of 64-bit fingerprints; emptied without giving its memory back. */
struct set { uint64_t *slots; size_t room, count; };

static inline void add_to_set(struct set *s, uint64_t key) {
  if (!key) key = 1;
  if (s->count * 2 >= s->room) {
    struct set larger = {calloc(s->room ? s->room * 2 : 64, 8), s->room ? s->room * 2 : 64, 0};
    for (size_t i = 0; i < s->room; i++) if (s->slots[i]) add_to_set(&larger, s->slots[i]);
    free(s->slots);
    *s = larger;
  }
  size_t slot = key & (s->room - 1);
  while (s->slots[slot] && s->slots[slot] != key) slot = (slot + 1) & (s->room - 1);
  if (!s->slots[slot]) s->count++;
  s->slots[slot] = key;
}

static inline void empty_set(struct set *s) {
  if (s->count) memset(s->slots, 0, s->room * 8);
  s->count = 0;
}

/* One user's sessions, which arrive in order of their begin. */
struct day { int64_t sum, joined; };
struct tally {
  int64_t sessions, clipped, open, sum, recorded_sum, least_sum, most_sum, longest, first, last;
  struct measure joined, recorded, least, most;
  struct sweep sweep;
  struct set addresses;
  struct day *days; /* of the period, from its first local day */
  int64_t first_day;
  int day_count;
};

/* A session with its effective end, cut to the scope, and the bounds between which the true end lies. */
enum basis { RECORDED, SKEWED, EXPIRED, RUNNING, UNKNOWN };
struct counted { int64_t start, end; struct interval cut, least, most; enum basis basis; };

static inline void split_days(struct tally *t, const struct zone *zone, struct interval piece, int is_union) {
  for (int64_t start = piece.start, end; start < piece.end; start = end) {
    int64_t local = start + zone_offset(zone, start), day = floor_divide(local, DAY);
    end = start + DAY - (local - day * DAY);
    if (end > piece.end) end = piece.end;
    int64_t transition = next_transition(zone, start);
    if (end > transition) end = transition;
    struct day *d = &t->days[day - t->first_day];
    if (is_union) d->joined += end - start; else d->sum += end - start;
  }
}

static inline void add_session(struct tally *t, const struct zone *zone, const struct counted *s) {
  struct interval piece;
  int64_t length = s->cut.end - s->cut.start;
  t->sessions++;
  t->clipped += s->cut.start != s->start || s->cut.end != s->end;
  t->open += s->basis == RUNNING;
  t->sum += length;
  t->least_sum += s->least.end - s->least.start;
  t->most_sum += s->most.end - s->most.start;
  if (length > t->longest) t->longest = length;
  if (s->basis == RECORDED || s->basis == SKEWED) {
    t->recorded_sum += length;
    add_to_union(&t->recorded, s->cut, &piece);
  }
  add_to_union(&t->least, s->least, &piece);
  add_to_union(&t->most, s->most, &piece);
  split_days(t, zone, s->cut, 0);
  if (add_to_union(&t->joined, s->cut, &piece)) split_days(t, zone, piece, 1);
  add_to_sweep(&t->sweep, s->cut);
  if (t->sessions == 1 || s->cut.start < t->first) t->first = s->cut.start;
  if (t->sessions == 1 || s->cut.end > t->last) t->last = s->cut.end;
}

static inline void end_user(struct tally *t, const struct zone *zone) {
  if (t->joined.has_open) split_days(t, zone, t->joined.open, 1);
  close_until(&t->sweep, INT64_MAX);
}

/* Makes the tally ready for the next user, keeping its memory. */
static inline void begin_user(struct tally *t) {
  struct tally fresh = {.days = t->days, .first_day = t->first_day, .day_count = t->day_count};
  fresh.sweep.ends = t->sweep.ends;
  fresh.sweep.room = t->sweep.room;
  empty_set(&t->addresses);
  fresh.addresses = t->addresses;
  memset(t->days, 0, t->day_count * sizeof *t->days);
  *t = fresh;
}
#endif
