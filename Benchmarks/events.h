/* The security events report (GOR): counts by type, user, address and day, and the listing of events. */
#ifndef EVENTS_H
#define EVENTS_H
#include "sessions.h"

enum severity { INFO, LOW, MEDIUM, HIGH, CRITICAL };
static const char *const SEVERITIES[] = {"Bilgi", "Düşük", "Orta", "Yüksek", "Kritik"};

/* What the words of the source mean; the last one stands for every other. */
struct type { const char *raw, *key, *word, *outcome; enum severity severity; };
static const struct type TYPES[] = {
    {"login_success", "login_success", "Başarılı Oturum Açma", "Başarılı", INFO},
    {"login_failed", "login_failed", "Başarısız Oturum Açma", "Başarısız", LOW},
    {"logout", "logout", "Oturum Kapatma", 0, INFO},
    {"account_locked", "account_locked", "Hesap Kilitlenmesi", 0, MEDIUM},
    {"session_revoked", "session_revoked", "Oturumun Sonlandırılması", 0, LOW},
    {"password_change", "password_change", "Parola Değişikliği", 0, LOW},
    {"password_reset", "password_reset", "Parola Sıfırlama", 0, MEDIUM},
    {"account_unlocked", "account_unlocked", "Hesap Kilidinin Açılması", 0, INFO},
    {"role_change", "role_changed", "Rol Değişikliği", 0, HIGH},
    {"user_created", "user_created", "Kullanıcı Oluşturma", 0, LOW},
    {"user_disabled", "user_disabled", "Kullanıcının Kapatılması", 0, MEDIUM},
    {"mfa_enabled", "mfa_enrolled", "ÇFD Ekleme", 0, INFO},
    {"mfa_disabled", "mfa_removed", "ÇFD Kaldırma", 0, HIGH},
    {"", "unmapped", "Eşlenmemiş Tür", 0, INFO}};
enum { SUCCEEDED, FAILED, LOGOUT, LOCKED, TYPE_COUNT = COUNT(TYPES), UNMAPPED = TYPE_COUNT - 1 };

struct counts { int64_t total, succeeded, failed, locked, severe, first, last; };

static void add_counts(struct counts *c, int type, int64_t moment) {
  if (!c->total++) c->first = c->last = moment;
  c->succeeded += type == SUCCEEDED;
  c->failed += type == FAILED;
  c->locked += type == LOCKED;
  c->severe += TYPES[type].severity >= HIGH;
  if (moment < c->first) c->first = moment;
  if (moment > c->last) c->last = moment;
}

/* Counts by a key of bytes: open addressing, the keys one after the other in an arena. */
struct group { uint64_t hash; size_t key; int length; struct counts counts; };
struct groups {
  struct group *list;
  uint32_t *slots;
  size_t count, room, slot_count;
  char *keys;
  size_t used, key_room;
};

static struct counts *counts_of(struct groups *g, const char *key, int length) {
  uint64_t h = hash(key, length);
  if (g->count * 2 >= g->slot_count) {
    g->slot_count = g->slot_count ? g->slot_count * 2 : 1 << 12;
    free(g->slots);
    g->slots = calloc(g->slot_count, sizeof *g->slots);
    for (size_t i = 0; i < g->count; i++) {
      size_t slot = g->list[i].hash & (g->slot_count - 1);
      while (g->slots[slot]) slot = (slot + 1) & (g->slot_count - 1);
      g->slots[slot] = i + 1;
    }
  }
  size_t slot = h & (g->slot_count - 1);
  for (; g->slots[slot]; slot = (slot + 1) & (g->slot_count - 1)) {
    struct group *found = &g->list[g->slots[slot] - 1];
    if (found->hash != h || found->length != length) continue;
    if (memcmp(g->keys + found->key, key, length) == 0) return &found->counts;
  }
  if (g->count == g->room) g->list = realloc(g->list, (g->room = g->room ? g->room * 2 : 1024) * sizeof *g->list);
  while (g->used + length + 1 > g->key_room)
    g->keys = realloc(g->keys, g->key_room = g->key_room ? g->key_room * 2 : 1 << 16);
  struct group *made = &g->list[g->count++];
  *made = (struct group){h, g->used, length, {0}};
  memcpy(g->keys + g->used, key, length);
  g->keys[g->used + length] = 0;
  g->used += length + 1;
  g->slots[slot] = g->count;
  return &made->counts;
}

static const char *sorted_keys;

static int by_key(const void *first, const void *second) {
  const struct group *a = first, *b = second;
  int order = memcmp(sorted_keys + a->key, sorted_keys + b->key, least(a->length, b->length));
  return order ? order : a->length - b->length;
}

static int by_failures(const void *first, const void *second) {
  const struct group *a = first, *b = second;
  if (a->counts.failed != b->counts.failed) return a->counts.failed < b->counts.failed ? 1 : -1;
  if (a->counts.total != b->counts.total) return a->counts.total < b->counts.total ? 1 : -1;
  return by_key(a, b);
}

static void sort_groups(struct groups *g) {
  sorted_keys = g->keys;
  qsort(g->list, g->count, sizeof *g->list, by_failures);
}

#define COUNT_COLUMNS {"events", "Olay", ALL, 9}, {"succeeded", "Başarılı", ALL, 9}, \
    {"failed", "Başarısız Giriş", ALL, 14}, {"locked", "Kilitlenme", ALL, 9}, {"severe", "Yük./Kritik", ALL, 9}, \
    {"first", "İlk", ALL, 19}, {"last", "Son", ALL, 19}
#define COUNT_CELLS(c, zone) number((c)->total), number((c)->succeeded), number((c)->failed), number((c)->locked), \
    number((c)->severe), at((c)->first, zone), at((c)->last, zone)

static const struct column EVENT_USER_COLUMNS[] = {
    {"row_no", "Sıra No", SHEET | PAGE, 7}, {"user_key", "Kullanıcı No", SHEET | JSON, 12},
    {"user_name", "Kullanıcı Adı", ALL, 22}, {"full_name", "Ad Soyad", ALL, 22}, {"role", "Rol", SHEET | JSON, 12},
    COUNT_COLUMNS};
static const struct column SOURCE_COLUMNS[] = {
    {"row_no", "Sıra No", PAGE, 7}, {"ip", "IP Adresi", PAGE | JSON, 22}, COUNT_COLUMNS};
static const struct column FAILURE_COLUMNS[] = {
    {"row_no", "Sıra No", PAGE, 7}, {"user_key", "Kullanıcı No", JSON, 12},
    {"user_name", "Kullanıcı Adı", PAGE | JSON, 22}, {"ip", "IP Adresi", PAGE | JSON, 22},
    {"failed", "Başarısız Giriş", PAGE | JSON, 14}, {"first", "İlk", PAGE | JSON, 19},
    {"last", "Son", PAGE | JSON, 19}};
static const struct column EVENT_DAY_COLUMNS[] = {
    {"date", "Tarih", ALL, 12}, {"events", "Olay", ALL, 14}, {"severity_info", "Bilgi", ALL, 14},
    {"severity_low", "Düşük", ALL, 14}, {"severity_medium", "Orta", ALL, 14}, {"severity_high", "Yüksek", ALL, 14},
    {"severity_critical", "Kritik", ALL, 14}, {"failed", "Başarısız Giriş", ALL, 14}};
static const struct column TYPE_COLUMNS[] = {
    {"event_type", "", JSON, 20}, {"event_type", "Olay Türü", PAGE, 32}, {"events", "Olay", PAGE | JSON, 10},
    {"first", "İlk", PAGE | JSON, 19}, {"last", "Son", PAGE | JSON, 19}};
static const struct column HOUR_COLUMNS[] = {
    {"hour", "Saat", PAGE | JSON, 12}, {"events", "Olay", PAGE | JSON, 10}, {"failed", "Başarısız", PAGE | JSON, 12}};
static const struct column LOG_COLUMNS[] = {
    {"module", "Modül", PAGE | JSON, 30}, {"level", "Düzey", PAGE | JSON, 14}, {"count", "Sayı", PAGE | JSON, 12}};

#define EVENT_COLUMNS(in) {"row_no", "Sıra No", SHEET | PAGE, 7}, {"event_id", "Olay Kimliği", SHEET | PAGE, 10}, \
    {"occurred_at", "Olay Zamanı", SHEET | PAGE, 19}, {"user_key", "Kullanıcı No", SHEET, 10}, \
    {"user_name", "Kullanıcı Adı", SHEET | PAGE, 20}, {"session_id", "Oturum Kimliği", SHEET, 11}, \
    {"event_type", "Olay Türü", SHEET | PAGE, 22}, {"raw_type", "Kaynaktaki Ad", SHEET, 18}, \
    {"severity", "Önem", SHEET | PAGE, 10}, {"outcome", "Sonuç", SHEET | PAGE, 11}, \
    {"reason", "Neden", SHEET | PAGE, 18}, \
    {"ip", "IP Adresi", SHEET | PAGE, 17}, {"actor_id", "İşlemi Yapan", SHEET, 10}, {"role", "Rol", SHEET, 12}, \
    {"occurred_utc", "Olay Zamanı (UTC)", SHEET, 28}, {"review", "İnceleme", SHEET, 18}, \
    {"response", "Müdahale", SHEET, 18}
static const struct column LISTING_COLUMNS[] = {EVENT_COLUMNS()};

struct events_run {
  const struct scope *scope;
  const struct zone *zone;
  const struct users *users;
  struct document document;
  struct table user_table, day_table, listing, severe, quarantine;
  struct groups users_of, sources, failures;
  struct counts all, types[TYPE_COUNT], hours[24], *days;
  int64_t read, counted, quarantined, without_user, without_address, first_day, day_count, (*day_severities)[5];
};

static int type_of(struct field f) {
  int type = 0;
  while (type < UNMAPPED && !is_text(f, TYPES[type].raw)) type++;
  return type;
}

/* `name:` and the name that was tried, folded. */
static int user_key(char *key, const struct field *f) {
  if (!is_null(f[2])) return (int)(put_integer(key, integer(f[2])) - key);
  if (is_null(f[3])) return 0;
  char *end = put_folded(put_text(key, "name:"), f[3].bytes, least(f[3].length, 64));
  return (int)(end - key);
}

static void count_event(struct events_run *run, const struct field *f, int type, int64_t moment) {
  char key[320];
  int64_t local = moment + zone_offset(run->zone, moment), day = floor_divide(local, DAY);
  int length = user_key(key, f);
  struct field address = address_bytes(f[7]);
  add_counts(&run->all, type, moment);
  add_counts(&run->types[type], type, moment);
  add_counts(&run->hours[(local - day * DAY) / (3600 * SECOND)], type, moment);
  add_counts(&run->days[day - run->first_day], type, moment);
  run->day_severities[day - run->first_day][TYPES[type].severity]++;
  run->without_user += length == 0;
  run->without_address += is_null(f[7]);
  add_counts(counts_of(&run->users_of, key, length), type, moment);
  add_counts(counts_of(&run->sources, address.bytes, address.length), type, moment);
  if (type != FAILED) return;
  key[length++] = 1;
  memcpy(key + length, address.bytes, address.length);
  add_counts(counts_of(&run->failures, key, length + address.length), type, moment);
}

static const char *copied(char *out, struct field f, int limit) {
  if (is_null(f)) return 0;
  *put_visible(out, f, limit) = 0;
  return out;
}

static void list_event(struct events_run *run, const struct field *f, int type, int64_t moment) {
  char id[24], key[1600] = "", name[512] = "", session[600], raw[600], reason[8000], address[64] = "", actor[300];
  char role[8000], utc[32];
  const struct user *user = is_null(f[2]) ? 0 : find_user(run->users, integer(f[2]));
  *put_integer(id, integer(f[0])) = 0;
  *put_utc(utc, moment) = 0;
  if (user && user->name) snprintf(name, sizeof name, "%s", user->name);
  else if (!is_null(f[3]) && f[3].length < 100) *put_masked(name, f[3].bytes, f[3].length, '.') = 0;
  if (user) snprintf(key, sizeof key, "%s", user->key);
  else if (!is_null(f[2])) *put_integer(key, integer(f[2])) = 0;
  else if (*name) {
    char folded[320];
    int length = user_key(folded, f);
    *put_masked(key, folded + 5, length - 5, '.') = 0;
  }
  *put_address(address, address_bytes(f[7])) = 0;
  struct cell cells[] = {
      number(run->counted), text(id), at(moment, run->zone), text(key), text(name), text(copied(session, f[4], 12)),
      text(TYPES[type].word), text(copied(raw, f[5], 80)), text(SEVERITIES[TYPES[type].severity]),
      text(TYPES[type].outcome),
      text(copied(reason, f[6], 1000)), text(address), text(copied(actor, f[8], 32)), text(copied(role, f[9], 1000)),
      text(utc), nothing(), nothing()};
  write_row(&run->listing, 0, cells);
  if (TYPES[type].severity < HIGH) return;
  cells[0] = number(run->severe.paged_rows + 1);
  write_row(&run->severe, 0, cells);
}

static void write_event_users(struct events_run *run) {
  char name[512];
  int64_t ordinal = 0;
  struct groups *g = &run->users_of;
  sorted_keys = g->keys;
  qsort(g->list, g->count, sizeof *g->list, by_key);
  /* Names that look alike when masked are told apart by a number, in the order of the names. */
  for (size_t i = 0; i < g->count; i++) g->list[i].hash = g->list[i].length ? ++ordinal : 0;
  qsort(g->list, g->count, sizeof *g->list, by_failures);
  for (size_t i = 0; i < g->count; i++) {
    const char *key = g->keys + g->list[i].key;
    const struct user *user = *key >= '0' && *key <= '9' ? find_user(run->users, atoll(key)) : 0;
    char hidden[600];
    *name = 0;
    if (strncmp(key, "name:", 5) == 0) *put_masked(name, key + 5, g->list[i].length - 5, '.') = 0;
    snprintf(hidden, sizeof hidden, "%s#%d", name, (int)g->list[i].hash);
    struct cell cells[] = {
        number(i + 1), *name ? text(hidden) : text(key), text(user ? user->name : name),
        user ? text(user->full_name) : nothing(), user ? text(user->role) : nothing(),
        COUNT_CELLS(&g->list[i].counts, run->zone)};
    write_row(&run->user_table, "users", cells);
  }
  end_table(&run->user_table, "users");
}

static void write_sources(struct events_run *run) {
  struct table table;
  begin_table(&table, &run->document, 0, SOURCE_COLUMNS, COUNT(SOURCE_COLUMNS), 20);
  sort_groups(&run->sources);
  for (size_t i = 0; i < run->sources.count; i++) {
    const struct group *g = &run->sources.list[i];
    char address[64] = "";
    *put_address(address, (struct field){run->sources.keys + g->key, g->length}) = 0;
    struct cell cells[] = {number(i + 1), text(address), COUNT_CELLS(&g->counts, run->zone)};
    write_row(&table, "sources", cells);
  }
  end_table(&table, "sources");
}

static void write_failures(struct events_run *run) {
  struct table table;
  begin_table(&table, &run->document, 0, FAILURE_COLUMNS, COUNT(FAILURE_COLUMNS), 20);
  sort_groups(&run->failures);
  for (size_t i = 0; i < run->failures.count; i++) {
    const struct group *g = &run->failures.list[i];
    const char *key = run->failures.keys + g->key, *mark = memchr(key, 1, g->length);
    char address[64] = "", user[320], name[512] = "";
    int length = (int)(mark - key), rest = g->length - length - 1;
    memcpy(user, key, length);
    user[length] = 0;
    const struct user *known = *user >= '0' && *user <= '9' ? find_user(run->users, atoll(user)) : 0;
    if (strncmp(user, "name:", 5) == 0) *put_masked(name, user + 5, length - 5, '.') = 0;
    *put_address(address, (struct field){mark + 1, rest}) = 0;
    struct cell cells[] = {
        number(i + 1), *name ? text(name) : text(user), text(known ? known->name : name), text(address),
        number(g->counts.failed), at(g->counts.first, run->zone), at(g->counts.last, run->zone)};
    write_row(&table, "failures", cells);
  }
  end_table(&table, "failures");
}

static void write_event_types(struct events_run *run) {
  struct table types, hours;
  begin_table(&types, &run->document, 0, TYPE_COLUMNS, COUNT(TYPE_COLUMNS), 100);
  for (int i = 0; i < TYPE_COUNT; i++) {
    const struct counts *c = &run->types[i];
    struct cell cells[] = {
        text(TYPES[i].key), text(TYPES[i].word), number(c->total), at(c->first, run->zone), at(c->last, run->zone)};
    if (c->total) write_row(&types, "event_types", cells);
  }
  end_table(&types, "event_types");
  begin_table(&hours, &run->document, 0, HOUR_COLUMNS, COUNT(HOUR_COLUMNS), 24);
  for (int i = 0; i < 24; i++) {
    char word[8];
    snprintf(word, sizeof word, "%02d:00", i);
    struct cell cells[] = {text(word), number(run->hours[i].total), number(run->hours[i].failed)};
    write_row(&hours, "hours", cells);
  }
  end_table(&hours, "hours");
}

static void write_event_days(struct events_run *run) {
  for (int i = 0; i < run->day_count; i++) {
    const int64_t *s = run->day_severities[i];
    struct cell cells[] = {
        date(run->first_day + i), number(run->days[i].total), number(s[0]), number(s[1]), number(s[2]), number(s[3]),
        number(s[4]), number(run->days[i].failed)};
    write_row(&run->day_table, "days", cells);
  }
  end_table(&run->day_table, "days");
}

/* Errors per module; the server counts. */
static void write_logs(struct events_run *run, PGconn *connection, const char *sql) {
  struct table table;
  PGresult *result = PQexec(connection, sql);
  if (PQresultStatus(result) != PGRES_TUPLES_OK) fail("logs", PQerrorMessage(connection));
  begin_table(&table, &run->document, 0, LOG_COLUMNS, COUNT(LOG_COLUMNS), 1000);
  for (int i = 0; i < PQntuples(result); i++) {
    struct cell cells[] = {
        text(PQgetvalue(result, i, 0)), text(PQgetvalue(result, i, 1)), number(atoll(PQgetvalue(result, i, 2)))};
    write_row(&table, "module_errors", cells);
  }
  end_table(&table, "module_errors");
  PQclear(result);
}

/* Columns: event_id, occurred_at, user_id, user_name, session_id, event_type, reason, ip, actor_id, role. */
static void issue_events(struct events_run *run, PGconn *connection, char *copy, char *logs) {
  struct document *d = &run->document;
  struct rows rows;
  begin_table(&run->user_table, d, "Kullanıcılar", EVENT_USER_COLUMNS, COUNT(EVENT_USER_COLUMNS), 500);
  begin_table(&run->day_table, d, "Günler", EVENT_DAY_COLUMNS, COUNT(EVENT_DAY_COLUMNS), 400);
  begin_table(&run->listing, d, "Olaylar", LISTING_COLUMNS, COUNT(LISTING_COLUMNS), 500);
  begin_table(&run->severe, d, 0, LISTING_COLUMNS, COUNT(LISTING_COLUMNS), 200);
  begin_table(&run->quarantine, d, "Karantina", QUARANTINE_COLUMNS, COUNT(QUARANTINE_COLUMNS), 200);
  int64_t last = run->scope->to - 1;
  run->first_day = floor_divide(run->scope->from + zone_offset(run->zone, run->scope->from), DAY);
  run->day_count = floor_divide(last + zone_offset(run->zone, last), DAY) - run->first_day + 1;
  run->days = calloc(run->day_count, sizeof *run->days);
  run->day_severities = calloc(run->day_count, sizeof *run->day_severities);
  begin_rows(&rows, connection, copy);
  while (next_row(&rows)) {
    const struct field *f = rows.field;
    int64_t when = is_null(f[1]) ? INT64_MIN : moment(f[1]);
    run->read++;
    if (when == INT64_MIN || when > run->scope->as_of + 300 * SECOND) {
      char id[24];
      *put_integer(id, integer(f[0])) = 0;
      struct cell cells[] = {number(++run->quarantined), text(id), nothing(), nothing(), nothing(), text("zaman")};
      write_row(&run->quarantine, "quarantine", cells);
      continue;
    }
    if (when < run->scope->from || when >= run->scope->to) continue;
    int type = type_of(f[5]);
    run->counted++;
    count_event(run, f, type, when);
    list_event(run, f, type, when);
  }
  end_table(&run->listing, 0);
  end_table(&run->quarantine, "quarantine");
  write_event_types(run);
  write_failures(run);
  write_sources(run);
  write_logs(run, connection, logs);
  write_event_users(run);
  write_event_days(run);
  fprintf(
      d->json,
      ",\n  \"document\": {\"counts\": {\"rows_read\": %lld, \"events\": %lld, \"login_success\": %lld, "
      "\"login_failed\": %lld, \"account_locked\": %lld, \"without_user\": %lld, \"without_address\": %lld}}",
      (long long)run->read, (long long)run->counted, (long long)run->all.succeeded, (long long)run->all.failed,
      (long long)run->all.locked, (long long)run->without_user, (long long)run->without_address);
  end_document(d);
}
#endif
