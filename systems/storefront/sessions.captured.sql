-- As sessions.sql, and with what was deleted since `tutanak source capture install`: the last state of each row.
--
-- A row that was deleted before its time was up ended then, however that came about. One that the clean-up job took away
-- afterwards had ended by itself, and reads as it did before. A row that is there again is not gone.
WITH app AS (
  SELECT s.id, s.client_id, s.user_name, s.created_at, s.expires_at, s.last_activity_at, s.ip_address, s.user_agent,
         NULL::timestamptz AS deleted_at
  FROM app_sessions s
  WHERE s.created_at < :'to'::timestamptz AND s.expires_at >= :'from'::timestamptz
  UNION ALL
  SELECT * FROM (
    SELECT DISTINCT ON (h.id, h.created_at)
           h.id, h.client_id, h.user_name, h.created_at, h.expires_at, h.last_activity_at, h.ip_address, h.user_agent,
           h.captured_at
    FROM tutanak_capture.app_sessions h
    WHERE h.captured_as IN ('delete', 'truncate') AND h.captured_at >= :'from'::timestamptz
      AND h.created_at < :'to'::timestamptz AND h.expires_at >= :'from'::timestamptz
    ORDER BY h.id, h.created_at, h.captured_entry DESC) g
  WHERE NOT EXISTS (SELECT FROM app_sessions s WHERE s.id = g.id AND s.created_at = g.created_at)
), platform AS (
  SELECT p.id, p.shop, p.created_at, p.expires_at, NULL::timestamptz AS deleted_at
  FROM platform_sessions p
  WHERE p.created_at < :'to'::timestamptz AND (p.expires_at IS NULL OR p.expires_at >= :'from'::timestamptz)
  UNION ALL
  SELECT * FROM (
    SELECT DISTINCT ON (h.id, h.created_at) h.id, h.shop, h.created_at, h.expires_at, h.captured_at
    FROM tutanak_capture.platform_sessions h
    WHERE h.captured_as IN ('delete', 'truncate') AND h.captured_at >= :'from'::timestamptz
      AND h.created_at < :'to'::timestamptz AND (h.expires_at IS NULL OR h.expires_at >= :'from'::timestamptz)
    ORDER BY h.id, h.created_at, h.captured_entry DESC) g
  WHERE NOT EXISTS (SELECT FROM platform_sessions p WHERE p.id = g.id AND p.created_at = g.created_at)
), both_kinds AS (
  SELECT id::text AS session_id, coalesce(user_name, '') || '/' || client_id AS user_id, user_name, created_at, expires_at,
         last_activity_at, 'app' AS kind, ip_address, user_agent, deleted_at
  FROM app
  UNION ALL
  -- A shop that comes back gets the same identifier again; the begin tells the two apart.
  SELECT id || '@' || extract(epoch FROM created_at), shop, shop, created_at, expires_at, NULL, 'platform', NULL, NULL,
         deleted_at
  FROM platform
)
SELECT session_id, user_id, user_name, created_at AS started_at, expires_at, last_activity_at AS last_seen_at, kind,
       CASE WHEN deleted_at IS NULL AND (expires_at IS NULL OR expires_at > now()) THEN 'active' END AS status,
       CASE WHEN deleted_at < coalesce(expires_at, 'infinity') THEN deleted_at END AS ended_at,
       CASE WHEN deleted_at < coalesce(expires_at, 'infinity') THEN 'deleted' END AS end_reason,
       ip_address AS ip, user_agent
FROM both_kinds
