-- A mail tenant: eighty people, a hundred and twenty days, telephones and mail programs whose sessions stay open for
-- weeks and end without a word, and three attacks among them.
--
-- Every number comes from md5 of a text, so the rows are the same on every server. `night` is the moment of the
-- report: what has not happened by then is not there yet.
CREATE TABLE night (at timestamptz);
CREATE TABLE users (user_id text, user_name text, full_name text, email text, role text);
CREATE TABLE all_events (
  event_id text, occurred_at timestamptz, user_id text, event_type text, reason text, ip text, session_id text,
  user_agent text, actor_id text, target_id text, role text, previous_role text);
CREATE TABLE all_sessions (
  session_id text, user_id text, started_at timestamptz, silent_from timestamptz, gone_at timestamptz,
  ended_at timestamptz, ip text, user_agent text);

CREATE FUNCTION pick(text, n int) RETURNS int LANGUAGE sql IMMUTABLE AS
  $$ SELECT (('x' || substr(md5($1), 1, 7))::bit(28)::int) % n $$;
CREATE FUNCTION agent(text) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT (ARRAY['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15'])[1 + pick($1, 2)] $$;

INSERT INTO users SELECT 'u' || n, 'kişi' || n, 'Kişi ' || n, 'k' || n || '@posta.example', 'user' FROM generate_series(1, 80) n;

-- Everybody signs in with a browser on most working days, from the office, and leaves in the evening.
CREATE TABLE days AS
  SELECT u, d, 'gün-' || u || '-' || d AS id, '2026-06-01 05:30Z'::timestamptz + (d - 1) * interval '1 day'
    + pick('begin' || u || d, 7200) * interval '1 second' AS at
  FROM generate_series(1, 80) u, generate_series(1, 120) d
  WHERE d % 7 NOT IN (6, 0) AND pick('there' || u || d, 10) < 6;
INSERT INTO all_events (event_id, occurred_at, user_id, event_type, reason, ip, session_id, user_agent)
  SELECT id || '-g', at, 'u' || u, 'login_success', NULL, '10.1.0.' || u, id, agent('u' || u) FROM days
  UNION ALL
  SELECT id || '-h' || n, at - n * interval '20 seconds', 'u' || u, 'login_failed', 'bad_password', '10.1.0.' || u, NULL,
    agent('u' || u) FROM days, generate_series(1, 2) n WHERE pick('typo' || u || d, 12) < 2;
INSERT INTO all_sessions
  SELECT id, 'u' || u, at, at + interval '8 hours', at + interval '9 hours',
    at + interval '6 hours' + pick('length' || u || d, 7200) * interval '1 second', '10.1.0.' || u, agent('u' || u) FROM days;

-- A telephone or a mail program keeps its session for weeks; then it falls silent, and a month later it is gone.
INSERT INTO all_sessions
  SELECT id, 'u' || u, at, at + life, at + life + interval '30 days', NULL, '10.1.0.' || u, 'MailApp/5.2 (Android 14)'
  FROM generate_series(1, 80) u, generate_series(0, 9) n,
    LATERAL (SELECT 'telefon-' || u || '-' || n AS id, '2026-05-10 00:00Z'::timestamptz
      + (n * 14 + pick('start' || u || n, 14)) * interval '1 day' + pick('clock' || u || n, 86000) * interval '1 second' AS at,
      (2 + pick('life' || u || n, 30)) * interval '1 day' AS life) x
  WHERE pick('has' || u || n, 10) < 6;

-- Day 30: one address tries forty people, one gives in, and the mailbox is taken away.
INSERT INTO all_events (event_id, occurred_at, user_id, event_type, reason, ip, session_id, user_agent)
  SELECT 'püskürtme-' || n, '2026-06-30 01:00Z'::timestamptz + n * interval '35 seconds', 'u' || n, 'login_failed',
    'bad_password', '198.51.100.50', NULL, 'python-requests/2.31' FROM generate_series(1, 40) n
  UNION VALUES
  ('püskürtme-41', '2026-06-30 01:25Z'::timestamptz, 'u17', 'login_success', NULL, '198.51.100.50', 'çalınan-1', 'python-requests/2.31'),
  ('püskürtme-42', '2026-06-30 01:31Z'::timestamptz, 'u17', 'bulk_export', NULL, '198.51.100.50', 'çalınan-1', 'python-requests/2.31');
-- Day 66: a browser's session is used from elsewhere, with another device.
INSERT INTO all_events (event_id, occurred_at, user_id, event_type, reason, ip, session_id, user_agent) VALUES
  ('oturum-1', '2026-08-05 06:00Z', 'u42', 'login_success', NULL, '10.1.0.42', 'gün-42-66-x', agent('u42')),
  ('oturum-2', '2026-08-05 07:00Z', 'u42', 'activity', NULL, '10.1.0.42', 'gün-42-66-x', agent('u42')),
  ('oturum-3', '2026-08-05 07:12Z', 'u42', 'activity', NULL, '203.0.113.77', 'gün-42-66-x', 'curl/8.5 (Linux)'),
  ('oturum-4', '2026-08-05 07:15Z', 'u42', 'bulk_export', NULL, '203.0.113.77', 'gün-42-66-x', 'curl/8.5 (Linux)');
-- Day 101: fifteen failures, a success, and a person becomes an administrator.
INSERT INTO all_events
  SELECT 'rol-' || n, '2026-09-09 22:00Z'::timestamptz + n * interval '25 seconds', 'u63', 'login_failed', 'bad_password',
    '192.0.2.99', NULL, 'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0' FROM generate_series(1, 15) n;
INSERT INTO all_events VALUES
  ('rol-16', '2026-09-09 22:08Z', 'u63', 'login_success', NULL, '192.0.2.99', 'çalınan-2',
    'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0', NULL, NULL, NULL, NULL),
  ('rol-17', '2026-09-09 22:15Z', 'u63', 'role_changed', NULL, '192.0.2.99', 'çalınan-2',
    'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0', 'u63', 'u64', 'admin', 'user');
INSERT INTO all_sessions VALUES
  ('çalınan-1', 'u17', '2026-06-30 01:25Z', '2026-06-30 02:00Z', '2026-06-30 02:00Z', '2026-06-30 02:00Z', '198.51.100.50', 'python-requests/2.31'),
  ('gün-42-66-x', 'u42', '2026-08-05 06:00Z', '2026-08-05 08:00Z', '2026-08-05 08:00Z', '2026-08-05 08:00Z', '10.1.0.42', agent('u42')),
  ('çalınan-2', 'u63', '2026-09-09 22:08Z', '2026-09-09 22:50Z', '2026-09-09 22:50Z', '2026-09-09 22:50Z', '192.0.2.99',
    'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0');

CREATE VIEW events AS SELECT e.* FROM all_events e, night WHERE occurred_at < at;
CREATE VIEW sessions AS
  SELECT session_id, user_id, started_at, CASE WHEN ended_at < at THEN ended_at END AS ended_at,
    CASE WHEN least(ended_at, gone_at) < at THEN 'kapalı' ELSE 'açık' END AS status,
    greatest(started_at, least(at - pick(session_id, 600) * interval '1 minute', silent_from)) AS last_seen_at, ip, user_agent
  FROM all_sessions, night WHERE started_at < at;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO tutanak_reader;
