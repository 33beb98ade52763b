-- Discourse as its migrations make it (the tables that are read, and those with secrets), with a day of use. Times are UTC
-- without a zone; the night is that of 2026-10-08.
CREATE TABLE users (
  id serial PRIMARY KEY, username varchar(60) NOT NULL, username_lower varchar(60) NOT NULL, name varchar, created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL, active boolean NOT NULL DEFAULT false, admin boolean NOT NULL DEFAULT false,
  moderator boolean DEFAULT false, approved boolean NOT NULL DEFAULT false, trust_level integer NOT NULL DEFAULT 1, last_seen_at timestamp,
  ip_address inet, suspended_at timestamp, suspended_till timestamp, silenced_till timestamp, staged boolean NOT NULL DEFAULT false,
  secure_identifier varchar);
CREATE TABLE user_emails (
  id serial PRIMARY KEY, user_id integer NOT NULL, email varchar(513) NOT NULL, "primary" boolean NOT NULL DEFAULT false,
  normalized_email varchar, created_at timestamp NOT NULL DEFAULT now(), updated_at timestamp NOT NULL DEFAULT now());
CREATE TABLE user_passwords (id serial PRIMARY KEY, user_id integer NOT NULL, password_hash varchar(64) NOT NULL, password_salt varchar(32));
CREATE TABLE user_second_factors (id bigserial PRIMARY KEY, user_id integer NOT NULL, method integer NOT NULL, data varchar NOT NULL);
CREATE TABLE site_settings (id serial PRIMARY KEY, name varchar NOT NULL, data_type integer NOT NULL, value text);
CREATE TABLE user_auth_tokens (
  id serial PRIMARY KEY, user_id integer NOT NULL, auth_token varchar NOT NULL UNIQUE, prev_auth_token varchar NOT NULL UNIQUE,
  user_agent varchar, auth_token_seen boolean NOT NULL DEFAULT false, client_ip inet, rotated_at timestamp NOT NULL,
  created_at timestamp NOT NULL, updated_at timestamp NOT NULL, seen_at timestamp, authenticated_with_oauth boolean DEFAULT false,
  impersonated_user_id integer, impersonation_expires_at timestamp);
CREATE INDEX index_user_auth_tokens_on_user_id ON user_auth_tokens (user_id);
CREATE TABLE user_auth_token_logs (
  id serial PRIMARY KEY, action varchar NOT NULL, user_auth_token_id integer, user_id integer, client_ip inet, user_agent varchar,
  auth_token varchar, created_at timestamp, path varchar);
CREATE INDEX index_user_auth_token_logs_on_user_id ON user_auth_token_logs (user_id);
CREATE TABLE user_histories (
  id serial PRIMARY KEY, action integer NOT NULL, acting_user_id integer, target_user_id integer, details text, created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL, context varchar, ip_address varchar, email varchar, subject text, previous_value text, new_value text,
  topic_id integer, admin_only boolean DEFAULT false, post_id integer, custom_type varchar, category_id integer);

INSERT INTO users (id, username, username_lower, name, created_at, updated_at, active, admin, moderator, suspended_at, suspended_till, secure_identifier) VALUES
  (-1, 'system', 'system', 'system', '2025-01-01', '2025-01-01', true, true, true, NULL, NULL, NULL),
  (1, 'Yönetici', 'yönetici', 'Ayşe Gül', '2025-01-01', '2025-01-01', true, true, false, NULL, NULL, 'canary-secret-identifier'),
  (2, 'irmak', 'irmak', NULL, '2025-02-01', '2025-02-01', true, false, false, NULL, NULL, NULL),
  (3, 'ilker', 'ilker', 'İlker Işık', '2025-02-01', '2025-02-01', true, false, false, '2026-10-07 12:00', '2226-10-07', NULL);
INSERT INTO user_emails (user_id, email, "primary") VALUES (1, 'ayse@ornek.com', true), (1, 'ikinci@ornek.com', false), (2, 'irmak@ornek.com', true);
INSERT INTO user_passwords (user_id, password_hash, password_salt) VALUES (1, 'canary-secret-hash', 'canary-secret-salt');
INSERT INTO user_second_factors (user_id, method, data) VALUES (1, 1, 'canary-secret-totp');
INSERT INTO site_settings (name, data_type, value) VALUES ('maximum_session_age', 3, '1440'), ('discourse_connect_secret', 1, 'canary-secret-setting');

-- Two that are kept: signed in weeks ago and used today, and one that nobody has used since yesterday.
INSERT INTO user_auth_tokens (id, user_id, auth_token, prev_auth_token, user_agent, client_ip, rotated_at, created_at, updated_at, seen_at) VALUES
  (101, 1, 'canary-secret-a1', 'canary-secret-p1', 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', '203.0.113.7', '2026-10-07 20:00', '2026-09-01 08:00', '2026-10-07 20:00', '2026-10-07 20:00:05'),
  (102, 2, 'canary-secret-a2', 'canary-secret-p2', NULL, '203.0.113.8', '2026-10-06 09:00', '2026-10-06 09:00', '2026-10-06 09:00', NULL);
-- Two whose tokens are gone: 103 signed out with verbose logging, of 104 the last sign is a rotation.
INSERT INTO user_auth_token_logs (action, user_auth_token_id, user_id, client_ip, user_agent, auth_token, created_at, path) VALUES
  ('generate', 101, 1, '203.0.113.7', 'Mozilla/5.0 Firefox/128.0', 'canary-secret-l0', '2026-09-01 08:00', '/session'),
  ('generate', 102, 2, '203.0.113.8', NULL, 'canary-secret-l1', '2026-10-06 09:00', '/session'),
  ('generate', 103, 2, '203.0.113.8', NULL, 'canary-secret-l2', '2026-10-07 06:00', '/u/password-reset/canary-secret-path'),
  ('destroy', 103, 2, '203.0.113.8', NULL, 'canary-secret-l2', '2026-10-07 06:40', NULL),
  ('generate', 104, 3, '198.51.100.9', NULL, 'canary-secret-l3', '2026-10-07 07:00', '/session'),
  ('rotate', 104, 3, '198.51.100.9', NULL, 'canary-secret-l4', '2026-10-07 07:10', NULL),
  ('rotate', 101, 1, '203.0.113.7', NULL, 'canary-secret-l5', '2026-10-07 20:00', NULL),
  ('suspicious', 101, 1, '192.0.2.1', NULL, NULL, '2026-10-07 08:00', NULL),
  ('miss token', NULL, NULL, '192.0.2.1', NULL, 'canary-secret-l6', '2026-10-07 08:01', '/');
INSERT INTO user_histories (action, acting_user_id, target_user_id, details, created_at, updated_at, ip_address, subject, previous_value, new_value) VALUES
  (10, 1, 3, 'reklam', '2026-10-07 12:00', '2026-10-07 12:00', '203.0.113.7', NULL, NULL, NULL),
  (32, 1, 2, NULL, '2026-10-07 13:00', '2026-10-07 13:00', '203.0.113.7', NULL, NULL, NULL),
  (3, 1, NULL, NULL, '2026-10-07 13:10', '2026-10-07 13:10', '203.0.113.7', 'discourse_connect_secret', 'canary-secret-old', 'canary-secret-new'),
  (52, 1, 2, NULL, '2026-10-07 13:20', '2026-10-07 13:20', NULL, NULL, NULL, NULL),
  (19, 1, 2, NULL, '2026-10-07 13:30', '2026-10-07 13:30', '203.0.113.7', NULL, NULL, NULL),
  (17, 1, NULL, 'canary-secret-post', '2026-10-07 13:40', '2026-10-07 13:40', NULL, NULL, NULL, NULL);

GRANT SELECT (id, username, name, created_at, admin, moderator, suspended_at, suspended_till) ON users TO tutanak_reader;
GRANT SELECT (user_id, email, "primary") ON user_emails TO tutanak_reader;
GRANT SELECT (id, user_id, user_agent, client_ip, rotated_at, created_at, seen_at) ON user_auth_tokens TO tutanak_reader;
GRANT SELECT (id, action, user_auth_token_id, user_id, client_ip, user_agent, created_at) ON user_auth_token_logs TO tutanak_reader;
GRANT SELECT (id, action, acting_user_id, target_user_id, created_at, ip_address) ON user_histories TO tutanak_reader;
