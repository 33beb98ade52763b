-- Users; a ban ends by itself and closes no account. Anonymous users have neither mail address nor telephone.
SELECT u.id AS user_id, coalesce(nullif(u.email, ''), nullif(u.phone, '')) AS user_name, nullif(u.email, '') AS email,
       u.role, CASE WHEN u.is_sso_user THEN 'SSO' WHEN u.is_anonymous THEN 'anonymous' END AS unit,
       u.created_at, u.deleted_at AS disabled_at
FROM auth.users u
