-- sessions: a month of signing in, and the users' rows that go with it.
--
--   when        in the working days' rhythm of sample.sql
--   from where  twelve addresses a user: the office by day or home (IPv4 or IPv6), four others on the way; IPv6 15 %
--   with what   one of twenty user agents, mostly the user's own; one in two hundred rows has none
--   how long    expires after 2 hours (95 %), 8 hours (4 %) or 7 days
--   its end     logout event with the session's id (36 %), without it (3 in 1000), session_revoked (5 in 1000),
--               is_active = false and no event (5 in 1000); the others expire silently. A clean-up job clears is_active
--               every hour and misses one row in 25. At the end of the month some are still open.
--
-- Nobody signs in before the account was made, after it was disabled, or beside the part played on the day of the
-- stories: a colleague does instead.

CREATE TEMP TABLE absence ON COMMIT DROP AS
SELECT id AS user_id,
  CASE WHEN disabled_at IS NOT NULL THEN disabled_at
    WHEN created_at > :'begins' THEN :'begins'
    WHEN id IN (4, 5) THEN :'story'::timestamp END AS away_from,
  CASE WHEN disabled_at IS NOT NULL OR id IN (4, 5) THEN :'ends'::timestamp
    WHEN created_at > :'begins' THEN created_at END AS away_to
FROM user_draft
WHERE disabled_at IS NULL OR disabled_at > :'begins';

-- Those who are there all the month.
CREATE TEMP TABLE colleague ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY user_id) AS place, user_id FROM absence WHERE away_from IS NULL;

CREATE TEMP TABLE desk ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY a.user_id) - 1 AS place, a.user_id, away_from, away_to, c.user_id AS colleague_id
FROM absence a
JOIN colleague c ON c.place = 1 + pg_temp.pick(a.user_id, 201, (SELECT count(*) FROM colleague));

CREATE TEMP TABLE address ON COMMIT DROP AS
SELECT id AS user_id, slot,
  (CASE
    WHEN slot < 4 THEN format('10.20.%s.%s', pg_temp.pick(id, 211, 6) + 1, pg_temp.pick(id * 12 + slot, 212, 250) + 2)
    WHEN slot < 6 THEN format('198.18.%s.%s', pg_temp.pick(id, 213, 256), pg_temp.pick(id * 12 + slot, 214, 254) + 1)
    WHEN slot < 8 THEN format('2001:db8:%s:%s::%s', to_hex(pg_temp.pick(id, 215, 4096) + 1),
      to_hex(pg_temp.pick(id, 216, 65536)), to_hex(pg_temp.pick(id * 12 + slot, 217, 65535) + 1))
    WHEN slot < 11 THEN format('198.19.%s.%s', pg_temp.pick(id * 12 + slot, 218, 256),
      pg_temp.pick(id * 12 + slot, 219, 254) + 1)
    ELSE format('2001:db8:ffff:%s::%s', to_hex(pg_temp.pick(id, 220, 65536)), to_hex(pg_temp.pick(id, 221, 65535) + 1))
  END)::inet AS ip
FROM user_draft, generate_series(0, 11) AS slot;

CREATE TEMP TABLE device ON COMMIT DROP AS
SELECT n - 1 AS number, agent FROM unnest(ARRAY[
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 Edg/139.0.0.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 OPR/124.0.0.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
  'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0.7339.95 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 15; SM-S931B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 14; SM-A556E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 13; M2101K6G) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  'EfysSaha/2.4.1 (Android 14; okhttp/4.12.0)'
]) WITH ORDINALITY AS agents(agent, n);

ANALYZE day_slot, hour_slot, desk, address, device;

-- n is the draft's number: 1 to 20 belong to warts.sql, the others are ordinary.
CREATE TEMP TABLE session_draft (
  n bigint, user_id bigint, ip inet, agent text, started timestamp, lifetime interval,
  fate text,           -- logout, logout_unnamed, revoked, cleared, expired
  finished timestamp   -- when the logout or the revocation is written
) ON COMMIT DROP;

INSERT INTO session_draft
WITH timed AS (
  SELECT n, day, day + hour + pg_temp.pick_time(n, 221, interval '1 hour') AS started,
    CASE WHEN pg_temp.pick(n, 222, 4) = 0 THEN least(pg_temp.pick(n, 223, places), pg_temp.pick(n, 224, places))
      ELSE pg_temp.pick(n, 223, places) END AS place
  FROM generate_series(21::bigint, :sessions) AS n
  CROSS JOIN (SELECT count(*) AS places FROM desk) AS d
  JOIN day_slot ON day_slot.slot = pg_temp.pick(n, 225, (SELECT count(*) FROM day_slot))
  JOIN hour_slot ON hour_slot.slot = pg_temp.pick(n, 226, (SELECT count(*) FROM hour_slot))
), seated AS (
  SELECT n, day, started, pg_temp.pick(n, 227, 50) = 0 AS is_away,
    CASE WHEN started >= away_from AND started < away_to THEN colleague_id ELSE desk.user_id END AS user_id,
    CASE WHEN pg_temp.pick(n, 228, 100) < 95 THEN interval '2 hours'
      WHEN pg_temp.pick(n, 228, 100) < 99 THEN interval '8 hours' ELSE interval '7 days' END AS lifetime,
    pg_temp.pick(n, 229, 1000) AS end_mark
  FROM timed JOIN desk USING (place)
), placed AS (
  -- Where one works is chosen once a day.
  SELECT *, pg_temp.pick(user_id * 10000 + extract(day FROM day - :'begins')::bigint, 230, 20) AS workplace
  FROM seated
)
SELECT n, user_id, ip, CASE WHEN pg_temp.pick(n, 231, 200) > 0 THEN agent END, started, lifetime,
  CASE WHEN end_mark < 360 THEN 'logout' WHEN end_mark < 363 THEN 'logout_unnamed' WHEN end_mark < 368 THEN 'revoked'
    WHEN end_mark < 373 THEN 'cleared' ELSE 'expired' END,
  -- Short visits are the more frequent ones.
  CASE WHEN end_mark < 368 THEN started + interval '40 seconds' + least(
    pg_temp.pick_time(n, 232, least(lifetime, interval '8 hours') - interval '1 minute'),
    pg_temp.pick_time(n, 233, least(lifetime, interval '8 hours') - interval '1 minute')) END
FROM placed
JOIN address USING (user_id)
JOIN device ON device.number = CASE WHEN is_away THEN 12 + pg_temp.pick(user_id, 234, 8)
  WHEN pg_temp.pick(n, 235, 10) < 8 THEN pg_temp.pick(user_id, 236, 12) ELSE pg_temp.pick(user_id, 237, 20) END
WHERE address.slot = CASE WHEN is_away THEN 8 + pg_temp.pick(n, 238, 4)
  WHEN workplace < 14 THEN pg_temp.pick(n, 239, 4)
  WHEN workplace < 17 THEN 4 + pg_temp.pick(n, 239, 2) ELSE 6 + pg_temp.pick(n, 239, 2) END;

\ir warts.sql

-- The serial number follows the time of the sign-in. What would end after the month has not ended yet.
CREATE TEMP TABLE session_made ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY started, n) AS id, n, user_id, ip, agent, started, started + lifetime AS expires,
  CASE WHEN finished >= :'ends' THEN 'expired' ELSE fate END AS fate,
  CASE WHEN finished < :'ends' THEN finished END AS finished
FROM session_draft;
ANALYZE session_made;

UPDATE roles SET created_at = :'begins'::timestamp - interval '1100 days';

INSERT INTO users (
  id, username, email, password_hash, full_name, role_id, is_active, last_login, failed_login_attempts,
  account_locked_until, created_at, updated_at)
SELECT u.id, username, email,
  '$2b$12$' || left(translate(pg_temp.secret(u.id, 241) || pg_temp.secret(u.id, 242), '-_', './'), 53),
  full_name, r.id, disabled_at IS NULL, last_login,
  CASE WHEN locked_at IS NOT NULL AND NOT is_unlocked THEN 5 WHEN pg_temp.pick(u.id, 243, 12) = 0 THEN 1 ELSE 0 END,
  locked_at + CASE WHEN is_unlocked THEN interval '18 minutes' ELSE interval '12 hours' END,
  u.created_at, greatest(u.created_at, last_login, disabled_at, locked_at)
FROM user_draft u
JOIN roles r ON r.name = u.role
LEFT JOIN (SELECT user_id, max(started) AS last_login FROM session_made GROUP BY user_id) AS s ON s.user_id = u.id
ORDER BY u.id;

INSERT INTO sessions (id, user_id, session_token, ip_address, user_agent, created_at, expires_at, is_active)
SELECT s.id, user_id, pg_temp.secret(n, 251), ip, agent,
  CASE WHEN n = 9 THEN NULL ELSE started END,
  CASE n WHEN 6 THEN 'infinity' WHEN 7 THEN '9999-12-31' ELSE expires END,
  fate = 'expired' AND (n IN (6, 7) OR expires > :'ends'::timestamp - interval '1 hour' OR pg_temp.pick(n, 252, 25) = 0)
FROM session_made s
ORDER BY s.id;

SELECT setval('users_id_seq', (SELECT max(id) FROM users)),
  setval('sessions_id_seq', (SELECT max(id) FROM sessions)) \g /dev/null
