-- Users with their role. efys has no moment at which an account was closed, only is_active, so there is none here.
SELECT u.id AS user_id, u.username AS user_name, u.full_name, u.email, r.name AS role,
       u.created_at AT TIME ZONE :'zone' AS created_at, r.name = 'admin' AS privileged
FROM users u LEFT JOIN roles r ON r.id = u.role_id
