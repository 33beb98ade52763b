-- What the history tells besides sessions.captured.sql: sessions that began, that were used from another address or browser,
-- and whose row was deleted before their time was up. Without a capture there are no events.
SELECT h.captured_entry AS event_id, h.captured_at AS occurred_at, coalesce(h.user_name, '') || '/' || h.client_id AS user_id,
       h.user_name, h.id::text AS session_id, h.captured_as AS event_type, h.ip_address AS ip, h.user_agent
FROM tutanak_capture.app_sessions h
WHERE h.captured_at >= :'from'::timestamptz AND h.captured_at < :'to'::timestamptz
  AND (h.captured_as IN ('insert', 'update')
    OR h.captured_as IN ('delete', 'truncate') AND h.expires_at > h.captured_at)
