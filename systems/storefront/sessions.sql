-- Sessions that may lie in the window, of both kinds. Tokens, scopes and the data of a session are never read.
--
-- A row that is still there was not signed out, and is active until its time is up.
--
-- app: somebody's sign-in to the application, eight hours long. The row knows a client and a name, and no user: the two
-- together are the user. The client is always 36 characters long, so no other pair reads the same.
SELECT s.id::text AS session_id, coalesce(s.user_name, '') || '/' || s.client_id AS user_id,
       s.user_name, s.created_at AS started_at, s.expires_at, s.last_activity_at AS last_seen_at, 'app' AS kind,
       CASE WHEN s.expires_at > now() THEN 'active' END AS status,
       s.ip_address AS ip, s.user_agent
FROM app_sessions s
WHERE s.created_at < :'to'::timestamptz AND s.expires_at >= :'from'::timestamptz
UNION ALL
-- platform: leave that a shop has given the application; nobody sits before it.
SELECT p.id::text, p.shop, p.shop, p.created_at, p.expires_at, NULL, 'platform',
       CASE WHEN p.expires_at IS NULL OR p.expires_at > now() THEN 'active' END, NULL, NULL
FROM platform_sessions p
WHERE p.created_at < :'to'::timestamptz AND (p.expires_at IS NULL OR p.expires_at >= :'from'::timestamptz)
