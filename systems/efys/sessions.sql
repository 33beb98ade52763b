-- Sessions that may lie in the window. efys keeps no end: an ended session is only is_active = false, and when it
-- ended is known from a logout or session_revoked event or not at all.
--
-- An event ends the session it names in details->>'session_id'. An older version of the application named none; its
-- event ends a session only where a single one can be meant: same user, same address, not active, alive at that moment,
-- and not ended by an event that names it.
--
-- The tables hold the wall clock of the zone; a day of slack keeps clocks that go back from hiding a row.
WITH candidate AS (
  SELECT s.id, s.id::text AS session_id, s.user_id, s.ip_address, s.user_agent, s.created_at, s.expires_at, s.is_active
  FROM sessions s
  WHERE (s.created_at < :'to'::timestamptz AT TIME ZONE :'zone' + interval '1 day' OR s.created_at IS NULL)
    AND (s.expires_at >= :'from'::timestamptz AT TIME ZONE :'zone' - interval '1 day'
         OR s.id::text IN (
           SELECT e.details->>'session_id' FROM security_events e
           WHERE e.event_type IN ('logout', 'session_revoked')
             AND e.created_at >= :'from'::timestamptz AT TIME ZONE :'zone' - interval '1 day'))
),
ending AS (
  SELECT e.id, e.user_id, e.ip_address, e.event_type, e.created_at, e.details->>'session_id' AS session_id
  FROM security_events e
  WHERE e.event_type IN ('logout', 'session_revoked')
    AND e.created_at >= (SELECT min(created_at) FROM candidate) - interval '1 day'
),
named AS (
  -- Of several events that name a session the first one ended it.
  SELECT DISTINCT ON (session_id) session_id, event_type, created_at
  FROM ending WHERE session_id IS NOT NULL
  ORDER BY session_id, created_at, id
),
unnamed AS (
  SELECT c.session_id, c.user_id, c.ip_address, c.created_at, c.expires_at
  FROM candidate c LEFT JOIN named n USING (session_id)
  WHERE n.session_id IS NULL AND NOT c.is_active
),
meant AS (
  SELECT min(u.session_id) AS session_id, min(e.event_type) AS event_type, min(e.created_at) AS created_at
  FROM ending e
  JOIN unnamed u ON u.user_id = e.user_id AND u.ip_address = e.ip_address
    AND u.created_at <= e.created_at AND u.expires_at >= e.created_at
  WHERE e.session_id IS NULL
  GROUP BY e.id HAVING count(*) = 1
),
ended AS (
  SELECT DISTINCT ON (session_id) session_id, event_type, created_at
  FROM (SELECT * FROM named UNION ALL SELECT * FROM meant) AS found
  ORDER BY session_id, created_at
)
SELECT c.id AS session_id, c.user_id, u.username AS user_name,
       c.created_at AT TIME ZONE :'zone' AS started_at, ended.created_at AT TIME ZONE :'zone' AS ended_at,
       c.expires_at AT TIME ZONE :'zone' AS expires_at,
       CASE WHEN c.is_active THEN 'active' ELSE 'inactive' END AS status, ended.event_type AS end_reason,
       c.ip_address AS ip, c.user_agent
FROM candidate c
LEFT JOIN ended USING (session_id)
LEFT JOIN users u ON u.id = c.user_id
-- What was over before the window is left out; a row whose end lies before its begin is left to be judged.
WHERE ended.created_at IS NULL
   OR greatest(ended.created_at, c.created_at) >= :'from'::timestamptz AT TIME ZONE :'zone' - interval '1 day'
