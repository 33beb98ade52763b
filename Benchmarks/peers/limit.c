/* The most that can be had of libxlsxwriter and libharu: the three sheets and the pages of the peers part in C.

   limit CONNINFO WORKBOOK PAGES

   Users, sessions and events are read once by COPY BINARY in the order of their keys; sessions and events go straight into
   their sheets (constant memory) and are added up by user on the way; then come the sheet and the pages of the users. One
   thread, nothing spooled, no allocation a row. */
#include "../rows.h"
#include <arpa/inet.h>
#include <hpdf.h>
#include <time.h>
#include <xlsxwriter.h>

#define MAX_ROWS 1048575
#define FONT "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"

struct set {
  uint64_t *slots;
  size_t size, count;
};

struct person {
  int id;
  char *name, *full_name;
  int64_t total, longest, first, last, twice_median;
  size_t sessions, addresses, browsers, failures;
};

static struct person *people;
static int *person_of, person_count, largest_id;
static struct set addresses, browsers;
static struct length { int person; int64_t length; } *lengths;
static size_t length_count, length_room, event_count;
static lxw_workbook *workbook;
static lxw_format *bold, *moment_format;

static const char *user_columns[] = {"user_id", "kullanıcı", "ad soyad", "oturum", "toplam_sn", "ortanca_sn", "en_uzun_sn",
  "farklı_ip", "farklı_tarayıcı", "başarısız_giriş", "ilk_görülme", "son_görülme", NULL};
static const char *session_columns[] = {"id", "user_id", "kullanıcı", "oturum_anahtarı", "ip", "tarayıcı", "başlangıç",
  "son_geçerlilik", "bitiş", "etkin", "süre_sn", NULL};
static const char *event_columns[] = {"id", "user_id", "kullanıcı", "olay", "ip", "ayrıntı", "zaman", NULL};

static uint64_t mix(uint64_t value) {
  value = (value ^ value >> 32) * 0xd6e8feb86659fd93ULL;
  value = (value ^ value >> 32) * 0xd6e8feb86659fd93ULL;
  return value ^ value >> 32;
}

static uint64_t hash(struct field f, uint64_t seed) {
  uint64_t value = mix(seed + f.length + 1);
  int i = 0;
  for (; i + 8 <= f.length; i += 8) value = mix(value ^ be64(f.bytes + i));
  for (; i < f.length; i++) value = (value ^ (unsigned char)f.bytes[i]) * 0x100000001b3ULL;
  return mix(value) | 1;
}

/* Whether a value is new; a fingerprint of 64 bits stands for it. */
static int add(struct set *set, uint64_t value) {
  if (set->count * 2 >= set->size) {
    struct set larger = {.size = set->size ? set->size * 2 : 1 << 16};
    larger.slots = calloc(larger.size, sizeof *larger.slots);
    for (size_t i = 0; i < set->size; i++)
      if (set->slots[i]) add(&larger, set->slots[i]);
    free(set->slots);
    *set = larger;
  }
  size_t slot = value & (set->size - 1);
  while (set->slots[slot] && set->slots[slot] != value) slot = (slot + 1) & (set->size - 1);
  if (set->slots[slot]) return 0;
  set->slots[slot] = value;
  return ++set->count > 0;
}

static struct person *find(struct field f) {
  if (is_null(f)) return NULL;
  int64_t id = integer(f);
  return id >= 0 && id <= largest_id && person_of[id] >= 0 ? &people[person_of[id]] : NULL;
}

static double serial(int64_t moment) { return 25569.0 + moment / 86400e6; }

/* Text of a field in a buffer that every call uses again. */
static const char *text(struct field f, int skipped) {
  static char buffer[1 << 16];
  int length = f.length - skipped < (int)sizeof buffer ? f.length - skipped : (int)sizeof buffer - 1;
  memcpy(buffer, f.bytes + skipped, length);
  buffer[length] = 0;
  return buffer;
}

/* An inet is family, bits, whether it is a network, length, bytes. */
static const char *address_text(struct field f) {
  static char buffer[INET6_ADDRSTRLEN];
  return inet_ntop(f.bytes[0] == 2 ? AF_INET : AF_INET6, f.bytes + 4, buffer, sizeof buffer);
}

static lxw_worksheet *sheet(const char *name, int number, const char **columns) {
  char title[64];
  snprintf(title, sizeof title, number > 1 ? "%s %d" : "%s", name, number);
  lxw_worksheet *sheet = workbook_add_worksheet(workbook, title);
  for (int i = 0; columns[i]; i++) worksheet_write_string(sheet, 0, i, columns[i], bold);
  return sheet;
}

static void read_users(PGconn *connection) {
  struct rows rows;
  int room = 0;
  begin_rows(&rows, connection, strdup("COPY (SELECT id, username, full_name FROM users ORDER BY id) TO STDOUT (FORMAT binary)"));
  while (next_row(&rows)) {
    if (person_count == room) people = realloc(people, (room = room ? room * 2 : 4096) * sizeof *people);
    people[person_count++] = (struct person){
      .id = integer(rows.field[0]), .name = strdup(text(rows.field[1], 0)), .full_name = strdup(text(rows.field[2], 0))};
    if (people[person_count - 1].id > largest_id) largest_id = people[person_count - 1].id;
  }
  person_of = malloc((largest_id + 1) * sizeof *person_of);
  memset(person_of, 0xFF, (largest_id + 1) * sizeof *person_of);
  for (int i = 0; i < person_count; i++) person_of[people[i].id] = i;
}

static void add_session(struct person *person, struct rows *rows, int64_t length) {
  int64_t begin = moment(rows->field[5]), last = is_null(rows->field[7]) ? begin : moment(rows->field[7]);
  int index = person - people;
  if (!person->sessions++ || begin < person->first) person->first = begin;
  if (last > person->last) person->last = last;
  if (length > person->longest) person->longest = length;
  person->total += length;
  person->addresses += add(&addresses, hash(rows->field[3], index));
  person->browsers += add(&browsers, hash(rows->field[4], index));
  if (length_count == length_room)
    lengths = realloc(lengths, (length_room = length_room ? length_room * 2 : 1 << 16) * sizeof *lengths);
  lengths[length_count++] = (struct length){index, length};
}

static void write_sessions(PGconn *connection) {
  struct rows rows;
  lxw_worksheet *to = NULL;
  int row = MAX_ROWS, sheets = 0;
  begin_rows(&rows, connection, strdup(
    "COPY (SELECT id, user_id, session_token, ip_address, user_agent, created_at, expires_at, ended_at, is_active "
    "FROM sessions ORDER BY id) TO STDOUT (FORMAT binary)"));
  while (next_row(&rows)) {
    if (row == MAX_ROWS) { to = sheet("Oturumlar", ++sheets, session_columns); row = 0; }
    row++;
    struct field *f = rows.field;
    struct person *person = find(f[1]);
    int64_t length = moment(f[is_null(f[7]) ? 6 : 7]) - moment(f[5]);
    if (person) add_session(person, &rows, length);
    worksheet_write_number(to, row, 0, integer(f[0]), NULL);
    worksheet_write_number(to, row, 1, integer(f[1]), NULL);
    if (person) worksheet_write_string(to, row, 2, person->name, NULL);
    worksheet_write_string(to, row, 3, text(f[2], 0), NULL);
    if (!is_null(f[3])) worksheet_write_string(to, row, 4, address_text(f[3]), NULL);
    if (!is_null(f[4])) worksheet_write_string(to, row, 5, text(f[4], 0), NULL);
    for (int i = 5; i < 8; i++)
      if (!is_null(f[i])) worksheet_write_number(to, row, i + 1, serial(moment(f[i])), moment_format);
    worksheet_write_boolean(to, row, 9, f[8].bytes[0], NULL);
    worksheet_write_number(to, row, 10, length / 1e6, NULL);
  }
}

static void write_events(PGconn *connection) {
  struct rows rows;
  lxw_worksheet *to = NULL;
  int row = MAX_ROWS, sheets = 0;
  begin_rows(&rows, connection, strdup(
    "COPY (SELECT id, user_id, event_type, ip_address, details, created_at FROM security_events ORDER BY id) "
    "TO STDOUT (FORMAT binary)"));
  while (next_row(&rows)) {
    if (row == MAX_ROWS) { to = sheet("Olaylar", ++sheets, event_columns); row = 0; }
    row++;
    event_count++;
    struct field *f = rows.field;
    struct person *person = find(f[1]);
    if (person && is_text(f[2], "login_failed")) person->failures++;
    worksheet_write_number(to, row, 0, integer(f[0]), NULL);
    if (!is_null(f[1])) worksheet_write_number(to, row, 1, integer(f[1]), NULL);
    if (person) worksheet_write_string(to, row, 2, person->name, NULL);
    worksheet_write_string(to, row, 3, text(f[2], 0), NULL);
    if (!is_null(f[3])) worksheet_write_string(to, row, 4, address_text(f[3]), NULL);
    if (!is_null(f[4])) worksheet_write_string(to, row, 5, text(f[4], 1), NULL);
    worksheet_write_number(to, row, 6, serial(moment(f[5])), moment_format);
  }
}

static int by_person(const void *a, const void *b) {
  const struct length *x = a, *y = b;
  if (x->person != y->person) return x->person < y->person ? -1 : 1;
  return (x->length > y->length) - (x->length < y->length);
}

static void find_medians(void) {
  qsort(lengths, length_count, sizeof *lengths, by_person);
  for (size_t begin = 0, end; begin < length_count; begin = end) {
    for (end = begin; end < length_count && lengths[end].person == lengths[begin].person;) end++;
    size_t count = end - begin;
    people[lengths[begin].person].twice_median =
      lengths[begin + (count - 1) / 2].length + lengths[begin + count / 2].length;
  }
}

static void write_users(lxw_worksheet *to) {
  for (int i = 0; i < person_count; i++) {
    struct person *p = &people[i];
    double numbers[] = {p->sessions, p->total / 1e6, p->twice_median / 2e6, p->longest / 1e6, p->addresses, p->browsers,
      p->failures};
    worksheet_write_number(to, i + 1, 0, p->id, NULL);
    worksheet_write_string(to, i + 1, 1, p->name, NULL);
    worksheet_write_string(to, i + 1, 2, p->full_name, NULL);
    for (int column = 0; column < 7; column++) worksheet_write_number(to, i + 1, column + 3, numbers[column], NULL);
    if (!p->sessions) continue;
    worksheet_write_number(to, i + 1, 10, serial(p->first), moment_format);
    worksheet_write_number(to, i + 1, 11, serial(p->last), moment_format);
  }
}

static const char *duration(char *out, int64_t length) {
  int64_t seconds = length / 1000000;
  sprintf(out, "%ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60, seconds % 60);
  return out;
}

static const char *minute(char *out, int64_t moment) {
  time_t seconds = moment / 1000000;
  struct tm parts;
  strftime(out, 24, "%Y-%m-%d %H:%M", gmtime_r(&seconds, &parts));
  return out;
}

static void draw_row(HPDF_Page page, const float *left, float y, struct person *p) {
  char cells[9][24];
  const char *texts[11] = {p->name, p->full_name};
  int64_t counts[] = {p->sessions, -1, -1, -1, p->addresses, p->browsers, p->failures};
  int64_t times[] = {0, p->total, p->twice_median / 2, p->longest};
  for (int i = 0; i < 7; i++) {
    if (counts[i] >= 0) sprintf(cells[i], "%ld", counts[i]);
    else if (p->sessions) duration(cells[i], times[i]);
    else cells[i][0] = 0;
    texts[i + 2] = cells[i];
  }
  texts[9] = p->sessions ? minute(cells[7], p->first) : "";
  texts[10] = p->sessions ? minute(cells[8], p->last) : "";
  for (int i = 0; i < 11; i++) {
    if (!texts[i][0]) continue;
    float x = i < 2 || i > 8 ? left[i] : left[i + 1] - 6 - HPDF_Page_TextWidth(page, texts[i]);
    HPDF_Page_TextOut(page, x, y, texts[i]);
  }
}

static void draw_pages(const char *path) {
  static const char *columns[] = {"Kullanıcı", "Ad Soyad", "Oturum", "Toplam", "Ortanca", "En uzun", "IP", "Tarayıcı",
    "Başarısız", "İlk görülme", "Son görülme"};
  static const float widths[] = {115, 105, 45, 75, 60, 60, 35, 45, 50, 90, 90};
  const int rows = 44;
  float left[12] = {28};
  for (int i = 0; i < 11; i++) left[i + 1] = left[i] + widths[i];
  HPDF_Doc document = HPDF_New(NULL, NULL);
  HPDF_UseUTFEncodings(document);
  HPDF_SetCompressionMode(document, HPDF_COMP_ALL);
  HPDF_Font font = HPDF_GetFont(document, HPDF_LoadTTFontFromFile(document, FONT, HPDF_TRUE), "UTF-8");
  int pages = (person_count + rows - 1) / rows;
  for (int number = 1; number <= pages; number++) {
    HPDF_Page page = HPDF_AddPage(document);
    HPDF_Page_SetWidth(page, 841.89);
    HPDF_Page_SetHeight(page, 595.28);
    HPDF_Page_SetGrayFill(page, 0.85);
    HPDF_Page_Rectangle(page, 26, 562, 772, 11.5);
    HPDF_Page_Fill(page);
    HPDF_Page_SetGrayFill(page, 0);
    HPDF_Page_BeginText(page);
    HPDF_Page_SetFontAndSize(page, font, 6.5);
    for (int i = 0; i < 11; i++) HPDF_Page_TextOut(page, left[i], 565, columns[i]);
    float y = 565;
    for (int i = (number - 1) * rows; i < number * rows && i < person_count; i++) draw_row(page, left, y -= 11.5, &people[i]);
    char foot[64];
    snprintf(foot, sizeof foot, "%d oturum, %zu olay · Sayfa %d / %d", (int)length_count, event_count, number, pages);
    HPDF_Page_TextOut(page, 798 - HPDF_Page_TextWidth(page, foot), 20, foot);
    HPDF_Page_EndText(page);
  }
  if (HPDF_SaveToFile(document, path) != HPDF_OK) fail(path, "cannot be written");
  HPDF_Free(document);
}

int main(int count, char **words) {
  if (count != 4) fail("usage", "limit CONNINFO WORKBOOK PAGES");
  PGconn *connection = PQconnectdb(words[1]);
  if (PQstatus(connection) != CONNECTION_OK) fail("connection", PQerrorMessage(connection));
  execute(connection, "SET jit = off");
  execute(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
  lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = getenv("TMPDIR")};
  workbook = workbook_new_opt(words[2], &options);
  bold = workbook_add_format(workbook);
  format_set_bold(bold);
  moment_format = workbook_add_format(workbook);
  format_set_num_format(moment_format, "yyyy-mm-dd hh:mm:ss");
  lxw_worksheet *users = sheet("Kullanıcılar", 1, user_columns);
  worksheet_set_column(users, 10, 11, 19, NULL);
  read_users(connection);
  write_sessions(connection);
  write_events(connection);
  PQfinish(connection);
  find_medians();
  draw_pages(words[3]);
  write_users(users);
  lxw_error error = workbook_close(workbook);
  if (error) fail(words[2], lxw_strerror(error));
  return 0;
}
