SELECT u.id AS user_id, u.username AS user_name, u.email, u.role::text AS role, u."createdAt" AT TIME ZONE 'UTC' AS created_at,
       u.role::text = 'ADMIN' AS privileged
FROM "User" u
