-- Keycloak 26 as its migrations make it (the tables that are read, and those with secrets), with a day of use in the realm
-- sirket beside another realm. Times are UTC; the night is that of 2026-10-08.
CREATE TABLE realm (
  id varchar(36) PRIMARY KEY, name varchar(255) UNIQUE, enabled boolean NOT NULL DEFAULT true, events_enabled boolean NOT NULL DEFAULT false,
  sso_idle_timeout integer, sso_max_lifespan integer, offline_session_idle_timeout integer,
  sso_max_lifespan_remember_me integer NOT NULL DEFAULT 0, sso_idle_timeout_remember_me integer NOT NULL DEFAULT 0);
CREATE TABLE realm_attribute (
  name varchar(255) NOT NULL, realm_id varchar(36) NOT NULL REFERENCES realm, value text, PRIMARY KEY (name, realm_id));
CREATE TABLE client (id varchar(36) PRIMARY KEY, client_id varchar(255), realm_id varchar(36), secret varchar(255));
CREATE TABLE user_entity (
  id varchar(36) PRIMARY KEY, email varchar(255), email_constraint varchar(255), email_verified boolean NOT NULL DEFAULT false,
  enabled boolean NOT NULL DEFAULT false, federation_link varchar(255), first_name varchar(255), last_name varchar(255),
  realm_id varchar(255), username varchar(255), created_timestamp bigint, service_account_client_link varchar(255),
  not_before integer NOT NULL DEFAULT 0, UNIQUE (realm_id, username));
CREATE TABLE credential (
  id varchar(36) PRIMARY KEY, salt bytea, type varchar(255), user_id varchar(36), created_date bigint, secret_data text, credential_data text);
CREATE TABLE keycloak_role (
  id varchar(36) PRIMARY KEY, client_realm_constraint varchar(255), client_role boolean NOT NULL DEFAULT false, name varchar(255),
  realm_id varchar(255), client varchar(36), realm varchar(36));
CREATE TABLE user_role_mapping (role_id varchar(255) NOT NULL, user_id varchar(36) NOT NULL, PRIMARY KEY (role_id, user_id));
CREATE TABLE offline_user_session (
  user_session_id varchar(36) NOT NULL, user_id varchar(255) NOT NULL, realm_id varchar(36) NOT NULL, created_on integer NOT NULL,
  offline_flag varchar(4) NOT NULL, data text, last_session_refresh integer NOT NULL DEFAULT 0, broker_session_id varchar(1024),
  version integer DEFAULT 0, remember_me boolean, PRIMARY KEY (user_session_id, offline_flag));
CREATE TABLE offline_client_session (
  user_session_id varchar(36) NOT NULL, client_id varchar(255) NOT NULL, offline_flag varchar(4) NOT NULL, timestamp integer, data text,
  client_storage_provider varchar(36) NOT NULL DEFAULT 'local', external_client_id varchar(255) NOT NULL DEFAULT 'local');
CREATE TABLE event_entity (
  id varchar(36) PRIMARY KEY, client_id varchar(255), details_json varchar(2550), error varchar(255), ip_address varchar(255),
  realm_id varchar(255), session_id varchar(255), event_time bigint, type varchar(255), user_id varchar(255),
  details_json_long_value text);
CREATE INDEX idx_event_time ON event_entity (realm_id, event_time);
CREATE TABLE admin_event_entity (
  id varchar(36) PRIMARY KEY, admin_event_time bigint, realm_id varchar(255), operation_type varchar(255), auth_realm_id varchar(255),
  auth_client_id varchar(255), auth_user_id varchar(255), ip_address varchar(255), resource_path varchar(2550), representation text,
  error varchar(255), resource_type varchar(64), details_json text);
CREATE INDEX idx_admin_event_time ON admin_event_entity (realm_id, admin_event_time);

-- Seconds and milliseconds since 1970, as Java writes them.
CREATE FUNCTION sec(text) RETURNS integer LANGUAGE sql AS $$ SELECT extract(epoch FROM ('2026-10-07 ' || $1 || 'Z')::timestamptz)::integer $$;
CREATE FUNCTION ms(text) RETURNS bigint LANGUAGE sql AS $$ SELECT sec($1) * 1000::bigint $$;

-- Remembered and offline sessions of sirket last ten years, so that some still run whenever this is read.
INSERT INTO realm (id, name, events_enabled, sso_idle_timeout, sso_max_lifespan, offline_session_idle_timeout, sso_max_lifespan_remember_me, sso_idle_timeout_remember_me) VALUES
  ('realm-sirket', 'sirket', true, 1800, 36000, 315360000, 315360000, 315360000), ('realm-master', 'master', true, 1800, 36000, 2592000, 0, 0);
INSERT INTO realm_attribute VALUES ('offlineSessionMaxLifespanEnabled', 'realm-sirket', 'false'), ('offlineSessionMaxLifespan', 'realm-sirket', '5184000');
INSERT INTO client VALUES ('client-portal', 'portal', 'realm-sirket', 'canary-secret-client');
INSERT INTO user_entity (id, email, enabled, first_name, last_name, realm_id, username, created_timestamp, service_account_client_link) VALUES
  ('user-ayse', 'ayse@ornek.com', true, 'Ayşe', 'Gül', 'realm-sirket', 'ayse', 1767600000000, NULL),
  ('user-irmak', 'irmak@ornek.com', true, 'Irmak', 'Işık', 'realm-sirket', 'irmak', 1767600000000, NULL),
  ('user-yonetici', NULL, true, NULL, NULL, 'realm-sirket', 'yonetici', 1767600000000, NULL),
  ('user-master', NULL, true, NULL, NULL, 'realm-master', 'admin', 1767600000000, NULL);
INSERT INTO credential VALUES ('c1', NULL, 'password', 'user-ayse', 1767600000000, 'canary-secret-hash', '{}');
INSERT INTO keycloak_role (id, client_role, name, realm_id) VALUES ('role-realm-admin', true, 'realm-admin', 'realm-sirket');
INSERT INTO user_role_mapping VALUES ('role-realm-admin', 'user-yonetici');

-- A sign-in that ran out after half an hour of rest; a remembered one; an offline one that has its identifier; another realm's.
INSERT INTO offline_user_session (user_session_id, user_id, realm_id, created_on, offline_flag, data, last_session_refresh, remember_me)
SELECT s.id, s.usr, s.realm, s.began, s.flag, json_build_object(
    'ipAddress', s.ip, 'authMethod', 'openid-connect', 'rememberMe', s.remembered, 'started', s.began, 'state', 'LOGGED_IN',
    'loginUsername', s.usr, 'notes', json_build_object('FEDERATED_ACCESS_TOKEN', 'canary-secret-broker', 'KC_DEVICE_NOTE',
      replace(encode(convert_to('{"ipAddress":"' || s.ip || '","os":"Linux","browser":"Firefox/128.0","device":"Other"}', 'UTF8'), 'base64'), E'\n', '')))::text,
  s.seen, s.remembered
FROM (VALUES
  ('session-k1', 'user-ayse', 'realm-sirket', sec('06:00'), '0', '203.0.113.7', sec('07:00'), false),
  ('session-k2', 'user-irmak', 'realm-sirket', sec('08:00'), '0', '203.0.113.8', sec('20:00'), true),
  ('session-k2', 'user-irmak', 'realm-sirket', sec('08:00') - 17 * 86400, '1', '203.0.113.9', sec('12:00'), false),
  ('session-m1', 'user-master', 'realm-master', sec('06:00'), '0', '203.0.113.66', sec('07:00'), false)) AS s (id, usr, realm, began, flag, ip, seen, remembered);
INSERT INTO offline_client_session (user_session_id, client_id, offline_flag, data) VALUES ('session-k2', 'client-portal', '1', '{"notes": {"refresh": "canary-secret-refresh"}}');

-- Three sessions whose rows are gone: signed out, ended by an administrator, and nobody knows.
INSERT INTO event_entity (id, client_id, type, event_time, session_id, user_id, error, details_json, details_json_long_value, ip_address, realm_id)
SELECT 'event-' || row_number() OVER (), 'portal', e.type, e.at, e.session, e.usr, e.error, e.details, e.long, '203.0.113.7', e.realm
FROM (VALUES
  ('LOGIN', ms('06:00'), 'session-k1', 'user-ayse', NULL, '{"auth_method":"openid-connect","username":"ayse","code_id":"canary-secret-code"}', NULL, 'realm-sirket'),
  ('LOGIN', ms('08:00'), 'session-k2', 'user-irmak', NULL, '{"username":"irmak","remember_me":"true"}', NULL, 'realm-sirket'),
  ('LOGIN', ms('09:00'), 'session-g1', 'user-ayse', NULL, NULL, '{"username":"ayse"}', 'realm-sirket'),
  ('CODE_TO_TOKEN', ms('09:00:01'), 'session-g1', 'user-ayse', NULL, '{"token_id":"canary-secret-token"}', NULL, 'realm-sirket'),
  ('LOGOUT', ms('09:45'), 'session-g1', 'user-ayse', NULL, '{}', NULL, 'realm-sirket'),
  ('LOGIN', ms('10:00'), 'session-g2', 'user-irmak', NULL, '{"username":"irmak"}', NULL, 'realm-sirket'),
  -- A second application, single sign-on: the same session, and an event of its own.
  ('LOGIN', ms('10:10'), 'session-g2', 'user-irmak', NULL, '{"username":"irmak","response_mode":"query"}', NULL, 'realm-sirket'),
  ('LOGIN', ms('12:00'), 'session-g3', 'user-ayse', NULL, '{"username":"ayse"}', NULL, 'realm-sirket'),
  ('CODE_TO_TOKEN', ms('12:01'), 'session-g3', 'user-ayse', NULL, '{}', NULL, 'realm-sirket'),
  ('LOGIN_ERROR', ms('07:50'), NULL, 'user-irmak', 'invalid_user_credentials', '{"username":"irmak"}', NULL, 'realm-sirket'),
  ('LOGIN_ERROR', ms('07:51'), NULL, 'user-irmak', 'invalid_user_credentials', '{"username":"irmak"}', NULL, 'realm-sirket'),
  -- What somebody typed: a NUL, and a backslash before u0000.
  ('LOGIN_ERROR', ms('07:52'), NULL, NULL, 'user_not_found', E'{"username":"y\\u0000k\\\\u0000"}', NULL, 'realm-sirket'),
  ('UPDATE_PASSWORD', ms('13:00'), NULL, 'user-ayse', NULL, '{}', NULL, 'realm-sirket'),
  ('UPDATE_CREDENTIAL', ms('13:00') + 4, NULL, 'user-ayse', NULL, '{"credential_type":"password"}', NULL, 'realm-sirket'),
  ('UPDATE_CREDENTIAL', ms('13:10'), NULL, 'user-ayse', NULL, '{"credential_type":"otp"}', NULL, 'realm-sirket'),
  ('USER_DISABLED_BY_TEMPORARY_LOCKOUT', ms('07:53'), NULL, 'user-irmak', NULL, '{}', NULL, 'realm-sirket'),
  ('PUSHED_AUTHORIZATION_REQUEST', ms('13:20'), NULL, NULL, NULL, '{}', NULL, 'realm-sirket'),
  ('LOGIN', ms('06:00'), 'session-m1', 'user-master', NULL, '{"username":"admin"}', NULL, 'realm-master')) AS e (type, at, session, usr, error, details, long, realm);
INSERT INTO admin_event_entity (id, admin_event_time, realm_id, operation_type, resource_type, resource_path, representation, auth_realm_id, auth_user_id, ip_address) VALUES
  ('admin-1', ms('11:00'), 'realm-sirket', 'DELETE', 'USER_SESSION', 'sessions/session-g2', NULL, 'realm-master', 'user-master', '203.0.113.66'),
  ('admin-2', ms('14:00'), 'realm-sirket', 'CREATE', 'REALM_ROLE_MAPPING', 'users/user-irmak/role-mappings/realm', '[{"id":"1","name":"muhasebe"},{"id":"2","name":"admin"}]', 'realm-sirket', 'user-yonetici', '203.0.113.66'),
  ('admin-3', ms('14:10'), 'realm-sirket', 'UPDATE', 'CLIENT', 'clients/client-portal', '{"secret":"canary-secret-representation"}', 'realm-sirket', 'user-yonetici', '203.0.113.66'),
  ('admin-4', ms('14:20'), 'realm-sirket', 'UPDATE', 'USER', 'users/user-irmak', '{"credentials":[{"value":"canary-secret-password"}]}', 'realm-sirket', 'user-yonetici', '203.0.113.66');

GRANT SELECT ON event_entity, admin_event_entity, keycloak_role, user_role_mapping TO tutanak_reader;
GRANT SELECT (user_session_id, user_id, realm_id, created_on, offline_flag, last_session_refresh, data) ON offline_user_session TO tutanak_reader;
GRANT SELECT (id, name, sso_idle_timeout, sso_max_lifespan, offline_session_idle_timeout, sso_max_lifespan_remember_me,
  sso_idle_timeout_remember_me) ON realm TO tutanak_reader;
GRANT SELECT (name, realm_id, value) ON realm_attribute TO tutanak_reader;
GRANT SELECT (id, username, email, first_name, last_name, realm_id, created_timestamp) ON user_entity TO tutanak_reader;
