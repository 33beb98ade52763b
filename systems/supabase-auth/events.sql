-- The log of Supabase Auth. The payload is JSON; whom an administrator acted on stands in its traits.
--
-- A NUL, which JSON can say and PostgreSQL cannot read, is made visible.
SELECT e.id AS event_id, e.created_at AS occurred_at, coalesce(e.target_id, e.actor_id) AS user_id,
       CASE WHEN e.target_id IS NULL THEN e.payload->>'actor_username'
            ELSE coalesce(u.email, e.payload->'traits'->>'user_email') END AS user_name,
       e.payload->>'action' AS event_type, e.ip,
       e.actor_id, e.target_id
FROM (SELECT a.id, a.created_at, p.payload, nullif(a.ip_address, '') AS ip,
             nullif(p.payload->>'actor_id', '00000000-0000-0000-0000-000000000000') AS actor_id,
             p.payload->'traits'->>'user_id' AS target_id
      FROM auth.audit_log_entries a
      CROSS JOIN LATERAL (SELECT regexp_replace(a.payload::text, '\\u0000', '\\ufffd', 'g')::jsonb AS payload) p
      WHERE a.created_at >= :'from'::timestamptz AND a.created_at < :'to'::timestamptz OR a.created_at IS NULL) e
LEFT JOIN auth.users u ON u.id::text = e.target_id
