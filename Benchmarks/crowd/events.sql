SELECT e.id AS event_id, e.created_at AS occurred_at, e.user_id, u.username AS user_name, e.event_type, e.ip_address AS ip,
       e.details::text AS device
FROM security_events e LEFT JOIN users u ON u.id = e.user_id
WHERE e.created_at >= :'from' AND e.created_at < :'to'
