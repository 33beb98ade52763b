-- chatfiles as its service makes it, with a day of use. Times are UTC; the night is that of 2026-10-08.
CREATE TABLE user_sessions (
  id serial PRIMARY KEY, session_uuid uuid UNIQUE NOT NULL, created_at timestamptz DEFAULT now(),
  last_active_at timestamptz DEFAULT now(), expires_at timestamptz NOT NULL, ip_address text, user_agent text,
  is_active boolean DEFAULT true);
CREATE TABLE audit_logs (
  id serial PRIMARY KEY, event_type varchar(50) NOT NULL, session_uuid uuid, ip_address text, user_agent text, details json,
  created_at timestamptz DEFAULT now());
CREATE TABLE uploaded_files (
  id serial PRIMARY KEY, session_uuid uuid, s3_key text, size_bytes bigint, uploaded_at timestamptz, deleted_at timestamptz);
INSERT INTO user_sessions (session_uuid, created_at, last_active_at, expires_at, ip_address, is_active) VALUES
  ('00000000-0000-4000-8000-0000000000d1', '2026-10-07 06:00Z', '2026-10-07 06:40Z', '2026-10-08 06:00Z', '203.0.113.7', false),
  ('00000000-0000-4000-8000-0000000000d2', '2026-10-07 08:00Z', '2026-10-07 08:10Z', '2026-10-08 08:00Z', '203.0.113.7', true),
  ('00000000-0000-4000-8000-0000000000d3', '2026-10-07 09:00Z', '2026-10-07 09:05Z', '2026-10-07 10:00Z', NULL, true);
INSERT INTO audit_logs (event_type, session_uuid, ip_address, details, created_at) VALUES
  ('session_created', '00000000-0000-4000-8000-0000000000d1', '203.0.113.7', '{"source": "web"}', '2026-10-07 06:00Z'),
  ('uuid_validated', '00000000-0000-4000-8000-0000000000d1', '203.0.113.7', '"ok"', '2026-10-07 06:10Z'),
  ('session_reset', '00000000-0000-4000-8000-0000000000d1', '203.0.113.7', NULL, '2026-10-07 06:45Z'),
  ('session_created', '00000000-0000-4000-8000-0000000000d2', '203.0.113.7', '[]', '2026-10-07 08:00Z'),
  ('uuid_collision', '00000000-0000-4000-8000-0000000000d2', '203.0.113.7', '"collision"', '2026-10-07 08:00:01Z'),
  ('uuid_validation_failed', NULL, '198.51.100.66', '{"reason": "malformed"}', '2026-10-07 08:30Z'),
  ('file_uploaded', '00000000-0000-4000-8000-0000000000d2', '203.0.113.7', '{"s3_key": "canary-secret-key"}', '2026-10-07 08:05Z'),
  ('orphaned_file_deleted', NULL, NULL, '12', '2026-10-07 20:00Z');
INSERT INTO audit_logs (event_type, ip_address, details, created_at)
SELECT 'rate_limited', '198.51.100.66', '{"limit": 10}', '2026-10-07 12:00Z'::timestamptz + n * interval '1 second' FROM generate_series(1, 40) n;
GRANT SELECT ON user_sessions, audit_logs TO tutanak_reader;
