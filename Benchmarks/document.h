/* One document in three files: a workbook (libxlsxwriter, constant memory), a PDF (libharu) and JSON. */
#ifndef DOCUMENT_H
#define DOCUMENT_H
#include "intervals.h"
#include <hpdf.h>
#include <xlsxwriter.h>

enum kind { NOTHING, TEXT, INTEGER, MOMENT, DATE, DURATION };
enum { SHEET = 1, PAGE = 2, JSON = 4, ALL = 7 };

/* A column: its key in JSON, its title, where it appears, how wide it is in characters. */
struct column { const char *key, *title; int in, width; };

/* A value; a moment has its zone's offset beside it. Texts are lent. */
struct cell { enum kind kind; int64_t value, offset; const char *text; };

static inline struct cell nothing(void) { return (struct cell){NOTHING}; }
static inline struct cell text(const char *t) { return (struct cell){t && *t ? TEXT : NOTHING, .text = t}; }
static inline struct cell number(int64_t v) { return (struct cell){INTEGER, v}; }
static inline struct cell date(int64_t v) { return (struct cell){DATE, v}; }
static inline struct cell duration(int64_t v) { return (struct cell){DURATION, v}; }
static inline struct cell at(int64_t v, const struct zone *z) { return (struct cell){MOMENT, v, zone_offset(z, v)}; }

struct document {
  lxw_workbook *workbook;
  lxw_format *header, *body, *counts, *moments, *dates, *durations;
  HPDF_Doc pdf;
  HPDF_Font font, bold;
  FILE *json;
  char path[3][1024];
  int pages;
};

/* One table of a document: a sheet that is streamed, and pages for its first rows. */
struct table {
  struct document *document;
  const struct column *columns;
  int count, has_pages;
  lxw_worksheet *sheet;
  uint32_t row;
  HPDF_Page page;
  float y, *x;
  int paged_rows, paged_limit, json_rows;
  FILE *json; /* the document's own, or a memory stream where two tables are written at once */
};

static void pdf_error(HPDF_STATUS code, HPDF_STATUS detail, void *data) {
  fprintf(stderr, "register: libharu: %04x %d\n", (unsigned)code, (int)detail);
  (void)data;
  exit(1);
}

static lxw_format *format(lxw_workbook *workbook, const char *number_format) {
  lxw_format *f = workbook_add_format(workbook);
  format_set_font_name(f, "Noto Sans");
  format_set_font_size(f, 9);
  format_set_bottom(f, LXW_BORDER_THIN);
  format_set_bottom_color(f, 0xC9CDD6);
  format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
  if (number_format) format_set_num_format(f, number_format);
  return f;
}

static void begin_document(struct document *d, const char *folder, const char *stem, const char *font_folder) {
  static const char *const endings[] = {"xlsx", "pdf", "json"};
  char file[1024];
  for (int i = 0; i < 3; i++) snprintf(d->path[i], sizeof *d->path, "%s/%s.%s", folder, stem, endings[i]);
  lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = (char *)folder};
  d->workbook = workbook_new_opt(d->path[0], &options);
  d->body = format(d->workbook, 0);
  d->header = format(d->workbook, 0);
  format_set_bold(d->header);
  format_set_text_wrap(d->header);
  d->counts = format(d->workbook, "#,##0");
  d->moments = format(d->workbook, "dd.mm.yyyy hh:mm:ss");
  d->dates = format(d->workbook, "dd.mm.yyyy");
  d->durations = format(d->workbook, "[h]:mm:ss");
  d->pdf = HPDF_New(pdf_error, 0);
  HPDF_UseUTFEncodings(d->pdf);
  HPDF_SetCompressionMode(d->pdf, HPDF_COMP_ALL);
  snprintf(file, sizeof file, "%s/NotoSans-Regular.ttf", font_folder);
  d->font = HPDF_GetFont(d->pdf, HPDF_LoadTTFontFromFile(d->pdf, file, HPDF_TRUE), "UTF-8");
  snprintf(file, sizeof file, "%s/NotoSans-Bold.ttf", font_folder);
  d->bold = HPDF_GetFont(d->pdf, HPDF_LoadTTFontFromFile(d->pdf, file, HPDF_TRUE), "UTF-8");
  d->json = fopen(d->path[2], "w");
  if (!d->workbook || !d->json) fail(folder, "cannot be written to");
  setvbuf(d->json, 0, _IOFBF, 1 << 18);
  fprintf(d->json, "{\n  \"program\": \"register\"");
}

static lxw_format *cell_format(const struct document *d, enum kind kind) {
  switch (kind) {
    case INTEGER: return d->counts;
    case MOMENT: return d->moments;
    case DATE: return d->dates;
    case DURATION: return d->durations;
    default: return d->body;
  }
}

/* A table of a document; `sheet` is the name of its sheet, 0 for a table on pages alone. */
static void begin_table(
    struct table *t, struct document *d, const char *sheet, const struct column *columns, int count, int paged_limit) {
  *t = (struct table){.document = d, .columns = columns, .count = count, .paged_limit = paged_limit, .json = d->json};
  if (!sheet) return;
  t->sheet = workbook_add_worksheet(d->workbook, sheet);
  worksheet_freeze_panes(t->sheet, 1, 0);
  worksheet_set_landscape(t->sheet);
  worksheet_set_paper(t->sheet, 9);
  worksheet_repeat_rows(t->sheet, 0, 0);
  for (int i = 0, column = 0; i < count; i++) {
    if (!(columns[i].in & SHEET)) continue;
    worksheet_set_column(t->sheet, column, column, columns[i].width + 1, 0);
    worksheet_write_string(t->sheet, 0, column++, columns[i].title, d->header);
  }
}

static void write_sheet_row(struct table *t, const struct cell *cells) {
  const struct document *d = t->document;
  uint32_t row = ++t->row;
  for (int i = 0, column = 0; i < t->count; i++) {
    if (!(t->columns[i].in & SHEET)) continue;
    const struct cell *c = &cells[i];
    lxw_format *f = cell_format(d, c->kind);
    double seconds;
    switch (c->kind) {
      case NOTHING: worksheet_write_blank(t->sheet, row, column++, f); break;
      case TEXT: worksheet_write_string(t->sheet, row, column++, c->text, f); break;
      case INTEGER: worksheet_write_number(t->sheet, row, column++, c->value, f); break;
      case DATE: worksheet_write_number(t->sheet, row, column++, c->value + 25569, f); break;
      case DURATION: worksheet_write_number(t->sheet, row, column++, c->value / SECOND / 86400.0, f); break;
      case MOMENT:
        seconds = floor_divide(c->value + c->offset, SECOND) + 25569 * 86400LL;
        worksheet_write_number(t->sheet, row, column++, seconds / 86400, f);
        break;
    }
  }
}

/* --- pages --- */

static const float MARGIN = 40, SIZE = 7.5f, LEADING = 13, WIDTH = 842, HEIGHT = 595;

static void set_columns(struct table *t) {
  float total = 0, x = MARGIN;
  t->x = malloc((t->count + 1) * sizeof *t->x);
  for (int i = 0; i < t->count; i++) if (t->columns[i].in & PAGE) total += t->columns[i].width;
  for (int i = 0; i < t->count; i++) {
    t->x[i] = x;
    if (t->columns[i].in & PAGE) x += t->columns[i].width / total * (WIDTH - 2 * MARGIN);
  }
  t->x[t->count] = x;
}

static void begin_page(struct table *t) {
  struct document *d = t->document;
  char foot[64];
  t->page = HPDF_AddPage(d->pdf);
  HPDF_Page_SetWidth(t->page, WIDTH);
  HPDF_Page_SetHeight(t->page, HEIGHT);
  snprintf(foot, sizeof foot, "Sayfa %d", ++d->pages);
  HPDF_Page_BeginText(t->page);
  HPDF_Page_SetFontAndSize(t->page, d->font, SIZE);
  HPDF_Page_TextOut(t->page, WIDTH - MARGIN - HPDF_Page_TextWidth(t->page, foot), MARGIN / 2, foot);
  HPDF_Page_SetFontAndSize(t->page, d->bold, SIZE);
  t->y = HEIGHT - MARGIN;
  for (int i = 0; i < t->count; i++)
    if (t->columns[i].in & PAGE) HPDF_Page_TextOut(t->page, t->x[i] + 2, t->y, t->columns[i].title);
  HPDF_Page_EndText(t->page);
  HPDF_Page_SetFontAndSize(t->page, d->font, SIZE);
  t->y -= LEADING;
}

static char *put_grouped(char *out, int64_t value) {
  char digits[24];
  int length = (int)(put_integer(digits, value) - digits);
  for (int i = 0; i < length; i++) {
    if (i > 0 && (length - i) % 3 == 0 && digits[i - 1] != '-') *out++ = '.';
    *out++ = digits[i];
  }
  return out;
}

static void write_paged_row(struct table *t, const struct cell *cells) {
  char text[1100], *end = text;
  if (!t->x) set_columns(t);
  if (t->y < MARGIN + LEADING) begin_page(t);
  if (t->paged_rows++ % 2) {
    HPDF_Page_SetRGBFill(t->page, 0.953f, 0.957f, 0.973f);
    HPDF_Page_Rectangle(t->page, MARGIN, t->y - 4, WIDTH - 2 * MARGIN, LEADING);
    HPDF_Page_Fill(t->page);
  }
  HPDF_Page_SetRGBFill(t->page, 0.1f, 0.13f, 0.22f);
  HPDF_Page_BeginText(t->page);
  for (int i = 0; i < t->count; i++) {
    if (!(t->columns[i].in & PAGE)) continue;
    const struct cell *c = &cells[i];
    int64_t local = c->value + c->offset;
    switch (c->kind) {
      case NOTHING: end = put_text(text, "–"); break;
      case TEXT: end = text + snprintf(text, 400, "%s", c->text); if (end > text + 399) end = text + 399; break;
      case INTEGER: end = put_grouped(text, c->value); break;
      case DATE: end = put_turkish_date(text, c->value); break;
      case DURATION: end = put_time(text, c->value / SECOND); break;
      case MOMENT:
        end = put_turkish_date(text, floor_divide(local, DAY));
        *end++ = ' ';
        end = put_time(end, (local - floor_divide(local, DAY) * DAY) / SECOND);
        break;
    }
    *end = 0;
    float x = t->x[i] + 2;
    if (c->kind == INTEGER || c->kind == DURATION) x = t->x[i + 1] - 4 - HPDF_Page_TextWidth(t->page, text);
    HPDF_Page_TextOut(t->page, x, t->y, text);
  }
  HPDF_Page_EndText(t->page);
  t->y -= LEADING;
}

/* --- JSON --- */

static void json_text(FILE *file, const char *text) {
  fputc_unlocked('"', file);
  for (; *text; text++) {
    unsigned char c = *text;
    if (c == '"' || c == '\\') fputc_unlocked('\\', file);
    if (c < 0x20) fprintf(file, "\\u%04x", c); else fputc_unlocked(c, file);
  }
  fputc_unlocked('"', file);
}

static void write_json_row(struct table *t, const char *name, const struct cell *cells) {
  FILE *file = t->json;
  char buffer[64], *end;
  int written = 0;
  if (t->json_rows++ == 0) fprintf(file, ",\n  \"%s\": [\n    {", name); else fputs_unlocked(",\n    {", file);
  for (int i = 0; i < t->count; i++) {
    if (!(t->columns[i].in & JSON)) continue;
    const struct cell *c = &cells[i];
    fputs_unlocked(written++ ? ", \"" : "\"", file);
    fputs_unlocked(t->columns[i].key, file);
    fputs_unlocked("\": ", file);
    end = buffer;
    switch (c->kind) {
      case NOTHING: end = put_text(end, "null"); break;
      case TEXT: json_text(file, c->text); break;
      case INTEGER: case DURATION: end = put_integer(end, c->value); break;
      case DATE: *end++ = '"'; end = put_date(end, c->value); *end++ = '"'; break;
      case MOMENT: *end++ = '"'; end = put_utc(end, c->value); *end++ = '"'; break;
    }
    fwrite_unlocked(buffer, 1, end - buffer, file);
  }
  fputc_unlocked('}', file);
}

/* A row into every file that shows it; `name` is the table's array in JSON, 0 when it has none. */
static void write_row(struct table *t, const char *name, const struct cell *cells) {
  if (t->sheet) write_sheet_row(t, cells);
  if (t->paged_rows < t->paged_limit) write_paged_row(t, cells);
  if (name) write_json_row(t, name, cells);
}

/* Ends a table whose rows are all written. */
static void end_table(struct table *t, const char *name) {
  int columns = 0;
  if (name && t->json_rows) fputs("\n  ]", t->json);
  if (name && !t->json_rows) fprintf(t->json, ",\n  \"%s\": []", name);
  for (int i = 0; i < t->count; i++) columns += (t->columns[i].in & SHEET) != 0;
  if (t->sheet && t->row) worksheet_autofilter(t->sheet, 0, 0, t->row, columns - 1);
  free(t->x);
}

static void end_document(struct document *d) {
  fputs("\n}\n", d->json);
  if (fclose(d->json) != 0) fail(d->path[2], "cannot be written");
  lxw_error error = workbook_close(d->workbook);
  if (error) fail(d->path[0], lxw_strerror(error));
  if (HPDF_SaveToFile(d->pdf, d->path[1]) != HPDF_OK) fail(d->path[1], "cannot be written");
  HPDF_Free(d->pdf);
}
#endif
