-- Sessions that may lie in the window, from the log that a trigger on auth.sessions fills.
--
-- 'unknown' is what stands there until an edge function brings address and browser, if it ever does: no value. A name
-- that a session ended under is the user's of today. The stored length is held against begin and end, and counted nowhere.
SELECT l.id AS session_id, l.user_id, u.email AS user_name, l.session_start AS started_at, l.session_end AS ended_at,
       s.not_after AS expires_at, s.updated_at AS last_seen_at, l.status,
       nullif(l.ip_address, 'unknown') AS ip, nullif(l.user_agent, 'unknown') AS user_agent, l.legal_basis,
       (extract(epoch FROM l.session_duration) * 1000000)::bigint AS stored_duration_us
FROM public.user_session_logs l
LEFT JOIN auth.sessions s ON s.id = l.session_id
LEFT JOIN auth.users u ON u.id = l.user_id
WHERE l.session_start < :'to'::timestamptz
  AND (l.session_end IS NULL OR greatest(l.session_end, l.session_start) >= :'from'::timestamptz)
