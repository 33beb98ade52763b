-- What users did about sign-ins and accounts, by the log of audits. Of its notes only what stands here is read: they hold
-- tokens of password resets, too.
--
-- A sign-in is an attempt, an authentication and a success or failure: the last is the event. A name tried is looked up as
-- Mattermost does it, in small letters; who has none is no user, and the name is told.
WITH entries AS (
  SELECT a.id, a.createat, nullif(a.userid, '') AS userid, nullif(a.sessionid, '') AS sessionid, nullif(a.ipaddress, '') AS ip,
         a.action, regexp_replace(a.extrainfo, ' session_user=[a-z0-9]{26}$', '') AS note,
         coalesce(substring(a.extrainfo FROM '^user(?:_id)?=([a-z0-9]{26}) '),
                  substring(a.action FROM '/users/([a-z0-9]{26})/')) AS target
  FROM audits a
  WHERE a.createat >= extract(epoch FROM :'from'::timestamptz) * 1000
    AND a.createat < extract(epoch FROM :'to'::timestamptz) * 1000
    AND (a.action ~ '/api/v4/users(/|$)' OR a.action ~ '/login(/|$)')
    AND a.extrainfo !~ '^(attempt|authenticated|obtained user)'),
events AS (
  SELECT e.*, CASE
      WHEN e.action ~ '/login(/|$)' AND e.note ~ '^success' THEN 'login success'
      WHEN e.action ~ '/login(/|$)' AND e.note ~ '^failure' THEN 'login failure'
      WHEN e.action ~ '/users/logout$' THEN 'logout'
      WHEN e.action ~ '/sessions/revoke(/all)?$' THEN 'sessions revoked'
      WHEN e.action ~ '/users/password/reset$' AND e.note ~ '^success' THEN 'password reset'
      WHEN e.action ~ '/users/[a-z0-9]{26}/password$' AND e.note ~ '^completed'
      THEN CASE WHEN e.target = e.userid THEN 'password changed' ELSE 'password set' END
      WHEN e.action ~ '/password(/reset)?$' AND e.note ~ '^fail' THEN 'password refused'
      WHEN e.action ~ '/roles$' AND e.note ~ ' roles=' THEN 'roles changed'
      WHEN e.action ~ '/active$' THEN CASE WHEN e.note ~ ' active=true$' THEN 'activated' ELSE 'deactivated' END
      WHEN e.action ~ '/mfa$' AND e.note ~ '^success' THEN 'mfa updated'
      WHEN e.action ~ '/tokens(/|$)' THEN 'access token'
      ELSE 'other' END AS type,
    CASE WHEN e.action ~ '/login(/|$)' THEN substring(e.note FROM '^failure - login_id=(.*)$') END AS tried
  FROM entries e)
SELECT e.id AS event_id, to_timestamp(e.createat / 1000.0) AS occurred_at, coalesce(u.id, e.target, e.userid) AS user_id,
       coalesce(u.username, e.tried) AS user_name, e.sessionid AS session_id, e.type AS event_type, e.ip,
       CASE WHEN e.target IS NOT NULL THEN e.userid END AS actor_id, e.target AS target_id,
       CASE WHEN e.type = 'roles changed' THEN CASE WHEN e.note ~ '[ =]system_admin( |$)' THEN 'system_admin'
                                                    ELSE substring(e.note FROM ' roles=(.*)$') END END AS role
FROM events e
LEFT JOIN LATERAL (
  SELECT u.id, u.username FROM users u
  WHERE u.id = coalesce(e.target, e.userid)
     OR coalesce(e.target, e.userid) IS NULL
        AND (u.username = lower(e.tried COLLATE "C") OR u.email = lower(e.tried COLLATE "C"))
  ORDER BY u.username = lower(e.tried COLLATE "C") DESC, u.id LIMIT 1) u ON true
