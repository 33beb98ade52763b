-- storefront as its migrations make it, with a day of use. Times are UTC; the night is that of 2026-10-08.
CREATE TABLE app_sessions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), client_id uuid NOT NULL, user_name text, theme text DEFAULT 'light',
  crm_type text CHECK (crm_type IN ('commerce7', 'shopify')), ip_address text, user_agent text, data jsonb DEFAULT '{}',
  created_at timestamptz DEFAULT now(), last_activity_at timestamptz DEFAULT now(),
  expires_at timestamptz NOT NULL DEFAULT now() + interval '8 hours');
CREATE TABLE platform_sessions (
  id text PRIMARY KEY, shop text NOT NULL, crm_type text, scope text, access_token text, refresh_token text,
  created_at timestamptz DEFAULT now(), expires_at timestamptz);
CREATE FUNCTION cleanup_expired_sessions() RETURNS bigint LANGUAGE sql AS $$
  WITH gone AS (DELETE FROM app_sessions WHERE expires_at < '2026-10-07 22:00Z' RETURNING 1) SELECT count(*) FROM gone $$;
INSERT INTO app_sessions (id, client_id, user_name, crm_type, ip_address, user_agent, data, created_at, last_activity_at, expires_at) VALUES
  ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-0000000000c1', 'admin', 'commerce7', '203.0.113.7', 'Mozilla/5.0', '{"token": "canary-secret-data"}', '2026-10-07 06:00Z', '2026-10-07 07:00Z', '2026-10-07 14:00Z'),
  ('00000000-0000-4000-8000-0000000000b2', '00000000-0000-4000-8000-0000000000c2', 'admin', 'shopify', '203.0.113.8', NULL, '{"token": "canary-secret-data"}', '2026-10-07 16:00Z', '2026-10-07 17:00Z', '2036-10-08 00:00Z'),
  ('00000000-0000-4000-8000-0000000000b3', '00000000-0000-4000-8000-0000000000c2', NULL, 'shopify', NULL, NULL, '{}', '2026-10-07 17:00Z', '2026-10-07 17:00Z', '2036-10-08 01:00Z'),
  ('00000000-0000-4000-8000-0000000000b4', '00000000-0000-4000-8000-0000000000c1', 'admin', 'commerce7', '203.0.113.7', NULL, '{}', '2026-10-07 18:00Z', '2026-10-07 18:30Z', '2036-10-08 02:00Z');
INSERT INTO platform_sessions VALUES
  ('offline_ornek.myshopify.com', 'ornek.myshopify.com', 'shopify', 'read_customers', 'canary-secret-access', 'canary-secret-refresh', '2026-09-20', '2036-10-20');
GRANT SELECT ON app_sessions, platform_sessions TO tutanak_reader;
