-- Users and bots; a deactivated account has the moment in deleteat.
SELECT u.id AS user_id, u.username AS user_name, nullif(concat_ws(' ', nullif(u.firstname, ''), nullif(u.lastname, '')), '') AS full_name,
       nullif(u.email, '') AS email, u.roles AS role, nullif(u.position, '') AS unit, to_timestamp(u.createat / 1000.0) AS created_at,
       to_timestamp(nullif(u.deleteat, 0) / 1000.0) AS disabled_at, u.roles ~ '(^| )system_admin( |$)' AS privileged
FROM users u
