-- There is no table of users: whoever has a session now, each with the client.
SELECT DISTINCT coalesce(s.user_name, '') || '/' || s.client_id AS user_id, s.user_name,
       s.client_id::text AS unit
FROM app_sessions s
