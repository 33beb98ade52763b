-- Sessions that may lie in the window. Nobody is named; a session ends when it is reset, which only the audit log knows.
SELECT s.session_uuid AS session_id, NULL::text AS user_id, s.created_at AS started_at, r.ended_at, s.expires_at,
       s.last_active_at AS last_seen_at, CASE WHEN s.is_active THEN 'active' ELSE 'inactive' END AS status,
       CASE WHEN r.ended_at IS NOT NULL THEN 'session_reset' END AS end_reason, s.ip_address AS ip, s.user_agent
FROM user_sessions s
LEFT JOIN LATERAL (
  SELECT min(a.created_at) AS ended_at FROM audit_logs a
  WHERE a.event_type = 'session_reset' AND a.session_uuid = s.session_uuid AND a.created_at >= s.created_at
) r ON true
WHERE s.created_at < :'to'::timestamptz AND coalesce(r.ended_at, s.expires_at) >= :'from'::timestamptz
