-- Sign-ins that may lie in the window, with the moment of signing out where somebody did. django_session is never read: its
-- keys are what a browser proves itself with.
--
-- A session that nobody signed out of lasts for :'session_cookie_age' seconds.
SELECT l.id AS session_id, u.id AS user_id, l.username AS user_name, l.attempt_time AS started_at, l.logout_time AS ended_at,
       l.attempt_time + :'session_cookie_age'::int * interval '1 second' AS expires_at,
       CASE WHEN l.logout_time IS NULL AND l.attempt_time + :'session_cookie_age'::int * interval '1 second' > now()
            THEN 'active' END AS status,
       CASE WHEN l.logout_time IS NOT NULL THEN 'logout' END AS end_reason, l.ip_address AS ip, nullif(l.user_agent, '') AS user_agent
FROM axes_accesslog l LEFT JOIN auth_user u ON u.username = l.username
WHERE l.attempt_time < :'to'::timestamptz
  AND l.attempt_time >= :'from'::timestamptz - :'session_cookie_age'::int * interval '1 second'
  AND (l.logout_time IS NULL OR l.logout_time >= :'from'::timestamptz)
