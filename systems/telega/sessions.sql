-- Sessions that may lie in the window; "refreshToken" is never read. Signing out deletes the row, so there is no end, and
-- a row that is still there was not signed out and is active until its time is up.
SELECT s.id AS session_id, s."userId" AS user_id, u.username AS user_name, s."createdAt" AT TIME ZONE 'UTC' AS started_at,
       s."expiresAt" AT TIME ZONE 'UTC' AS expires_at, s."updatedAt" AT TIME ZONE 'UTC' AS last_seen_at,
       CASE WHEN s."expiresAt" AT TIME ZONE 'UTC' > now() THEN 'active' END AS status,
       s."ipAddress" AS ip, s."userAgent" AS user_agent, s."deviceInfo" AS device
FROM "Session" s LEFT JOIN "User" u ON u.id = s."userId"
WHERE s."createdAt" < :'to'::timestamptz AT TIME ZONE 'UTC'
  AND s."expiresAt" >= :'from'::timestamptz AT TIME ZONE 'UTC'
