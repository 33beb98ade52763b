-- Errors the application logged in the window; their text is never read.
SELECT l.created_at AT TIME ZONE :'zone' AS logged_at, l.log_level AS level, l.module
FROM system_logs l
WHERE l.log_level IN ('ERROR', 'CRITICAL')
  AND l.created_at AT TIME ZONE :'zone' >= :'from' AND l.created_at AT TIME ZONE :'zone' < :'to'
