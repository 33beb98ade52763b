-- As sessions.sql, and with what was deleted since `tutanak source capture install`: the last state of each row.
--
-- A row that was deleted before its time was up ended then; one that deleteExpiredSessions() took away afterwards had ended
-- by itself, and reads as it did before. A row that is there again is not gone.
WITH session AS (
  SELECT s.id, s."userId", s."deviceInfo", s."ipAddress", s."userAgent", s."createdAt" AT TIME ZONE 'UTC' AS created_at,
         s."expiresAt" AT TIME ZONE 'UTC' AS expires_at, s."updatedAt" AT TIME ZONE 'UTC' AS updated_at,
         NULL::timestamptz AS deleted_at
  FROM "Session" s
  WHERE s."createdAt" < :'to'::timestamptz AT TIME ZONE 'UTC'
    AND s."expiresAt" >= :'from'::timestamptz AT TIME ZONE 'UTC'
  UNION ALL
  SELECT g.id, g."userId", g."deviceInfo", g."ipAddress", g."userAgent", g."createdAt" AT TIME ZONE 'UTC',
         g."expiresAt" AT TIME ZONE 'UTC', g."updatedAt" AT TIME ZONE 'UTC', g.captured_at
  FROM (
    SELECT DISTINCT ON (h.id, h."createdAt") h.* FROM tutanak_capture."Session" h
    WHERE h.captured_as IN ('delete', 'truncate') AND h.captured_at >= :'from'::timestamptz
      AND h."createdAt" < :'to'::timestamptz AT TIME ZONE 'UTC'
      AND h."expiresAt" >= :'from'::timestamptz AT TIME ZONE 'UTC'
    ORDER BY h.id, h."createdAt", h.captured_entry DESC) g
  WHERE NOT EXISTS (SELECT FROM "Session" s WHERE s.id = g.id AND s."createdAt" = g."createdAt")
)
SELECT s.id AS session_id, s."userId" AS user_id, u.username AS user_name, s.created_at AS started_at, s.expires_at,
       s.updated_at AS last_seen_at,
       CASE WHEN s.deleted_at IS NULL AND s.expires_at > now() THEN 'active' END AS status,
       CASE WHEN s.expires_at > s.deleted_at THEN s.deleted_at END AS ended_at,
       CASE WHEN s.expires_at > s.deleted_at THEN 'deleted' END AS end_reason,
       s."ipAddress" AS ip, s."userAgent" AS user_agent, s."deviceInfo" AS device
FROM session s LEFT JOIN "User" u ON u.id = s."userId"
