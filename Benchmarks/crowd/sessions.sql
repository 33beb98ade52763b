SELECT s.session_token AS session_id, s.user_id, u.username AS user_name, s.created_at AS started_at, s.ended_at,
       s.expires_at, CASE WHEN s.is_active THEN 'active' ELSE 'ended' END AS status, s.ip_address AS ip, s.user_agent
FROM sessions s LEFT JOIN users u ON u.id = s.user_id
WHERE s.created_at < :'to' AND s.expires_at >= :'from'
