/* Values as the documents write them: numbers, times, addresses, masks of level M1, browsers. */
#ifndef TEXT_H
#define TEXT_H
#include "rows.h"
#include <arpa/inet.h>

#define SECOND 1000000LL
#define DAY (86400 * SECOND)

static inline int64_t floor_divide(int64_t a, int64_t b) { return a / b - (a % b < 0); }

static inline char *put_text(char *out, const char *text) {
  size_t length = strlen(text);
  memcpy(out, text, length);
  return out + length;
}

static inline char *put_integer(char *out, int64_t value) {
  char digits[20];
  int count = 0;
  uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  if (value < 0) *out++ = '-';
  do digits[count++] = '0' + rest % 10; while (rest /= 10);
  while (count) *out++ = digits[--count];
  return out;
}

static inline char *put_digits(char *out, int64_t value, int width) {
  for (int i = width - 1; i >= 0; i--) { out[i] = '0' + value % 10; value /= 10; }
  return out + width;
}

/* Hinnant's civil_from_days. */
static inline void civil(int64_t day, int *year, int *month, int *date) {
  int64_t shifted = day + 719468, era = floor_divide(shifted, 146097);
  int of_era = (int)(shifted - era * 146097);
  int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100), m = (5 * of_year + 2) / 153;
  *date = of_year - (153 * m + 2) / 5 + 1;
  *month = m < 10 ? m + 3 : m - 9;
  *year = (int)(year_of_era + era * 400) + (*month <= 2);
}

/* 2026-10-07 */
static inline char *put_date(char *out, int64_t day) {
  int year, month, date;
  civil(day, &year, &month, &date);
  out = put_digits(out, year, 4);
  *out++ = '-';
  out = put_digits(out, month, 2);
  *out++ = '-';
  return put_digits(out, date, 2);
}

/* 07.10.2026 */
static inline char *put_turkish_date(char *out, int64_t day) {
  int year, month, date;
  civil(day, &year, &month, &date);
  out = put_digits(out, date, 2);
  *out++ = '.';
  out = put_digits(out, month, 2);
  *out++ = '.';
  return put_digits(out, year, 4);
}

/* 08:23:17; hours may pass 24 */
static inline char *put_time(char *out, int64_t seconds) {
  out = seconds < 360000 ? put_digits(out, seconds / 3600, 2) : put_integer(out, seconds / 3600);
  *out++ = ':';
  out = put_digits(out, seconds / 60 % 60, 2);
  *out++ = ':';
  return put_digits(out, seconds % 60, 2);
}

/* 2026-10-07T08:23:17.000000Z */
static inline char *put_utc(char *out, int64_t microseconds) {
  int64_t day = floor_divide(microseconds, DAY), rest = microseconds - day * DAY;
  out = put_date(out, day);
  *out++ = 'T';
  out = put_time(out, rest / SECOND);
  *out++ = '.';
  out = put_digits(out, rest % SECOND, 6);
  *out++ = 'Z';
  return out;
}

/* A text up to `limit` bytes with its control characters made visible. */
static inline char *put_visible(char *out, struct field f, int limit) {
  for (int i = 0; i < f.length && i < limit; i++) {
    unsigned char c = f.bytes[i];
    if (c < 0x20 || c == 0x7F) out += sprintf(out, "<U+%04X>", c); else *out++ = c;
  }
  return out;
}

/* The 4 or 16 bytes of an inet, which stand behind family, bits, is_cidr and length; ::ffff:a.b.c.d is a.b.c.d. */
static inline struct field address_bytes(struct field f) {
  static const char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
  if (is_null(f)) return (struct field){"", 0};
  if (f.length == 20 && memcmp(f.bytes + 4, mapped, 12) == 0) return (struct field){f.bytes + 16, 4};
  return (struct field){f.bytes + 4, f.length - 4};
}

/* 85.105.12.***, 2001:db8:1f2:*** */
static inline char *put_address(char *out, struct field address) {
  const unsigned char *byte = (const unsigned char *)address.bytes;
  if (address.length == 0) return out;
  if (address.length == 4) {
    for (int i = 0; i < 3; i++) { out = put_integer(out, byte[i]); *out++ = '.'; }
  } else {
    for (int i = 0; i < 6; i += 2) out += sprintf(out, "%x:", byte[i] << 8 | byte[i + 1]);
  }
  return put_text(out, "***");
}

/* A letter with the combining marks behind it. */
static inline const char *after_letter(const char *p, const char *end) {
  unsigned char first = *p;
  p += first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  while (p + 1 < end && (*p == '\xCC' || (*p == '\xCD' && (unsigned char)p[1] <= 0xAF))) p += 2;
  return p < end ? p : end;
}

/* ah***.yı***: of every part the first two letters, of a short one only the first */
static inline char *put_masked(char *out, const char *text, int length, char separator) {
  const char *end = text + length;
  int parts = 0;
  while (text < end) {
    const char *stop = memchr(text, separator, end - text);
    if (!stop) stop = end;
    if (stop > text) {
      if (parts++) *out++ = separator;
      const char *letter = text;
      int letters = 0;
      for (const char *p = text; p < stop && letters < 3; p = after_letter(p, stop)) letters++;
      for (int kept = letters > 2 ? 2 : 1; kept > 0; kept--) letter = after_letter(letter, stop);
      memcpy(out, text, letter - text);
      out = put_text(out + (letter - text), "***");
    }
    text = stop + 1;
  }
  return out;
}

/* A name in lower case, as far as Latin letters go; İ becomes i and a dot above, as Unicode folds it. */
static inline char *put_folded(char *out, const char *text, int length) {
  for (int i = 0; i < length; i++) {
    unsigned char first = text[i], second = i + 1 < length ? text[i + 1] : 0;
    if (first >= 'A' && first <= 'Z') {
      *out++ = first + 32;
    } else if (first == 0xC3 && second >= 0x80 && second <= 0x9E && second != 0x97) {
      *out++ = first;
      *out++ = text[++i] + 32;
    } else if (first == 0xC4 && second == 0xB0) {
      out = put_text(out, "i\xCC\x87");
      i++;
    } else if ((first == 0xC4 && second < 0xB8) || (first == 0xC5 && second >= 0x8A && second < 0xB8)) {
      *out++ = first;
      *out++ = text[++i] | 1;
    } else {
      *out++ = first;
    }
  }
  return out;
}

static const char *const FAMILIES[][3] = {
    {"Edg/", "Edge", 0}, {"EdgA/", "Edge", 0}, {"OPR/", "Opera", 0}, {"SamsungBrowser/", "Samsung", 0},
    {"YaBrowser/", "Yandex", 0}, {"FxiOS/", "Firefox", 0}, {"Firefox/", "Firefox", 0}, {"CriOS/", "Chrome", 0},
    {"Chrome/", "Chrome", 0}, {"MSIE ", "Internet Explorer", 0}, {"Trident/", "Internet Explorer", "rv:"},
    {"Safari/", "Safari", "Version/"}};
static const char *const SYSTEMS[][2] = {
    {"Windows", "Windows"}, {"Android", "Android"}, {"iPhone", "iOS"}, {"iPad", "iOS"}, {"iOS", "iOS"},
    {"Mac OS X", "macOS"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"}};

static inline char *put_browser(char *out, const char *agent) {
  const char *family = 0, *version = 0, *system = 0;
  char name[41], *begin = out;
  for (size_t i = 0; i < sizeof FAMILIES / sizeof *FAMILIES && !family; i++) {
    const char *found = strstr(agent, FAMILIES[i][0]), *token = FAMILIES[i][2] ? FAMILIES[i][2] : FAMILIES[i][0];
    if (!found) continue;
    family = FAMILIES[i][1];
    version = strstr(agent, token);
    if (version) version += strlen(token);
  }
  size_t first = strcspn(agent, "/ ");
  if (!family && first > 0 && first <= 40 && agent[first] == '/') {
    memcpy(name, agent, first);
    name[first] = 0;
    family = name;
    version = agent + first + 1;
  }
  for (size_t i = 0; i < sizeof SYSTEMS / sizeof *SYSTEMS && !system; i++)
    if (strstr(agent, SYSTEMS[i][0])) system = SYSTEMS[i][1];
  if (family) out = put_text(out, family);
  if (version && *version >= '0' && *version <= '9')
    for (*out++ = ' '; *version >= '0' && *version <= '9' && out < begin + 80;) *out++ = *version++;
  if (system && out > begin) out = put_text(out, " · ");
  if (system) out = put_text(out, system);
  return out > begin ? out : put_text(out, "***");
}

static inline uint64_t hash(const char *bytes, size_t length) {
  uint64_t h = length * 0x9e3779b97f4a7c15ull, v;
  for (; length >= 8; bytes += 8, length -= 8) {
    memcpy(&v, bytes, 8);
    h = (h ^ v) * 0xd6e8feb86659fd93ull;
    h ^= h >> 32;
  }
  v = 0;
  memcpy(&v, bytes, length);
  h = (h ^ v) * 0xd6e8feb86659fd93ull;
  return h ^ h >> 32;
}

/* The short form of a browser; there are few different ones, so a small table remembers them. */
static inline const char *browser(struct field f) {
  enum { SLOTS = 1024, LONGEST = 300 };
  static struct { int length; char agent[LONGEST + 1], text[128]; } known[SLOTS];
  if (f.length > LONGEST || f.length == 0) {
    static char text[128], agent[1025];
    int length = f.length < 1024 ? f.length : 1024;
    memcpy(agent, f.bytes, length);
    agent[length] = 0;
    *put_browser(text, agent) = 0;
    return text;
  }
  int slot = hash(f.bytes, f.length) % SLOTS;
  if (known[slot].length != f.length || memcmp(known[slot].agent, f.bytes, f.length) != 0) {
    memcpy(known[slot].agent, f.bytes, f.length);
    known[slot].agent[known[slot].length = f.length] = 0;
    *put_browser(known[slot].text, known[slot].agent) = 0;
  }
  return known[slot].text;
}
#endif
