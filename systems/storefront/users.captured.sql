-- As users.sql, and whoever had a session that was deleted since the window began.
SELECT DISTINCT coalesce(s.user_name, '') || '/' || s.client_id AS user_id, s.user_name, s.client_id::text AS unit
FROM (
  SELECT user_name, client_id FROM app_sessions
  UNION ALL
  SELECT h.user_name, h.client_id FROM tutanak_capture.app_sessions h
  WHERE h.captured_as IN ('delete', 'truncate') AND h.captured_at >= :'from'::timestamptz) s
