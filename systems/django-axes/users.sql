-- Users. That an account is inactive is kept, since when is not.
SELECT u.id AS user_id, u.username AS user_name, nullif(concat_ws(' ', nullif(u.first_name, ''), nullif(u.last_name, '')), '') AS full_name,
       nullif(u.email, '') AS email,
       CASE WHEN u.is_superuser THEN 'superuser' WHEN u.is_staff THEN 'staff' ELSE 'user' END AS role,
       u.date_joined AS created_at, u.is_superuser OR u.is_staff AS privileged
FROM auth_user u
