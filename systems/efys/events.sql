-- Security events of the window. A failed sign-in with an unknown name has no user; the name tried is in the details.
SELECT e.id AS event_id, e.created_at AT TIME ZONE :'zone' AS occurred_at, e.user_id,
       coalesce(u.username, e.details->>'username') AS user_name, e.details->>'session_id' AS session_id,
       e.event_type, e.details->>'reason' AS reason, e.ip_address AS ip, e.details->>'by' AS actor_id,
       coalesce(e.details->>'new_role', e.details->>'role') AS role, e.details->>'old_role' AS previous_role
FROM security_events e LEFT JOIN users u ON u.id = e.user_id
-- A day of slack on the zone's wall clock keeps clocks that go back from hiding a row; the second line is exact.
WHERE (e.created_at >= :'from'::timestamptz AT TIME ZONE :'zone' - interval '1 day'
       AND e.created_at < :'to'::timestamptz AT TIME ZONE :'zone' + interval '1 day'
       AND e.created_at AT TIME ZONE :'zone' >= :'from' AND e.created_at AT TIME ZONE :'zone' < :'to')
   OR e.created_at IS NULL
