-- Saved events of the realm :'realm', and what its administrators did. Times are milliseconds since 1970.
--
-- The details are JSON that holds what people typed: a NUL in a name tried, which JSON can say and PostgreSQL cannot read, is
-- made visible. A changed password or one-time code is saved under an old and a new name; the old one is counted.
WITH realm AS (SELECT r.id FROM realm r WHERE r.name = :'realm'),
user_events AS (
  SELECT e.id, e.event_time, e.type, e.user_id, e.realm_id, e.session_id, e.error, e.ip_address,
         regexp_replace(coalesce(e.details_json_long_value, e.details_json), '\\u0000', '\\ufffd', 'g')::jsonb AS details
  FROM event_entity e JOIN realm r ON r.id = e.realm_id
  WHERE e.event_time >= extract(epoch FROM :'from'::timestamptz) * 1000
    AND e.event_time < extract(epoch FROM :'to'::timestamptz) * 1000),
admin_events AS (
  SELECT a.id, a.admin_event_time, a.realm_id, a.auth_user_id, a.ip_address, a.error, a.operation_type, a.resource_type,
         substring(a.resource_path FROM '^(?:.*/)?users/([^/]+)') AS target_id,
         substring(a.resource_path FROM '^sessions/([^/]+)$') AS session_id,
         substring(a.resource_path FROM '^users/[^/]+/(logout|reset-password)$') AS act,
         CASE WHEN a.resource_type IN ('REALM_ROLE_MAPPING', 'CLIENT_ROLE_MAPPING') AND a.resource_path LIKE 'users/%'
              THEN a.representation::jsonb END AS roles
  FROM admin_event_entity a JOIN realm r ON r.id = a.realm_id
  WHERE a.admin_event_time >= extract(epoch FROM :'from'::timestamptz) * 1000
    AND a.admin_event_time < extract(epoch FROM :'to'::timestamptz) * 1000)
SELECT e.id AS event_id, to_timestamp(e.event_time / 1000.0) AS occurred_at, e.user_id,
       coalesce(u.username, e.details->>'username') AS user_name, e.session_id,
       CASE WHEN e.type IN ('UPDATE_CREDENTIAL', 'REMOVE_CREDENTIAL')
            THEN concat_ws(' ', e.type, e.details->>'credential_type') ELSE e.type END AS event_type,
       CASE WHEN e.type = 'LOGIN_ERROR' THEN e.error END AS reason, nullif(e.ip_address, '') AS ip,
       NULL AS actor_id, NULL AS target_id, NULL AS role
FROM user_events e LEFT JOIN user_entity u ON u.id = e.user_id AND u.realm_id = e.realm_id
WHERE NOT (e.type IN ('UPDATE_CREDENTIAL', 'REMOVE_CREDENTIAL') AND EXISTS (
  SELECT FROM user_events o
  WHERE o.user_id = e.user_id AND o.event_time BETWEEN e.event_time - 1000 AND e.event_time + 1000
    AND o.type = CASE WHEN e.details->>'credential_type' = 'password' THEN 'UPDATE_PASSWORD'
                      WHEN e.type = 'UPDATE_CREDENTIAL' THEN 'UPDATE_TOTP' ELSE 'REMOVE_TOTP' END
    AND e.details->>'credential_type' IN ('password', 'otp')))
UNION ALL
-- One row for each role, where the realm keeps what was granted. Whose session an administrator ended is not saved.
SELECT a.id || coalesce('/' || nullif(role.place, 1), ''), to_timestamp(a.admin_event_time / 1000.0),
       CASE WHEN a.session_id IS NULL THEN coalesce(a.target_id, a.auth_user_id) END, u.username, a.session_id,
       CASE WHEN a.error IS NOT NULL THEN 'ADMIN ERROR'
            WHEN a.act IS NOT NULL AND a.operation_type = 'ACTION' THEN 'ACTION USER ' || a.act
            WHEN a.resource_type LIKE '%\_ROLE\_MAPPING' AND a.target_id IS NOT NULL
            THEN a.operation_type || ' ROLE_MAPPING'
            WHEN a.resource_type IN ('USER', 'USER_SESSION', 'USER_LOGIN_FAILURE') AND a.operation_type <> 'UPDATE'
             AND a.operation_type <> 'ACTION'
            THEN a.operation_type || ' ' || a.resource_type
            ELSE 'ADMIN' END,
       NULL, nullif(a.ip_address, ''), a.auth_user_id, a.target_id, role.value->>'name'
FROM admin_events a
LEFT JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(a.roles) = 'array' THEN a.roles END)
  WITH ORDINALITY AS role (value, place) ON true
LEFT JOIN user_entity u ON a.session_id IS NULL AND u.id = coalesce(a.target_id, a.auth_user_id)
  AND u.realm_id = a.realm_id
