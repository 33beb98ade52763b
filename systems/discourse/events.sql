-- What the log of tokens and the log of the staff say. Tokens, paths, and values of settings are never read.
--
-- Of the staff's log what concerns accounts, rights and settings; posts, topics and badges are left out.
SELECT 'token:' || l.id AS event_id, l.created_at AT TIME ZONE 'UTC' AS occurred_at, l.user_id, u.username AS user_name,
       l.user_auth_token_id AS session_id, l.action AS event_type, l.client_ip AS ip, l.user_agent,
       NULL::int AS actor_id, NULL::int AS target_id, NULL AS role
FROM user_auth_token_logs l LEFT JOIN users u ON u.id = l.user_id
WHERE l.created_at >= :'from'::timestamptz AT TIME ZONE 'UTC' AND l.created_at < :'to'::timestamptz AT TIME ZONE 'UTC'
UNION ALL
SELECT 'staff:' || h.id, h.created_at AT TIME ZONE 'UTC', coalesce(h.target_user_id, h.acting_user_id),
       u.username, NULL, a.name, CASE WHEN h.ip_address ~ '^[0-9a-fA-F.:]+$' THEN h.ip_address::inet END, NULL,
       h.acting_user_id, h.target_user_id, a.role
FROM user_histories h
JOIN (VALUES (1, 'delete_user', NULL), (3, 'change_site_setting', NULL), (10, 'suspend_user', NULL),
  (11, 'unsuspend_user', NULL), (19, 'impersonate', NULL), (21, 'change_username', NULL), (24, 'anonymize_user', NULL),
  (30, 'silence_user', NULL), (31, 'unsilence_user', NULL), (32, 'grant_admin', 'admin'), (33, 'revoke_admin', 'admin'),
  (34, 'grant_moderation', 'moderator'), (35, 'revoke_moderation', 'moderator'), (36, 'backup_create', NULL),
  (39, 'deactivate_user', NULL), (43, 'activate_user', NULL), (45, 'backup_download', NULL), (46, 'backup_destroy', NULL),
  (52, 'disabled_second_factor', NULL), (65, 'merge_user', NULL), (66, 'entity_export', NULL), (67, 'change_password', NULL),
  (69, 'approve_user', NULL), (80, 'api_key_create', NULL), (81, 'api_key_update', NULL), (82, 'api_key_destroy', NULL))
  AS a (number, name, role) ON a.number = h.action
LEFT JOIN users u ON u.id = coalesce(h.target_user_id, h.acting_user_id)
WHERE h.created_at >= :'from'::timestamptz AT TIME ZONE 'UTC' AND h.created_at < :'to'::timestamptz AT TIME ZONE 'UTC'
