-- Sign-ins, sign-outs and failures of django-axes, and the log of the administration site. What a form sent is never read.
--
-- A name that nobody has is no user, and is told. Of a change only the names of the fields are looked at.
SELECT 'sign-in:' || l.id AS event_id, l.attempt_time AS occurred_at, u.id AS user_id, l.username AS user_name,
       l.id AS session_id, 'sign-in' AS event_type, NULL AS reason, l.ip_address AS ip, nullif(l.user_agent, '') AS user_agent,
       NULL::int AS actor_id, NULL AS target_id, NULL AS object
FROM axes_accesslog l LEFT JOIN auth_user u ON u.username = l.username
WHERE l.attempt_time >= :'from'::timestamptz AND l.attempt_time < :'to'::timestamptz
UNION ALL
SELECT 'sign-out:' || l.id, l.logout_time, u.id, l.username, l.id, 'sign-out', NULL, l.ip_address, nullif(l.user_agent, ''), NULL, NULL, NULL
FROM axes_accesslog l LEFT JOIN auth_user u ON u.username = l.username
WHERE l.logout_time >= :'from'::timestamptz AND l.logout_time < :'to'::timestamptz
UNION ALL
-- What was tried while the door was locked says nothing of the password.
SELECT 'failure:' || f.id, f.attempt_time, u.id, f.username, NULL, 'failure', CASE WHEN f.locked_out THEN 'locked' END,
       f.ip_address, nullif(f.user_agent, ''), NULL, NULL, NULL
FROM axes_accessfailurelog f LEFT JOIN auth_user u ON u.username = f.username
WHERE f.attempt_time >= :'from'::timestamptz AND f.attempt_time < :'to'::timestamptz
UNION ALL
SELECT 'admin:' || a.id, a.action_time, coalesce(t.id, a.user_id), coalesce(t.username, w.username), NULL,
       CASE WHEN c.app_label = 'auth' AND c.model = 'group' THEN 'group'
            WHEN c.app_label IS DISTINCT FROM 'auth' OR c.model <> 'user' THEN 'administration'
            WHEN a.action_flag = 1 THEN 'user added'
            WHEN a.action_flag = 3 THEN 'user deleted'
            WHEN a.change_message ~ '"(Superuser status|Staff status|Groups|User permissions)"' THEN 'rights changed'
            WHEN a.change_message ~* '"(changed )?password"|^changed password' THEN 'password set'
            ELSE 'user changed' END,
       NULL, NULL, NULL, a.user_id, CASE WHEN c.app_label = 'auth' AND c.model = 'user' THEN a.object_id END,
       c.app_label || '.' || c.model
FROM django_admin_log a
LEFT JOIN django_content_type c ON c.id = a.content_type_id
LEFT JOIN auth_user t ON c.app_label = 'auth' AND c.model = 'user' AND t.id::text = a.object_id
LEFT JOIN auth_user w ON w.id = a.user_id
WHERE a.action_time >= :'from'::timestamptz AND a.action_time < :'to'::timestamptz
