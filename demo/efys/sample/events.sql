-- security_events: what the sessions and the people left behind. `by` is the id of the administrator who did it,
-- and the address of such a row is the administrator's.
--
--   login_success       one for every session that has a user; {"session_id"}
--   logout              {"session_id"}; from the older version of the application no details at all
--   session_revoked     {"session_id", "by"}
--   login_failed        {"reason"}: bad_password, account_locked, account_disabled, mfa_failed; unknown_user has no
--                       user_id and the name tried in details->>'username'
--   password_change     7 in 1000 sessions
--   password_reset      1 in 1000 sessions, a quarter of an hour before; {"by"}
--   mfa_enabled, mfa_disabled   1 in 1000 sessions each; most who disable it enable it again
--   account_locked, account_unlocked   after five failures; {"until"}, {"by"}
--   user_created, user_disabled, role_change   {"username", "role", "by"}, {"by"}, {"old_role", "new_role", "by"}
--   legacy_sso_probe    36 rows of a type no one has documented
--
-- The stories, all on the last day of the month:
--   03:12-03:36  147 failed sign-ins on user 4 from 203.0.113.77, and at 03:37 a success
--   10:20        user 5 signs in from 198.51.100.140 while signed in from the office
--   14:05-14:27  one address, 203.0.113.9, tries two passwords on each of 15 users

-- kind and n tell apart what happened in the same microsecond.
CREATE TEMP TABLE event_draft (
  at timestamp, kind smallint, n bigint, user_id bigint, type text, ip inet, details jsonb
) ON COMMIT DROP;

INSERT INTO event_draft
SELECT finished, 2, n, user_id, 'logout', ip, CASE WHEN fate = 'logout' THEN jsonb_build_object('session_id', id) END
FROM session_made
WHERE fate IN ('logout', 'logout_unnamed');

INSERT INTO event_draft
SELECT finished, 3, n, s.user_id, 'session_revoked', a.ip, jsonb_build_object('session_id', id, 'by', a.user_id)
FROM session_made s
JOIN address a ON a.user_id = 1 + pg_temp.pick(n, 301, 3) AND a.slot = 0
WHERE fate = 'revoked';

-- The burst and the spray.
INSERT INTO event_draft
SELECT :'story'::timestamp + interval '03:12:05' + k * interval '10 seconds' + pg_temp.pick_time(k, 302, '4 seconds'),
  4, k, 4, 'login_failed', '203.0.113.77'::inet, '{"reason": "bad_password"}'::jsonb
FROM generate_series(1, 147) AS k
UNION ALL
SELECT :'story'::timestamp + interval '14:05:10' + k * interval '44 seconds' + pg_temp.pick_time(k, 303, '9 seconds'),
  5, k, user_id, 'login_failed', '203.0.113.9', '{"reason": "bad_password"}'
FROM generate_series(0, 29) AS k
JOIN colleague ON place = 20 + k % 15;

-- Five failures lock an account; a sixth attempt meets the lock.
INSERT INTO event_draft
SELECT locked_at + after::interval, 6, u.id * 10 + k, u.id, type,
  CASE WHEN type = 'account_unlocked' THEN admin.ip ELSE own.ip END,
  CASE type WHEN 'login_failed' THEN jsonb_build_object('reason', reason)
    WHEN 'account_locked' THEN jsonb_build_object('until', locked_at + interval '12 hours')
    ELSE jsonb_build_object('by', admin.user_id) END
FROM (VALUES
  (1, '-00:01:44', 'login_failed', 'bad_password'), (2, '-00:01:21', 'login_failed', 'bad_password'),
  (3, '-00:00:58', 'login_failed', 'bad_password'), (4, '-00:00:31', 'login_failed', 'bad_password'),
  (5, '-00:00:00.18', 'login_failed', 'bad_password'), (6, '0', 'account_locked', NULL),
  (7, '00:00:40', 'login_failed', 'account_locked'), (8, '00:18:00', 'account_unlocked', NULL)
) AS step (k, after, type, reason), user_draft u
JOIN address own ON own.user_id = u.id AND own.slot = 1
JOIN address admin ON admin.user_id = 1 + pg_temp.pick(u.id, 304, 3) AND admin.slot = 0
WHERE locked_at IS NOT NULL AND (type <> 'account_unlocked' OR is_unlocked);

-- What users do to their own account while signed in, and what an administrator did for them just before.
INSERT INTO event_draft
SELECT started + CASE WHEN mark = 7 THEN interval '-15 minutes' ELSE interval '1 minute' END
    + pg_temp.pick_time(n, 305, '9 minutes'),
  7, n, s.user_id,
  CASE mark WHEN 7 THEN 'password_reset' WHEN 8 THEN 'mfa_enabled' WHEN 9 THEN 'mfa_disabled' ELSE 'password_change' END,
  CASE WHEN mark = 7 THEN admin.ip ELSE s.ip END,
  CASE WHEN mark = 7 THEN jsonb_build_object('by', admin.user_id) ELSE jsonb_build_object('session_id', s.id) END
FROM (SELECT *, pg_temp.pick(n, 306, 1000) AS mark FROM session_made) AS s
JOIN address admin ON admin.user_id = 1 + pg_temp.pick(n, 307, 3) AND admin.slot = 0
WHERE mark < 10 AND n > 20 AND (mark = 7 OR finished IS NULL OR finished > started + interval '1 hour');

INSERT INTO event_draft
SELECT at + interval '40 minutes', 8, n, user_id, 'mfa_enabled', ip, details
FROM event_draft
WHERE type = 'mfa_disabled' AND pg_temp.pick(n, 308, 4) > 0;

-- Accounts made, disabled and given another role; user 11 gets all of efys three hours after the first sign-in.
INSERT INTO event_draft
SELECT at, kind, id, id, type, ip, details || jsonb_build_object('by', admin.user_id)
FROM (
  SELECT created_at AS at, 9 AS kind, id, 'user_created' AS type,
    jsonb_build_object('username', username, 'role', CASE WHEN id = 11 THEN 'viewer' ELSE role END) AS details
  FROM user_draft
  UNION ALL
  SELECT disabled_at, 10, id, 'user_disabled', '{}' FROM user_draft
  UNION ALL
  SELECT CASE WHEN id = 11 THEN created_at + interval '03:06:11' ELSE turning_point END, 11, id, 'role_change',
    jsonb_build_object('old_role', CASE WHEN role = 'viewer' THEN 'operator' ELSE 'viewer' END, 'new_role', role)
  FROM user_draft WHERE id = 11 OR id > 12 AND pg_temp.pick(id, 309, 25) = 0
) AS change
JOIN address admin ON admin.user_id = 1 + pg_temp.pick(id, 310, 3) AND admin.slot = 0
WHERE at IS NOT NULL;

-- Those who left try again.
INSERT INTO event_draft
SELECT disabled_at + k * interval '1 day' + pg_temp.pick_time(id * 10 + k, 311, '5 hours'), 12, id * 10 + k, id,
  'login_failed', ip, '{"reason": "account_disabled"}'
FROM user_draft u, generate_series(1, 2) AS k, address a
WHERE a.user_id = u.id AND a.slot = 4 AND disabled_at IS NOT NULL;

INSERT INTO event_draft
SELECT :'begins'::timestamp + pg_temp.pick_time(k, 312, :days * interval '1 day'), 13, k, NULL, 'legacy_sso_probe',
  '192.0.2.10', jsonb_build_object('path', '/saml/metadata', 'status', 404)
FROM generate_series(1, 36) AS k;

-- The table holds this month only.
DELETE FROM event_draft WHERE at < :'begins' OR at >= :'ends';

SELECT count(*) > :events AS too_few FROM event_draft \gset
\if :too_few
  DO $$ BEGIN RAISE EXCEPTION 'events must be half of sessions at least'; END $$;
\endif

INSERT INTO event_draft
SELECT least(started + interval '2 milliseconds' + pg_temp.pick_time(n, 313, '38 milliseconds'),
    :'ends'::timestamp - interval '1 microsecond'),
  1, n, user_id, 'login_success', ip, jsonb_build_object('session_id', id)
FROM session_made
WHERE user_id IS NOT NULL
ORDER BY n
LIMIT (SELECT :events - count(*) FROM event_draft);

-- Slips of the finger before signing in. A name nobody has is a cut one, one typed with caps lock on, or a guess.
INSERT INTO event_draft
SELECT greatest(started - interval '4 seconds' - pg_temp.pick_time(k, 314, '4 minutes'), :'begins'), 14, k,
  CASE WHEN reason_mark < 82 THEN s.user_id END, 'login_failed', s.ip,
  CASE WHEN reason_mark < 76 THEN '{"reason": "bad_password"}'
    WHEN reason_mark < 82 THEN '{"reason": "mfa_failed"}'
    ELSE jsonb_build_object('reason', 'unknown_user', 'username', CASE pg_temp.pick(k, 315, 3)
      WHEN 0 THEN left(username, -1)
      WHEN 1 THEN upper(translate(username, 'ıiçğöşü', 'IİÇĞÖŞÜ') COLLATE "C")
      ELSE (ARRAY['admin', 'root', 'test', 'muhasebe', 'sukru', 'info', 'yönetici', 'administrator'])
        [1 + pg_temp.pick(k, 316, 8)] END) END
FROM generate_series(1, (SELECT :events - count(*) FROM event_draft)) AS k
CROSS JOIN LATERAL (SELECT pg_temp.pick(k, 317, 100) AS reason_mark) AS r
JOIN session_made s ON s.n = 21 + pg_temp.pick(k, 318, :sessions - 20)
JOIN user_draft u ON u.id = s.user_id;

INSERT INTO security_events (id, user_id, event_type, ip_address, details, created_at)
SELECT row_number() OVER (ORDER BY at, kind, n), user_id, type, ip, details, at
FROM event_draft
ORDER BY 1;

SELECT setval('security_events_id_seq', (SELECT max(id) FROM security_events)) \g /dev/null
