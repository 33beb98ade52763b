-- A month of efys, made up: the same rows on every machine, at any size.
--
--   psql -X -d efys -f schema.sql -f sample.sql -f reader.sql
--   psql -X -d efys -f schema.sql -v users=10000 -v sessions=1000000 -v events=1500000 -f sample.sql
--
--   variable    default       meaning
--   users       200           people who may sign in (50 at least)
--   sessions    20000         rows of sessions (1000 at least)
--   events      30000         rows of security_events; half as many again as sessions is the natural mix. With fewer,
--                             the last sessions lack their login_success; the surplus of more is failed sign-ins.
--   from, days  2026-09-08, 30   the month: whole days of Istanbul, the last one not included (14 days at least).
--                             Its last day, 2026-10-07, is the day of the stories; its end is the fixture's "now".
--
-- Every value is a hash of its row's number (hashint8extended with a seed): no random(), no clock, no sequence.
-- The parts, each with its own list of contents:
--
--   sample/users.sql          names, roles, who left, who is locked out
--   sample/sessions.sql       working days, addresses, devices, and how each session ended
--   sample/warts.sql          the sessions no reader expects, and those of the stories
--   sample/events.sql         security_events: what the sessions and the people left behind
--   sample/records.sql        system_logs, audit_log, backup_history
--
-- No address belongs to anyone: 10/8, the benchmark network 198.18/15, and the documentation networks.

\set ON_ERROR_STOP on
\if :{?users} \else \set users 200 \endif
\if :{?sessions} \else \set sessions 20000 \endif
\if :{?events} \else \set events 30000 \endif
\if :{?from} \else \set from 2026-09-08 \endif
\if :{?days} \else \set days 30 \endif

SET client_encoding = 'UTF8';
SET datestyle = 'ISO';
SET client_min_messages = warning;

SELECT :users < 50 OR :sessions < 1000 OR :days < 14 AS too_small,
  :'from'::date::timestamp AS begins,
  :'from'::date + :days * interval '1 day' AS ends,
  :'from'::date + (:days - 1) * interval '1 day' AS story \gset
\if :too_small
  DO $$ BEGIN RAISE EXCEPTION 'the sample needs 50 users, 1000 sessions and 14 days at least'; END $$;
\endif

BEGIN;
SET LOCAL work_mem = '128MB';
-- A superuser need not have every row's foreign keys looked up: they are right by construction.
SELECT set_config('session_replication_role', 'replica', true)
WHERE current_setting('is_superuser') = 'on' \g /dev/null

-- A number below `choices`; `seed` tells apart what is chosen for the same n.
CREATE FUNCTION pg_temp.pick(n bigint, seed bigint, choices bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE AS 'SELECT (hashint8extended(n, seed) & 9223372036854775807) % choices';

-- A time within `span` after zero, to the microsecond.
CREATE FUNCTION pg_temp.pick_time(n bigint, seed bigint, span interval) RETURNS interval
LANGUAGE sql IMMUTABLE AS
  'SELECT pg_temp.pick(n, seed, (extract(epoch FROM span) * 1000000)::bigint) * interval ''1 microsecond''';

-- 43 characters as Python's secrets.token_urlsafe(32) makes them. Tutanak must never read one.
CREATE FUNCTION pg_temp.secret(n bigint, seed bigint) RETURNS text
LANGUAGE sql IMMUTABLE AS
  $$ SELECT rtrim(translate(encode(sha256(int8send(n) || int8send(seed)), 'base64'), '+/', '-_'), '=') $$;

-- The rhythm of work: Monday to Friday, 08 to 19 o'clock; one in a hundred by night, one in a hundred at the weekend.
CREATE TEMP TABLE day_slot ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY day, copy) - 1 AS slot, day
FROM generate_series(:'begins'::timestamp, :'story', '1 day') AS day,
  generate_series(1, CASE extract(isodow FROM day) WHEN 6 THEN 2 WHEN 7 THEN 1 ELSE 60 END) AS copy;

CREATE TEMP TABLE hour_slot ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY hour, copy) - 1 AS slot, (hour - 1) * interval '1 hour' AS hour
FROM unnest(ARRAY[1, 1, 1, 1, 1, 1, 2, 9, 260, 310, 280, 240, 110, 230, 260, 240, 210, 150, 90, 12, 7, 5, 3, 2])
  WITH ORDINALITY AS weights(weight, hour), generate_series(1, weight) AS copy;

\ir sample/users.sql
\ir sample/sessions.sql
\ir sample/events.sql
\ir sample/records.sql

COMMIT;
ANALYZE roles, users, sessions, security_events, system_logs, audit_log, backup_history;
