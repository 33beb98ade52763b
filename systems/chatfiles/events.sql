-- The audit log of the window. The details are JSON, sometimes a bare string, which has no fields to ask for.
SELECT a.id AS event_id, a.created_at AS occurred_at, a.session_uuid AS session_id, a.event_type,
       CASE json_typeof(a.details) WHEN 'object' THEN a.details->>'reason' END AS reason,
       a.ip_address AS ip, a.user_agent
FROM audit_logs a
WHERE a.created_at >= :'from'::timestamptz AND a.created_at < :'to'::timestamptz
   OR a.created_at IS NULL
