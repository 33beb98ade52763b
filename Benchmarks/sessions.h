/* The session register (OTR): durations per user and day, and the listing of sessions. */
#ifndef SESSIONS_H
#define SESSIONS_H
#include "document.h"
#include "users.h"

static const struct column USER_COLUMNS[] = {
    {"row_no", "Sıra No", SHEET | PAGE, 7}, {"user_key", "Kullanıcı No", SHEET | JSON, 10},
    {"user_name", "Kullanıcı Adı", ALL, 20}, {"full_name", "Ad Soyad", ALL, 20}, {"role", "Rol", SHEET | JSON, 12},
    {"sessions", "Oturum", ALL, 9}, {"recorded_union_us", "Kayıtlı Birleşik", ALL, 17},
    {"union_us", "Birleşik", ALL, 12}, {"recorded_sum_us", "Kayıtlı Toplam", SHEET | JSON, 12},
    {"sum_us", "Toplam", ALL, 12}, {"estimated_sum_us", "Tahmini", ALL, 12},
    {"minimum_union_us", "Birleşik Alt", SHEET | JSON, 12}, {"maximum_union_us", "Birleşik Üst", SHEET | JSON, 12},
    {"minimum_sum_us", "Toplam Alt", ALL, 12}, {"maximum_sum_us", "Toplam Üst", ALL, 12},
    {"longest_us", "En Uzun", SHEET | JSON, 12}, {"peak", "Doruk", ALL, 8}, {"peak_at", "Doruk Anı", SHEET | JSON, 19},
    {"peak_us", "Dorukta", SHEET | JSON, 12}, {"addresses", "Adres", ALL, 8},
    {"open_sessions", "Açık", SHEET | JSON, 8}, {"clipped_sessions", "Taşan", SHEET | JSON, 8},
    {"first", "İlk", ALL, 19}, {"last", "Son", ALL, 19}};

static const struct column DAY_COLUMNS[] = {
    {"user_key", "Kullanıcı No", SHEET | JSON, 12}, {"user_name", "Kullanıcı Adı", SHEET | PAGE, 24},
    {"date", "Tarih", ALL, 12}, {"sum_us", "Toplam", ALL, 14}, {"union_us", "Birleşik", ALL, 14}};

static const struct column SESSION_COLUMNS[] = {
    {"row_no", "Sıra No", SHEET | PAGE, 7}, {"session_id", "Oturum Kimliği", SHEET | PAGE, 11},
    {"user_key", "Kullanıcı No", SHEET, 10}, {"user_name", "Kullanıcı Adı", SHEET | PAGE, 20},
    {"role", "Rol", SHEET, 12}, {"started_at", "Başlangıç", SHEET | PAGE, 19}, {"ended_at", "Bitiş", SHEET | PAGE, 19},
    {"duration_us", "Süre", SHEET | PAGE, 11}, {"end_basis", "Bitiş Dayanağı", SHEET | PAGE, 16},
    {"minimum_us", "Alt Sınır", SHEET, 11}, {"maximum_us", "Üst Sınır", SHEET, 11},
    {"clipping", "Dönem Sınırı", SHEET, 14}, {"ip", "IP Adresi", SHEET | PAGE, 17},
    {"user_agent", "Tarayıcı", SHEET | PAGE, 22}, {"status", "Durum", SHEET, 14},
    {"end_reason", "Bitiş Nedeni", SHEET | PAGE, 14}, {"started_utc", "Başlangıç (UTC)", SHEET, 28},
    {"ended_utc", "Bitiş (UTC)", SHEET, 28}};

static const struct column QUARANTINE_COLUMNS[] = {
    {"row_no", "Sıra No", ALL, 7}, {"record_id", "Kayıt", ALL, 14}, {"user_name", "Kullanıcı Adı", ALL, 20},
    {"started_utc", "Başlangıç (UTC)", ALL, 28}, {"ended_utc", "Bitiş (UTC)", ALL, 28},
    {"quarantine_reason", "Neden", ALL, 40}};

#define COUNT(list) (int)(sizeof(list) / sizeof *(list))
/* Years from 9000 on, and infinity, mean "no value". */
#define NEVER 221845392000000000LL

static const char *const BASES[] = {
    "Kayıtlı bitiş", "Saat sapması (bitiş ≈ başlangıç)", "Geçerlilik sonu", "Sürüyor", "Bitişi bilinmiyor"};

/* What one user came to, kept until the table is sorted. */
struct user_total { const struct user *user; char name[256]; struct tally tally; };

struct register_totals {
  int64_t read, counted, quarantined, unknown, open, clipped, sum, joined, recorded_sum, recorded_union, users;
  int64_t bases[5], heat[7][24], histogram[9], median, mean, missing;
  int64_t *lengths; /* of recorded sessions, for their median */
  size_t length_count, length_room;
  uint64_t *identifiers; /* one bit each, for the gaps */
  int64_t identifier_room, first_identifier, last_identifier, identified;
  struct set addresses;
  struct user_total *list;
  size_t list_room;
};

struct register_run {
  const struct scope *scope;
  const struct zone *zone;
  const struct users *users;
  struct document document;
  struct table user_table, day_table, listing, quarantine;
  struct register_totals totals;
  struct tally tally;
  const struct user *user;
  char name[256];
};

static int meaningful(struct field f, int64_t *value) {
  if (is_null(f)) return 0;
  *value = moment(f);
  return *value < NEVER && *value != INT64_MIN;
}

static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t most(int64_t a, int64_t b) { return a > b ? a : b; }

static struct interval cut(const struct scope *s, int64_t start, int64_t end) {
  int64_t begin = least(most(start, s->from), s->to);
  return (struct interval){begin, most(begin, least(end, s->to))};
}

/* Finds the effective end; the result is 0, or why the row takes part in no total. */
static const char *resolve(struct counted *c, const struct field *f, const struct scope *scope) {
  int64_t end, earliest, latest = most(c->start = is_null(f[3]) ? INT64_MIN : moment(f[3]), scope->as_of);
  if (c->start == INT64_MIN) return "zaman yok";
  if (c->start > scope->as_of + 300 * SECOND) return "zaman, rapor anından 300 saniyeden çok sonra";
  if (meaningful(f[4], &end)) {
    if (end < c->start - 300 * SECOND) return "bitiş, başlangıçtan 300 saniyeden çok önce";
    c->basis = end >= c->start ? RECORDED : SKEWED;
    c->end = earliest = latest = most(end, c->start);
  } else if (meaningful(f[5], &end) && end <= scope->as_of) {
    c->basis = EXPIRED;
    c->end = latest = most(c->start, end);
    earliest = c->start;
  } else if (is_text(f[6], "active")) {
    c->basis = RUNNING;
    c->end = latest;
    earliest = c->start;
  } else {
    c->basis = UNKNOWN;
    c->end = earliest = c->start;
  }
  c->cut = cut(scope, c->start, c->end);
  c->least = cut(scope, c->start, earliest);
  c->most = cut(scope, c->start, latest);
  return 0;
}

/* One without length counts where it begins. */
static int is_counted(const struct counted *c, const struct scope *s) {
  if (c->start == c->end) return c->start >= s->from && c->start < s->to;
  return c->start < s->to && c->end > s->from;
}

/* A row that was read is no gap, whatever becomes of it. */
static void mark_identifier(struct register_totals *t, int64_t id) {
  if (id < 0 || id > 1LL << 28) return;
  if (id >= t->identifier_room) {
    int64_t room = most(1 << 16, t->identifier_room);
    while (room <= id) room *= 2;
    t->identifiers = realloc(t->identifiers, room / 8);
    memset((char *)t->identifiers + t->identifier_room / 8, 0, (room - t->identifier_room) / 8);
    t->identifier_room = room;
  }
  t->identifiers[id >> 6] |= 1ull << (id & 63);
}

static void count_identifier(struct register_totals *t, int64_t id) {
  if (id < 0 || id > 1LL << 28) return;
  if (!t->identified++ || id < t->first_identifier) t->first_identifier = id;
  if (id > t->last_identifier) t->last_identifier = id;
}

static void count_session(struct register_run *run, const struct field *f, const struct counted *c) {
  static const int64_t EDGES[] = {1, 5, 15, 30, 60, 120, 240, 480};
  struct register_totals *t = &run->totals;
  t->counted++;
  t->bases[c->basis]++;
  t->unknown += is_null(f[1]);
  t->open += c->basis == RUNNING;
  t->clipped += c->cut.start != c->start || c->cut.end != c->end;
  if (!is_null(f[8])) {
    struct field bytes = address_bytes(f[8]);
    uint64_t address = hash(bytes.bytes, bytes.length);
    add_to_set(&t->addresses, address);
    add_to_set(&run->tally.addresses, address);
  }
  if (c->start >= run->scope->from && c->start < run->scope->to) {
    int64_t local = c->start + zone_offset(run->zone, c->start), day = floor_divide(local, DAY);
    t->heat[(day + 3) % 7][(local - day * DAY) / (3600 * SECOND)]++;
    count_identifier(t, integer(f[0]));
  }
  if (c->basis == RECORDED || c->basis == SKEWED) {
    int64_t length = c->end - c->start, minutes = length / (60 * SECOND);
    int edge = 0;
    while (edge < 8 && minutes >= EDGES[edge]) edge++;
    t->histogram[edge]++;
    if (t->length_count == t->length_room)
      t->lengths = realloc(t->lengths, (t->length_room = most(1 << 16, t->length_room * 2)) * sizeof *t->lengths);
    t->lengths[t->length_count++] = length;
  }
}

static void end_tally(struct register_run *run) {
  struct register_totals *t = &run->totals;
  struct tally *tally = &run->tally;
  if (!tally->sessions) return;
  end_user(tally, run->zone);
  if (t->users + 1 > (int64_t)t->list_room)
    t->list = realloc(t->list, (t->list_room = most(1024, t->list_room * 2)) * sizeof *t->list);
  struct user_total *total = &t->list[t->users++];
  total->user = run->user;
  total->tally = *tally;
  memcpy(total->name, run->name, sizeof run->name);
  t->sum += tally->sum;
  t->joined += union_length(&tally->joined);
  t->recorded_sum += tally->recorded_sum;
  t->recorded_union += union_length(&tally->recorded);
  for (int i = 0; i < tally->day_count; i++) {
    const struct day *d = &tally->days[i];
    if (!d->sum && !d->joined) continue;
    struct cell cells[] = {run->user ? text(run->user->key) : nothing(), text(run->name),
      date(tally->first_day + i), duration(d->sum), duration(d->joined)};
    write_row(&run->day_table, "days", cells);
  }
  begin_user(tally);
}

static const char *status_word(struct field f) {
  return is_text(f, "active") ? "Açık" : is_text(f, "inactive") ? "Kapandı" : 0;
}

static const char *reason_word(struct field f) {
  if (is_null(f)) return 0;
  return is_text(f, "logout") ? "Kullanıcı çıkışı" : is_text(f, "session_revoked") ? "Sonlandırıldı" : "Diğer";
}

static void list_session(struct register_run *run, const struct field *f, const struct counted *c) {
  static const char *const CLIPPING[] = {
      0, "dönemden önce başladı", "dönemden sonra bitti", "dönemi iki yandan aşıyor"};
  char id[24], address[64] = "", started[32], ended[32];
  int has_end = c->basis != RUNNING && c->basis != UNKNOWN;
  *put_integer(id, integer(f[0])) = 0;
  *put_address(address, address_bytes(f[8])) = 0;
  *put_utc(started, c->start) = 0;
  if (has_end) *put_utc(ended, c->end) = 0;
  struct cell cells[] = {
      number(run->totals.counted), text(id), run->user ? text(run->user->key) : nothing(), text(run->name),
      run->user ? text(run->user->role) : nothing(), at(c->start, run->zone),
      has_end ? at(c->end, run->zone) : nothing(), duration(c->cut.end - c->cut.start), text(BASES[c->basis]),
      duration(c->least.end - c->least.start), duration(c->most.end - c->most.start),
      text(CLIPPING[(c->cut.start != c->start) + 2 * (c->cut.end != c->end)]), text(address),
      is_null(f[9]) ? nothing() : text(browser(f[9])), text(status_word(f[6])), text(reason_word(f[7])),
      text(started), has_end ? text(ended) : nothing()};
  write_row(&run->listing, 0, cells);
}

static void put_aside(struct register_run *run, const struct field *f, const char *reason) {
  char id[24], started[32] = "", ended[32] = "";
  *put_integer(id, integer(f[0])) = 0;
  if (!is_null(f[3])) *put_utc(started, moment(f[3])) = 0;
  if (!is_null(f[4])) *put_utc(ended, moment(f[4])) = 0;
  struct cell cells[] = {
      number(++run->totals.quarantined), text(id), text(run->name), text(started), text(ended), text(reason)};
  write_row(&run->quarantine, "quarantine", cells);
}

static int by_recorded_union(const void *first, const void *second) {
  const struct user_total *a = first, *b = second;
  int64_t x = union_length(&a->tally.recorded), y = union_length(&b->tally.recorded);
  if (x != y) return x < y ? 1 : -1;
  return strcmp(a->user ? a->user->key : "", b->user ? b->user->key : "");
}

static void write_users(struct register_run *run) {
  qsort(run->totals.list, run->totals.users, sizeof *run->totals.list, by_recorded_union);
  for (int64_t i = 0; i < run->totals.users; i++) {
    const struct user_total *u = &run->totals.list[i];
    const struct tally *t = &u->tally;
    struct cell cells[] = {
        number(i + 1), u->user ? text(u->user->key) : nothing(), text(u->name),
        u->user ? text(u->user->full_name) : nothing(), u->user ? text(u->user->role) : nothing(), number(t->sessions),
        duration(union_length(&t->recorded)), duration(union_length(&t->joined)), duration(t->recorded_sum),
        duration(t->sum), duration(t->sum - t->recorded_sum), duration(union_length(&t->least)),
        duration(union_length(&t->most)), duration(t->least_sum), duration(t->most_sum), duration(t->longest),
        number(t->sweep.peak), t->sweep.peak ? at(t->sweep.peak_at, run->zone) : nothing(),
        duration(t->sweep.peak_length), number(t->addresses.count), number(t->open), number(t->clipped),
        at(t->first, run->zone), at(t->last, run->zone)};
    write_row(&run->user_table, "users", cells);
  }
}

static int by_value(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

static void conclude(struct register_totals *t) {
  int64_t sum = 0;
  for (size_t i = 0; i < t->length_count; i++) sum += t->lengths[i];
  qsort(t->lengths, t->length_count, sizeof *t->lengths, by_value);
  /* Of an even number the mean of the two in the middle, rounded half up. */
  size_t half = t->length_count / 2;
  if (t->length_count) t->median = t->length_count % 2 ? t->lengths[half] : (t->lengths[half - 1] + t->lengths[half] + 1) / 2;
  t->mean = t->length_count ? sum / (int64_t)t->length_count : 0;
  for (int64_t i = t->first_identifier; t->identified && i <= t->last_identifier; i++)
    t->missing += !(t->identifiers[i >> 6] >> (i & 63) & 1);
}

/* The numbers both programs must agree in. */
static void write_register_summary(struct register_run *run) {
  const struct register_totals *t = &run->totals;
  fprintf(
      run->document.json,
      ",\n  \"document\": {\"counts\": {\"rows_read\": %lld, \"sessions\": %lld, \"users\": %lld, "
      "\"open_sessions\": %lld, \"clipped_sessions\": %lld, \"unknown_user_sessions\": %lld, \"addresses\": %zu},\n"
      "    \"end_bases\": {\"end\": %lld, \"skew\": %lld, \"expiry\": %lld, \"as_of\": %lld, \"none\": %lld},\n"
      "    \"durations\": {\"sum_us\": %lld, \"union_us\": %lld, \"recorded_sum_us\": %lld, "
      "\"recorded_union_us\": %lld, \"median_us\": %lld, \"mean_us\": %lld},\n"
      "    \"identifiers\": {\"missing\": %lld}}",
      (long long)t->read, (long long)t->counted, (long long)(t->users - (t->unknown > 0)), (long long)t->open,
      (long long)t->clipped, (long long)t->unknown, t->addresses.count, (long long)t->bases[RECORDED],
      (long long)t->bases[SKEWED], (long long)t->bases[EXPIRED], (long long)t->bases[RUNNING],
      (long long)t->bases[UNKNOWN], (long long)t->sum, (long long)t->joined, (long long)t->recorded_sum,
      (long long)t->recorded_union, (long long)t->median, (long long)t->mean, (long long)t->missing);
}

/* Columns: session_id, user_id, user_name, started_at, ended_at, expires_at, status, end_reason, ip, user_agent. */
static void issue_register(struct register_run *run, PGconn *connection, char *copy) {
  struct register_totals *t = &run->totals;
  struct document *d = &run->document;
  struct rows rows;
  char *quarantine = 0;
  size_t quarantine_size = 0;
  begin_table(&run->user_table, d, "Kullanıcılar", USER_COLUMNS, COUNT(USER_COLUMNS), 2000);
  begin_table(&run->day_table, d, "Günler", DAY_COLUMNS, COUNT(DAY_COLUMNS), 400);
  begin_table(&run->listing, d, "Oturumlar", SESSION_COLUMNS, COUNT(SESSION_COLUMNS), 500);
  begin_table(&run->quarantine, d, "Karantina", QUARANTINE_COLUMNS, COUNT(QUARANTINE_COLUMNS), 200);
  run->quarantine.json = open_memstream(&quarantine, &quarantine_size);
  run->tally.first_day = floor_divide(run->scope->from + zone_offset(run->zone, run->scope->from), DAY);
  run->tally.day_count = (run->scope->to - run->scope->from) / DAY + 3;
  run->tally.days = calloc(run->tally.day_count, sizeof *run->tally.days);
  int64_t last_id = -1;
  begin_rows(&rows, connection, copy);
  while (next_row(&rows)) {
    const struct field *f = rows.field;
    int64_t id = is_null(f[1]) ? -2 : integer(f[1]);
    t->read++;
    mark_identifier(t, integer(f[0]));
    if (id != last_id) {
      end_tally(run);
      last_id = id;
      run->user = id < 0 ? 0 : find_user(run->users, id);
      run->name[0] = 0;
      if (run->user && run->user->name) snprintf(run->name, sizeof run->name, "%s", run->user->name);
      else if (!is_null(f[2]) && f[2].length < 64) *put_masked(run->name, f[2].bytes, f[2].length, '.') = 0;
    }
    struct counted c;
    const char *reason = resolve(&c, f, run->scope);
    if (reason) { put_aside(run, f, reason); continue; }
    if (!is_counted(&c, run->scope)) continue;
    count_session(run, f, &c);
    add_session(&run->tally, run->zone, &c);
    list_session(run, f, &c);
  }
  end_tally(run);
  conclude(t);
  end_table(&run->day_table, "days");
  write_users(run);
  end_table(&run->user_table, "users");
  end_table(&run->listing, 0);
  end_table(&run->quarantine, "quarantine");
  fclose(run->quarantine.json);
  fwrite(quarantine, 1, quarantine_size, d->json);
  free(quarantine);
  write_register_summary(run);
  end_document(d);
}
#endif
