-- Members and staff. A suspension closes an account until its time is up.
SELECT u.id AS user_id, u.username AS user_name, u.name AS full_name, e.email,
       CASE WHEN u.admin THEN 'admin' WHEN u.moderator THEN 'moderator' ELSE 'member' END AS role,
       u.created_at AT TIME ZONE 'UTC' AS created_at,
       CASE WHEN u.suspended_till > now() AT TIME ZONE 'UTC' THEN u.suspended_at AT TIME ZONE 'UTC' END AS disabled_at,
       u.admin OR u.moderator AS privileged
FROM users u LEFT JOIN user_emails e ON e.user_id = u.id AND e."primary"
