-- Supabase Auth's own log. The payload is JSON; whatever else it holds is not read.
SELECT e.id AS event_id, e.created_at AS occurred_at, e.payload->>'actor_id' AS user_id,
       e.payload->>'actor_username' AS user_name, e.payload->>'action' AS event_type,
       nullif(e.ip_address, '') AS ip
FROM auth.audit_log_entries e
WHERE e.created_at >= :'from'::timestamptz AND e.created_at < :'to'::timestamptz
   OR e.created_at IS NULL
