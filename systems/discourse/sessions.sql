-- Sessions that may lie in the window: tokens that are kept, and those that the log knows. Times are UTC without a zone.
--
-- A token ends when it was not used for :'maximum_session_age' hours; it is used anew at most every ten minutes. That it was
-- made stays in the log for good, so that the sessions of members who signed out are here as well, without their end.
WITH recent AS (
  SELECT l.user_auth_token_id AS id, max(l.created_at) AS seen, max(l.created_at) FILTER (WHERE l.action = 'destroy') AS ended
  FROM user_auth_token_logs l
  WHERE l.created_at >= :'from'::timestamptz AT TIME ZONE 'UTC' - :'maximum_session_age'::int * interval '1 hour'
    AND l.created_at < :'to'::timestamptz AT TIME ZONE 'UTC' AND l.user_auth_token_id IS NOT NULL
    AND l.action IN ('generate', 'rotate', 'destroy')
  GROUP BY l.user_auth_token_id)
SELECT t.id AS session_id, t.user_id, u.username AS user_name, t.created_at AT TIME ZONE 'UTC' AS started_at,
       NULL::timestamptz AS ended_at,
       (t.rotated_at + :'maximum_session_age'::int * interval '1 hour') AT TIME ZONE 'UTC' AS expires_at,
       greatest(t.rotated_at, t.seen_at) AT TIME ZONE 'UTC' AS last_seen_at,
       CASE WHEN (t.rotated_at + :'maximum_session_age'::int * interval '1 hour') AT TIME ZONE 'UTC' > now() THEN 'active' END
         AS status,
       t.client_ip AS ip, t.user_agent
FROM user_auth_tokens t LEFT JOIN users u ON u.id = t.user_id
WHERE t.created_at < :'to'::timestamptz AT TIME ZONE 'UTC'
  AND t.rotated_at + :'maximum_session_age'::int * interval '1 hour' >= :'from'::timestamptz AT TIME ZONE 'UTC'
UNION ALL
SELECT g.user_auth_token_id, g.user_id, u.username, g.created_at AT TIME ZONE 'UTC', r.ended AT TIME ZONE 'UTC',
       (r.seen + :'maximum_session_age'::int * interval '1 hour') AT TIME ZONE 'UTC', r.seen AT TIME ZONE 'UTC', NULL,
       g.client_ip, g.user_agent
FROM user_auth_token_logs g JOIN recent r ON r.id = g.user_auth_token_id LEFT JOIN users u ON u.id = g.user_id
WHERE g.action = 'generate' AND coalesce(r.ended, r.seen) >= :'from'::timestamptz AT TIME ZONE 'UTC'
  AND NOT EXISTS (SELECT FROM user_auth_tokens t WHERE t.id = g.user_auth_token_id)
