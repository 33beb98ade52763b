/* The measure of Tutanak's speed: the same two reports by a plain C program with the same libraries.

   register CONNINFO SYSTEM FROM TO AS_OF ZONE FONTS FOLDER

   It does what `tutanak run` does for the session register (OTR) and the security events report (GOR) of efys in the
   formats xlsx, pdf and json, at mask level M1:
   - one REPEATABLE READ, READ ONLY transaction; the SELECTs of SYSTEM/users.sql, sessions.sql, events.sql and logs.sql
     with their placeholders filled, in the order Tutanak asks for, read by COPY BINARY;
   - ends with their basis and bounds, sum, union, recorded, minimum and maximum union, peak, days split at local
     midnight and at the zone's transitions, addresses, histogram, weekday and hour, exact median, gaps of identifiers;
   - events by type, severity, hour, day, user, address, and failures by user and address;
   - the workbook's sheets of users, days, sessions or events and quarantine with the same columns and cells, written
     while the rows arrive (libxlsxwriter, constant memory); as many table rows in the PDF (libharu, embedded font); the
     arrays of the JSON copy.

   It is written as one would write it for speed: one pass, nothing spooled, no allocation per row, names masked once a
   user, browsers remembered, durations and times formatted by hand.

   What it leaves out, all of it to its advantage: the check for duplicate rows, the invariants, the cover, prose,
   charts and glossary, wrapped text in the PDF, characters without a glyph, reading the workbook back, hashes and
   manifest, atomic publishing, the bounds on what a hostile source could fill the memory with (it keeps a number for
   every recorded session, and every key it counts by). */
#include "events.h"

static int64_t parse_moment(const char *text) {
  struct tm tm = {0};
  if (!strptime(text, "%Y-%m-%dT%H:%M:%SZ", &tm)) fail(text, "is no moment such as 2026-10-07T21:00:00Z");
  return timegm(&tm) * SECOND;
}

int main(int count, char **words) {
  if (count != 9) fail("usage", "register CONNINFO SYSTEM FROM TO AS_OF ZONE FONTS FOLDER");
  const char *system = words[2], *fonts = words[7], *folder = words[8];
  const char *values[][2] = {{":'from'", words[3]}, {":'to'", words[4]}, {":'zone'", words[6]}, {0, 0}};
  struct scope scope = {parse_moment(words[3]), parse_moment(words[4]), parse_moment(words[5])};
  struct zone zone;
  prepare_zone(&zone, words[6], scope.from, scope.to);
  if (scope.to > scope.as_of) scope.to = scope.as_of;

  PGconn *connection = PQconnectdb(words[1]);
  if (PQstatus(connection) != CONNECTION_OK) fail("connection", PQerrorMessage(connection));
  execute(connection, "SET timezone = 'UTC'");
  execute(connection, "SET jit = off");
  execute(connection, "SET work_mem = '64MB'");
  execute(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
  struct users users = {0};
  read_users(&users, connection, copy_of(system, "users.sql", "ORDER BY user_id", values));

  struct register_run sessions = {.scope = &scope, .zone = &zone, .users = &users};
  begin_document(&sessions.document, folder, "OTR", fonts);
  issue_register(
      &sessions, connection,
      copy_of(system, "sessions.sql",
        "ORDER BY user_id::text COLLATE \"C\" NULLS LAST, started_at NULLS LAST, session_id::text COLLATE \"C\"",
        values));

  struct events_run events = {.scope = &scope, .zone = &zone, .users = &users};
  begin_document(&events.document, folder, "GOR", fonts);
  issue_events(
      &events, connection,
      copy_of(system, "events.sql", "ORDER BY occurred_at NULLS LAST, event_id::text COLLATE \"C\"", values),
      select_of(system, "logs.sql", "module, level, count(*)",
        "GROUP BY module, level ORDER BY 3 DESC, module COLLATE \"C\", level COLLATE \"C\" LIMIT 1000", values));
  PQfinish(connection);
  return 0;
}
