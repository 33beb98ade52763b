-- Users of the realm :'realm'. That an account is disabled is kept, since when is not.
--
-- Privileged: whoever has an administrator's role directly; roles of groups and roles within roles are not looked into.
SELECT u.id AS user_id, u.username AS user_name, nullif(concat_ws(' ', u.first_name, u.last_name), '') AS full_name, u.email,
       to_timestamp(u.created_timestamp / 1000.0) AS created_at,
       EXISTS (SELECT FROM user_role_mapping m JOIN keycloak_role k ON k.id = m.role_id
               WHERE m.user_id = u.id AND k.name IN ('admin', 'realm-admin')) AS privileged
FROM user_entity u JOIN realm r ON r.id = u.realm_id
WHERE r.name = :'realm'
