-- Supabase Auth as its migrations make it (the tables that are read, and those with secrets), with a day of use. Times are
-- UTC; the night is that of 2026-10-08.
CREATE SCHEMA auth;
CREATE TYPE auth.aal_level AS ENUM ('aal1', 'aal2', 'aal3');
CREATE TABLE auth.users (
  instance_id uuid, id uuid PRIMARY KEY, aud varchar(255), role varchar(255), email varchar(255), encrypted_password varchar(255),
  email_confirmed_at timestamptz, confirmation_token varchar(255), recovery_token varchar(255), email_change_token_new varchar(255),
  last_sign_in_at timestamptz, raw_app_meta_data jsonb, raw_user_meta_data jsonb, is_super_admin boolean, created_at timestamptz,
  updated_at timestamptz, phone text UNIQUE DEFAULT NULL, phone_change_token varchar(255) DEFAULT '', banned_until timestamptz,
  reauthentication_token varchar(255) DEFAULT '', is_sso_user boolean NOT NULL DEFAULT false, deleted_at timestamptz,
  is_anonymous boolean NOT NULL DEFAULT false);
CREATE TABLE auth.sessions (
  id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE, created_at timestamptz, updated_at timestamptz,
  factor_id uuid, aal auth.aal_level, not_after timestamptz, refreshed_at timestamp, user_agent text, ip inet, tag text,
  refresh_token_hmac_key text, refresh_token_counter bigint);
CREATE INDEX sessions_user_id_idx ON auth.sessions (user_id);
CREATE TABLE auth.refresh_tokens (
  instance_id uuid, id bigserial PRIMARY KEY, token varchar(255) UNIQUE, user_id varchar(255), revoked boolean, created_at timestamptz,
  updated_at timestamptz, parent varchar(255), session_id uuid REFERENCES auth.sessions ON DELETE CASCADE);
CREATE TABLE auth.mfa_factors (
  id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE, friendly_name text, factor_type text NOT NULL,
  status text NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, secret text, phone text);
CREATE TABLE auth.mfa_amr_claims (
  session_id uuid NOT NULL REFERENCES auth.sessions ON DELETE CASCADE, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
  authentication_method text NOT NULL, id uuid PRIMARY KEY DEFAULT gen_random_uuid(), UNIQUE (session_id, authentication_method));
CREATE TABLE auth.audit_log_entries (
  instance_id uuid, id uuid PRIMARY KEY, payload json, created_at timestamptz, ip_address varchar(64) NOT NULL DEFAULT '');

INSERT INTO auth.users (id, role, email, encrypted_password, confirmation_token, recovery_token, raw_user_meta_data, created_at, phone, is_sso_user, is_anonymous, deleted_at) VALUES
  ('00000000-0000-4000-8000-000000000001', 'authenticated', 'ayse@ornek.com', 'canary-secret-hash', 'canary-secret-confirm', 'canary-secret-recovery', '{"full_name": "Ayşe Gül"}', '2026-01-05', NULL, false, false, NULL),
  ('00000000-0000-4000-8000-000000000002', 'authenticated', 'IRMAK@ornek.com', NULL, '', '', '{}', '2026-01-06', NULL, true, false, NULL),
  ('00000000-0000-4000-8000-000000000003', 'authenticated', '', NULL, '', '', '{}', '2026-01-07', '905321112233', false, false, NULL),
  ('00000000-0000-4000-8000-000000000004', 'authenticated', NULL, NULL, '', '', '{}', '2026-10-07 12:00Z', NULL, false, true, NULL);
-- A password with a second factor for months; single sign-on; a telephone with an end that the project sets; nobody known.
INSERT INTO auth.sessions (id, user_id, created_at, updated_at, aal, not_after, refreshed_at, user_agent, ip, refresh_token_hmac_key) VALUES
  ('00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-000000000001', '2026-07-01 06:00Z', '2026-10-07 19:00Z', 'aal2', NULL, '2026-10-07 19:30', 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', '203.0.113.7', 'canary-secret-hmac'),
  ('00000000-0000-4000-8000-0000000000a2', '00000000-0000-4000-8000-000000000002', '2026-10-07 07:00Z', '2026-10-07 08:00Z', 'aal1', NULL, NULL, NULL, '203.0.113.8', NULL),
  ('00000000-0000-4000-8000-0000000000a3', '00000000-0000-4000-8000-000000000003', '2026-10-07 09:00Z', '2026-10-07 09:30Z', 'aal1', '2026-10-07 17:00Z', NULL, NULL, NULL, NULL),
  ('00000000-0000-4000-8000-0000000000a4', '00000000-0000-4000-8000-000000000004', '2026-10-07 12:00Z', '2026-10-07 12:00Z', 'aal1', NULL, NULL, NULL, NULL, NULL);
INSERT INTO auth.mfa_amr_claims (session_id, created_at, updated_at, authentication_method) VALUES
  ('00000000-0000-4000-8000-0000000000a1', '2026-07-01 06:00Z', '2026-07-01 06:00Z', 'password'), ('00000000-0000-4000-8000-0000000000a1', '2026-07-01 06:01Z', '2026-07-01 06:01Z', 'totp'),
  ('00000000-0000-4000-8000-0000000000a2', '2026-10-07 07:00Z', '2026-10-07 07:00Z', 'sso/saml'), ('00000000-0000-4000-8000-0000000000a3', '2026-10-07 09:00Z', '2026-10-07 09:00Z', 'otp'),
  ('00000000-0000-4000-8000-0000000000a4', '2026-10-07 12:00Z', '2026-10-07 12:00Z', 'anonymous');
INSERT INTO auth.refresh_tokens (token, user_id, revoked, session_id) SELECT 'canary-secret-' || id, user_id, false, id FROM auth.sessions;
INSERT INTO auth.mfa_factors VALUES ('00000000-0000-4000-8000-0000000000f1', '00000000-0000-4000-8000-000000000001', 'telefon', 'totp', 'verified', '2026-07-01', '2026-07-01', 'canary-secret-totp', NULL);
INSERT INTO auth.audit_log_entries (id, payload, created_at, ip_address)
SELECT ('00000000-0000-4000-8000-00000000' || to_char(1000 + row_number() OVER (), 'FM0000'))::uuid, json_build_object(
    'action', e.action, 'actor_id', e.actor, 'actor_username', e.name, 'actor_via_sso', e.name LIKE 'IRMAK%', 'log_type', 'account',
    'traits', e.traits::json), ('2026-10-07 ' || e.at || 'Z')::timestamptz, e.ip
FROM (VALUES
  ('token_refreshed', '00000000-0000-4000-8000-000000000001', 'ayse@ornek.com', '06:30', '', NULL),
  ('token_revoked', '00000000-0000-4000-8000-000000000001', 'ayse@ornek.com', '06:30', '', NULL),
  ('login', '00000000-0000-4000-8000-000000000002', 'IRMAK@ornek.com', '07:00', '203.0.113.8', '{"provider_type":"sso/saml"}'),
  ('login', '00000000-0000-4000-8000-000000000003', '905321112233', '09:00', '203.0.113.9', '{"provider":"phone"}'),
  ('login', '00000000-0000-4000-8000-000000000001', 'ayse@ornek.com', '10:00', '203.0.113.7', '{"provider":"email"}'),
  ('challenge_created', '00000000-0000-4000-8000-000000000001', 'ayse@ornek.com', '10:01', '203.0.113.7', '{"factor_id":"f1"}'),
  ('verification_attempted', '00000000-0000-4000-8000-000000000001', 'ayse@ornek.com', '10:02', '203.0.113.7', '{"factor_id":"f1","challenge_id":"canary-secret-challenge"}'),
  ('logout', '00000000-0000-4000-8000-000000000001', 'ayse@ornek.com', '10:40', '203.0.113.7', NULL),
  ('user_updated_password', '00000000-0000-4000-8000-000000000001', 'ayse@ornek.com', '11:00', '203.0.113.7', NULL),
  ('factor_unenrolled', '00000000-0000-4000-8000-000000000001', 'ayse@ornek.com', '11:10', '203.0.113.7', '{"factor_id":"f1"}'),
  ('user_deleted', '00000000-0000-0000-0000-000000000000', 'service_role', '13:00', '', '{"user_id":"00000000-0000-4000-8000-000000000009","user_email":"giden@ornek.com"}'),
  ('user_modified', '00000000-0000-0000-0000-000000000000', 'service_role', '13:10', '', '{"user_id":"00000000-0000-4000-8000-000000000002","user_email":"IRMAK@ornek.com"}')) AS e (action, actor, name, at, ip, traits);
-- A name as JSON can write it, and PostgreSQL cannot read it.
INSERT INTO auth.audit_log_entries (id, payload, created_at) VALUES
  ('00000000-0000-4000-8000-000000002000', E'{"action":"new_action","actor_id":"00000000-0000-4000-8000-000000000003","actor_name":"a\\u0000b","actor_username":"905321112233"}', '2026-10-07 14:00Z');
GRANT USAGE ON SCHEMA auth TO tutanak_reader;
GRANT SELECT ON auth.audit_log_entries, auth.mfa_amr_claims TO tutanak_reader;
GRANT SELECT (id, user_id, created_at, updated_at, aal, not_after, refreshed_at, user_agent, ip) ON auth.sessions TO tutanak_reader;
GRANT SELECT (id, role, email, phone, created_at, deleted_at, is_sso_user, is_anonymous) ON auth.users TO tutanak_reader;
