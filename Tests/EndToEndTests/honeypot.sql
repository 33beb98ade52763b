-- A honeypot on the internet: fifty-eight days of guessing at ssh, four break-ins among them, and one operator.
--
-- Every number comes from md5 of a text, so the rows are the same on every server. `night` is the moment of the
-- report: what has not happened by then is not there yet.
CREATE TABLE night (at timestamptz);
CREATE TABLE users (user_id text, user_name text, full_name text, email text, role text);
CREATE TABLE all_events (
  event_id text, occurred_at timestamptz, user_id text, event_type text, reason text, ip text, session_id text);
CREATE TABLE all_sessions (session_id text, user_id text, started_at timestamptz, ended_at timestamptz, ip text);

-- A number from 0 to n - 1 for a text.
CREATE FUNCTION pick(text, n int) RETURNS int LANGUAGE sql IMMUTABLE AS
  $$ SELECT (('x' || substr(md5($1), 1, 7))::bit(28)::int) % n $$;
-- An address of the networks that are never given to anybody.
CREATE FUNCTION address(text) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT (ARRAY['192.0.2.', '198.51.100.', '203.0.113.'])[1 + pick($1, 3)] || 1 + pick($1 || 'host', 199) $$;
CREATE FUNCTION tried_name(text) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT (ARRAY['admin', 'test', 'oracle', 'git', 'ubuntu', 'postgres', 'ftp', 'user', 'support', 'nagios', 'pi',
    'guest', 'deploy', 'mysql', 'jenkins', 'tomcat', 'www', 'backup', 'ansible', 'docker'])[1 + pick($1, 20)] || CASE
    pick($1 || 'tail', 3) WHEN 0 THEN '' ELSE pick($1 || 'number', 40)::text END $$;

INSERT INTO users VALUES ('root', 'root'), ('pi', 'pi'), ('deploy', 'deploy'), ('operatör', 'operatör');

-- Every day some attackers: each guesses one account or many, quickly or slowly, or gives up after a few tries.
CREATE TABLE attackers AS
  SELECT d, k, 'saldırgan' || d || '-' || k AS name, address('a' || d || k) AS ip, pick('way' || d || k, 10) AS way,
    '2026-08-01 00:00Z'::timestamptz + (d - 1) * interval '1 day' + pick('hour' || d || k, 80000) * interval '1 second' AS at
  FROM generate_series(1, 58) d, generate_series(1, 12) k WHERE k <= 7 + pick('attackers' || d, 6);
INSERT INTO all_events
  SELECT name || '-' || n, at + n * pace + pick(name || n || 'j', 3) * interval '1 second',
    CASE WHEN way < 4 THEN (ARRAY['root', 'admin'])[1 + pick(name, 2)] WHEN way < 9 THEN tried_name(name || n)
      ELSE nullif(tried_name(name || n), 'user') END,
    'login_failed', CASE WHEN way < 4 THEN 'bad_password' ELSE 'unknown_user' END, ip
  FROM attackers, LATERAL (SELECT
      CASE WHEN way < 3 THEN 24 + pick(name || 'much', 30) WHEN way < 6 THEN 3 + pick(name || 'few', 6)
        WHEN way < 8 THEN 15 + pick(name || 'names', 20) ELSE 8 END AS much,
      CASE WHEN way < 4 THEN interval '8 seconds' WHEN way < 8 THEN interval '50 seconds' ELSE interval '80 minutes' END
        AS pace) x,
    generate_series(1, much) n;

-- The operator signs in every working day.
INSERT INTO all_events
  SELECT 'operatör-' || d, t, 'operatör', 'login_success', NULL, '10.0.0.8', 'mesai-' || d
  FROM generate_series(1, 58) d, LATERAL (SELECT '2026-08-01 06:00Z'::timestamptz + (d - 1) * interval '1 day'
    + pick('operatör' || d, 3600) * interval '1 second' AS t) x WHERE d % 7 NOT IN (0, 1);
INSERT INTO all_sessions
  SELECT session_id, user_id, occurred_at, occurred_at + interval '7 hours', ip FROM all_events WHERE user_id = 'operatör';

-- Day 9: root falls to one address after forty tries, and somebody uses its rights.
INSERT INTO all_events
  SELECT 'girilen1-' || n, '2026-08-09 03:00Z'::timestamptz + n * interval '9 seconds', 'root', 'login_failed',
    'bad_password', '203.0.113.211' FROM generate_series(1, 40) n;
INSERT INTO all_events VALUES
  ('girilen1-41', '2026-08-09 03:06:20Z', 'root', 'login_success', NULL, '203.0.113.211', 'giriş-1'),
  ('girilen1-42', '2026-08-09 03:09Z', 'root', 'privilege_use', NULL, '203.0.113.211', 'giriş-1');
-- Day 23: an address that tried seventeen other names enters as deploy.
INSERT INTO all_events
  SELECT 'girilen2-' || n, '2026-08-23 14:00Z'::timestamptz + n * interval '70 seconds', 'ad' || n, 'login_failed',
    'unknown_user', '198.51.100.222' FROM generate_series(1, 17) n;
INSERT INTO all_events VALUES
  ('girilen2-18', '2026-08-23 14:21Z', 'deploy', 'login_success', NULL, '198.51.100.222', 'giriş-2'),
  ('girilen2-19', '2026-08-23 14:30Z', 'deploy', 'bulk_export', NULL, '198.51.100.222', 'giriş-2');
-- Day 41: fourteen names in twenty hours, and pi lets it in before the last.
INSERT INTO all_events
  SELECT 'girilen3-' || n, '2026-09-10 01:00Z'::timestamptz + n * interval '85 minutes', 'servis' || n, 'login_failed',
    'unknown_user', '192.0.2.233' FROM generate_series(1, 14) n;
INSERT INTO all_events VALUES
  ('girilen3-15', '2026-09-10 18:55Z', 'pi', 'login_success', NULL, '192.0.2.233', 'giriş-3'),
  ('girilen3-16', '2026-09-10 19:10Z', 'pi', 'role_granted', NULL, '192.0.2.233', 'giriş-3');
-- Day 52: root once more, from eight addresses in turn, while others guess at it too.
INSERT INTO all_events
  SELECT 'girilen4-' || n, '2026-09-21 11:00Z'::timestamptz + n * interval '20 seconds', 'root', 'login_failed',
    'bad_password', '203.0.113.' || 240 + n % 8 FROM generate_series(1, 32) n;
INSERT INTO all_events VALUES
  ('girilen4-33', '2026-09-21 11:11Z', 'root', 'login_success', NULL, '203.0.113.243', 'giriş-4'),
  ('girilen4-34', '2026-09-21 11:40Z', 'root', 'privilege_use', NULL, '203.0.113.243', 'giriş-4');
INSERT INTO all_sessions VALUES
  ('giriş-1', 'root', '2026-08-09 03:06:20Z', '2026-08-09 03:31Z', '203.0.113.211'),
  ('giriş-2', 'deploy', '2026-08-23 14:21Z', '2026-08-23 14:44Z', '198.51.100.222'),
  ('giriş-3', 'pi', '2026-09-10 18:55Z', '2026-09-10 20:05Z', '192.0.2.233'),
  ('giriş-4', 'root', '2026-09-21 11:11Z', '2026-09-21 12:02Z', '203.0.113.243');

CREATE VIEW events AS SELECT e.* FROM all_events e, night WHERE occurred_at < at;
CREATE VIEW sessions AS SELECT session_id, user_id, started_at, CASE WHEN ended_at < at THEN ended_at END AS ended_at,
    CASE WHEN ended_at < at THEN 'kapalı' ELSE 'açık' END AS status, ip FROM all_sessions, night WHERE started_at < at;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO tutanak_reader;
