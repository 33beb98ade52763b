-- Sessions of the realm :'realm' that may lie in the window. Times are seconds since 1970 here, milliseconds in events.
--
-- Of `data` the address, the state and the note on the device are read; other notes may hold tokens. When a session ends by
-- itself is not stored: it follows from the realm's limits of today.
WITH realm AS (
  SELECT r.id, r.sso_max_lifespan, r.sso_idle_timeout, r.offline_session_idle_timeout,
         coalesce(nullif(r.sso_max_lifespan_remember_me, 0), r.sso_max_lifespan) AS max_remembered,
         coalesce(nullif(r.sso_idle_timeout_remember_me, 0), r.sso_idle_timeout) AS idle_remembered,
         (SELECT a.value::int FROM realm_attribute a
          WHERE a.realm_id = r.id AND a.name = 'offlineSessionMaxLifespan'
            AND EXISTS (SELECT FROM realm_attribute e
                        WHERE e.realm_id = r.id AND e.name = 'offlineSessionMaxLifespanEnabled' AND e.value = 'true'))
           AS offline_max
  FROM realm r WHERE r.name = :'realm'),
kept AS (
  SELECT s.user_session_id, s.user_id, s.offline_flag = '1' AS is_offline, s.created_on, s.last_session_refresh,
         s.data::jsonb AS data, s.realm_id,
         CASE WHEN s.offline_flag = '1'
              THEN least(s.last_session_refresh + r.offline_session_idle_timeout, s.created_on + r.offline_max)
              WHEN s.data::jsonb->>'rememberMe' = 'true'
              THEN least(s.last_session_refresh + r.idle_remembered, s.created_on + r.max_remembered)
              ELSE least(s.last_session_refresh + r.sso_idle_timeout, s.created_on + r.sso_max_lifespan) END AS expires_on
  FROM offline_user_session s JOIN realm r ON r.id = s.realm_id
  WHERE s.created_on < extract(epoch FROM :'to'::timestamptz)),
-- Sessions without a row any more, as far as their sign-in is a saved event; no session lives longer than the realm lets it.
gone AS (
  SELECT e.session_id, max(e.user_id) AS user_id, r.id AS realm_id, min(e.event_time) AS began, max(e.event_time) AS seen,
         max(e.event_time) FILTER (WHERE e.type = 'LOGOUT') AS ended,
         (array_agg(e.ip_address ORDER BY e.event_time, e.id))[1] AS ip,
         min(e.event_time) + 1000::bigint * greatest(max(r.sso_max_lifespan), max(r.max_remembered)) AS expires
  FROM event_entity e JOIN realm r ON r.id = e.realm_id
  WHERE e.session_id IS NOT NULL AND e.type IN ('LOGIN', 'LOGOUT', 'CODE_TO_TOKEN', 'REFRESH_TOKEN')
    AND e.event_time < extract(epoch FROM :'to'::timestamptz) * 1000
    AND e.event_time >= (extract(epoch FROM :'from'::timestamptz) - greatest(r.sso_max_lifespan, r.max_remembered)) * 1000
    AND NOT EXISTS (SELECT FROM offline_user_session s WHERE s.user_session_id = e.session_id AND s.offline_flag = '0')
  GROUP BY e.session_id, r.id
  HAVING bool_or(e.type = 'LOGIN')),
-- What administrators ended: one session, or all of a user.
revoked AS (
  SELECT a.admin_event_time AS at, substring(a.resource_path FROM '^sessions/([^/]+)$') AS session_id,
         substring(a.resource_path FROM '^users/([^/]+)/logout$') AS user_id
  FROM admin_event_entity a JOIN realm r ON r.id = a.realm_id
  WHERE a.error IS NULL AND a.admin_event_time < extract(epoch FROM :'to'::timestamptz) * 1000
    AND a.admin_event_time >= (extract(epoch FROM :'from'::timestamptz) - greatest(r.sso_max_lifespan, r.max_remembered)) * 1000
    AND (a.operation_type = 'DELETE' AND a.resource_type = 'USER_SESSION' OR a.resource_path LIKE 'users/%/logout'))
SELECT CASE WHEN k.is_offline THEN 'offline:' ELSE '' END || k.user_session_id AS session_id, k.user_id,
       coalesce(u.username, k.data->>'loginUsername') AS user_name, to_timestamp(k.created_on) AS started_at,
       NULL::timestamptz AS ended_at, to_timestamp(k.expires_on) AS expires_at,
       to_timestamp(k.last_session_refresh) AS last_seen_at,
       CASE WHEN k.expires_on > extract(epoch FROM now()) THEN coalesce(k.data->>'state', 'LOGGED_IN') END AS status,
       NULL AS end_reason, nullif(k.data->>'ipAddress', '') AS ip,
       CASE WHEN k.data->'notes'->>'KC_DEVICE_NOTE' IS NOT NULL
            THEN (SELECT nullif(concat_ws(', ', d.note->>'browser', d.note->>'os'), '')
                  FROM (SELECT convert_from(decode(k.data->'notes'->>'KC_DEVICE_NOTE', 'base64'), 'UTF8')::jsonb AS note) d)
       END AS device,
       CASE WHEN k.is_offline THEN 'offline' ELSE 'online' END AS kind
FROM kept k LEFT JOIN user_entity u ON u.id = k.user_id AND u.realm_id = k.realm_id
WHERE k.expires_on >= extract(epoch FROM :'from'::timestamptz)
UNION ALL
SELECT g.session_id, g.user_id, u.username, to_timestamp(g.began / 1000.0),
       to_timestamp(least(g.ended, v.at) / 1000.0), to_timestamp(g.expires / 1000.0), to_timestamp(g.seen / 1000.0), NULL,
       CASE WHEN v.at < g.ended OR g.ended IS NULL AND v.at IS NOT NULL THEN 'revoked'
            WHEN g.ended IS NOT NULL THEN 'logout' END, g.ip, NULL, 'online'
FROM gone g
LEFT JOIN LATERAL (SELECT min(r.at) AS at FROM revoked r
                   WHERE (r.session_id = g.session_id OR r.user_id = g.user_id) AND r.at >= g.began) v ON true
LEFT JOIN user_entity u ON u.id = g.user_id AND u.realm_id = g.realm_id
WHERE coalesce(least(g.ended, v.at), g.expires) >= extract(epoch FROM :'from'::timestamptz) * 1000
