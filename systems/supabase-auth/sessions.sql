-- Sessions that may lie in the window: those that nobody signed out of. Refresh tokens are never read.
--
-- kind: the level of assurance, and how the user signed in (password, otp, oauth, sso/saml, totp …). refreshed_at has no zone
-- and is UTC. A session without not_after runs until somebody ends it.
SELECT s.id AS session_id, s.user_id, coalesce(nullif(u.email, ''), nullif(u.phone, '')) AS user_name,
       s.created_at AS started_at, s.not_after AS expires_at,
       greatest(s.refreshed_at AT TIME ZONE 'UTC', s.updated_at) AS last_seen_at,
       CASE WHEN s.not_after IS NULL OR s.not_after > now() THEN 'active' END AS status,
       s.ip, s.user_agent,
       concat_ws(' ', s.aal, (SELECT string_agg(c.authentication_method, '+' ORDER BY c.created_at, c.authentication_method)
                              FROM auth.mfa_amr_claims c WHERE c.session_id = s.id)) AS kind
FROM auth.sessions s LEFT JOIN auth.users u ON u.id = s.user_id
WHERE s.created_at < :'to'::timestamptz AND (s.not_after IS NULL OR s.not_after >= :'from'::timestamptz)
