-- Users; a ban ends by itself and closes no account.
SELECT u.id AS user_id, u.email AS user_name, u.email, u.created_at, u.deleted_at AS disabled_at
FROM auth.users u
