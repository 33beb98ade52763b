-- Sessions that may lie in the window: those that nobody signed out of. Tokens and devices' push tokens are never read.
--
-- Of the properties the type, the platform and whether it is a phone are read; the token against forged requests lies there, too.
SELECT s.id AS session_id, s.userid AS user_id, u.username AS user_name, to_timestamp(s.createat / 1000.0) AS started_at,
       to_timestamp(nullif(greatest(s.expiresat, 0), 0) / 1000.0) AS expires_at,
       to_timestamp(nullif(s.lastactivityat, 0) / 1000.0) AS last_seen_at,
       CASE WHEN s.expiresat <= 0 OR s.expiresat / 1000.0 > extract(epoch FROM now()) THEN 'active' END AS status,
       nullif(concat_ws(', ', nullif(p.props->>'browser', ''), nullif(p.props->>'os', '')), '') AS device,
       CASE WHEN p.props->>'type' = 'UserAccessToken' THEN 'access token'
            WHEN p.props->>'is_bot' = 'true' THEN 'bot'
            WHEN s.isoauth THEN 'oauth app'
            ELSE concat_ws(' ', CASE WHEN p.props->>'isMobile' = 'true' THEN 'mobile' ELSE 'web' END,
                           CASE WHEN 'true' IN (p.props->>'isSaml', p.props->>'isOAuthUser') THEN 'sso' END) END AS kind
FROM sessions s CROSS JOIN LATERAL (SELECT s.props::jsonb AS props) p LEFT JOIN users u ON u.id = s.userid
WHERE s.createat < extract(epoch FROM :'to'::timestamptz) * 1000
  AND (s.expiresat <= 0 OR s.expiresat >= extract(epoch FROM :'from'::timestamptz) * 1000)
