-- Mattermost as its migrations make it (the tables that are read), with a day of use. Times are milliseconds since 1970, UTC;
-- the night is that of 2026-10-08.
CREATE TABLE users (
  id varchar(26) PRIMARY KEY, createat bigint, updateat bigint, deleteat bigint, username varchar(64) UNIQUE, password varchar(128),
  authdata varchar(128) UNIQUE, authservice varchar(32), email varchar(128) UNIQUE, emailverified boolean, nickname varchar(64),
  firstname varchar(64), lastname varchar(64), roles varchar(256), props jsonb, notifyprops jsonb, lastpasswordupdate bigint,
  failedattempts integer, locale varchar(5), mfaactive boolean, mfasecret varchar(128), position varchar(128), timezone jsonb);
CREATE TABLE sessions (
  id varchar(26) PRIMARY KEY, token varchar(26), createat bigint, expiresat bigint, lastactivityat bigint, userid varchar(26),
  deviceid varchar(512), roles varchar(256), isoauth boolean, props jsonb, expirednotify boolean);
CREATE INDEX idx_sessions_create_at ON sessions (createat);
CREATE TABLE audits (
  id varchar(26) PRIMARY KEY, createat bigint, userid varchar(26), action varchar(512), extrainfo varchar(1024), ipaddress varchar(64),
  sessionid varchar(26));
CREATE INDEX idx_audits_user_id ON audits (userid);

-- A moment of the day, and an identifier of 26 letters, as Mattermost writes them.
CREATE FUNCTION ms(text) RETURNS bigint LANGUAGE sql AS $$ SELECT (extract(epoch FROM ('2026-10-07 ' || $1 || 'Z')::timestamptz) * 1000)::bigint $$;
CREATE FUNCTION key(text) RETURNS text LANGUAGE sql AS $$ SELECT rpad($1, 26, 'x') $$;
INSERT INTO users (id, createat, deleteat, username, password, email, firstname, lastname, roles, mfasecret, authdata) VALUES
  (key('ayse'), ms('00:00') - 90 * 86400000::bigint, 0, 'ayse', 'canary-secret-hash', 'ayse@ornek.com', 'Ayşe', 'Gül', 'system_user system_admin', 'canary-secret-mfa', NULL),
  (key('irmak'), ms('00:00') - 80 * 86400000::bigint, 0, 'irmak', '', 'irmak@ornek.com', '', '', 'system_user', '', 'canary-secret-saml'),
  (key('giden'), ms('00:00') - 80 * 86400000::bigint, ms('12:30'), 'giden', 'canary-secret-hash', 'giden@ornek.com', '', '', 'system_user', '', NULL);
-- A browser for three weeks, a phone by single sign-on, a token for a hundred years, and one that ran out at noon.
INSERT INTO sessions (id, token, createat, expiresat, lastactivityat, userid, deviceid, roles, isoauth, props) VALUES
  (key('web'), 'canary-secret-1', ms('06:00') - 21 * 86400000::bigint, ms('06:00') + 3650 * 86400000::bigint, ms('19:00'), key('ayse'), '', 'system_user', false, '{"os": "Linux", "browser": "Firefox/128.0", "csrf": "canary-secret-csrf", "isSaml": "false", "isMobile": "false", "isOAuthUser": "false"}'),
  (key('phone'), 'canary-secret-2', ms('08:00'), ms('08:00') + 3650 * 86400000::bigint, ms('20:00'), key('irmak'), 'apple:canary-secret-push', 'system_user', false, '{"os": "iOS", "browser": "Mobile App", "csrf": "canary-secret-csrf", "isSaml": "true", "isMobile": "true"}'),
  (key('token'), 'canary-secret-3', ms('06:00') - 60 * 86400000::bigint, ms('06:00') + 36500 * 86400000::bigint, ms('20:59'), key('irmak'), '', 'system_user', false, '{"type": "UserAccessToken", "user_access_token_id": "canary-secret-id"}'),
  (key('old'), 'canary-secret-4', ms('06:00'), ms('12:00'), ms('09:00'), key('giden'), '', 'system_user', false, '{"os": "Windows 10", "browser": "Chrome/128.0", "csrf": "canary-secret-csrf"}');
INSERT INTO audits (id, createat, userid, action, extrainfo, ipaddress, sessionid)
SELECT key('audit' || row_number() OVER ()), ms(e.at), coalesce(key(e.who), ''), e.action, e.note, e.ip, coalesce(key(e.session), '')
FROM (VALUES
  ('06:58', NULL, '/api/v4/users/login', 'attempt - login_id=Irmak', '203.0.113.8', NULL),
  ('06:58', NULL, '/api/v4/users/login', 'failure - login_id=Irmak', '203.0.113.8', NULL),
  ('06:59', NULL, '/api/v4/users/login', 'failure - login_id=IRMAK@ornek.com', '203.0.113.8', NULL),
  ('07:00', NULL, '/api/v4/users/login', 'failure - login_id=yok biri session_user=0', '203.0.113.9', NULL),
  ('07:10', NULL, '/api/v4/users/login', 'attempt - login_id=ayse', '203.0.113.7', NULL),
  ('07:10', 'ayse', '/api/v4/users/login', 'authenticated', '203.0.113.7', NULL),
  ('07:10', 'ayse', '/api/v4/users/login', 'success session_user=' || key('ayse'), '203.0.113.7', 'gone'),
  ('07:40', 'ayse', '/api/v4/users/logout', '', '203.0.113.7', 'gone'),
  ('08:00', 'irmak', '/login/sso/saml', 'obtained user', '203.0.113.8', NULL),
  ('08:00', 'irmak', '/login/sso/saml', 'success', '203.0.113.8', 'phone'),
  ('09:00', 'giden', '/api/v4/users/' || key('giden') || '/password', 'attempted', '203.0.113.7', 'old'),
  ('09:00', 'giden', '/api/v4/users/' || key('giden') || '/password', 'completed', '203.0.113.7', 'old'),
  ('10:00', NULL, '/api/v4/users/password/reset', 'attempt - token=canary-secret-reset', '203.0.113.7', NULL),
  ('10:00', NULL, '/api/v4/users/password/reset', 'success - token=canary-secret-reset', '203.0.113.7', NULL),
  ('12:00', 'ayse', '/api/v4/users/' || key('irmak') || '/roles', 'user=' || key('irmak') || ' roles=system_user system_admin', '203.0.113.7', 'web'),
  ('12:30', 'ayse', '/api/v4/users/' || key('giden') || '/active', 'user_id=' || key('giden') || ' active=false', '203.0.113.7', 'web'),
  ('12:31', 'ayse', '/api/v4/users/' || key('giden') || '/sessions/revoke/all', '', '203.0.113.7', 'web'),
  ('13:00', 'irmak', '/api/v4/users/' || key('irmak') || '/mfa', 'success - mfa updated', '203.0.113.8', 'phone'),
  ('13:10', 'irmak', '/api/v4/users/' || key('irmak') || '/tokens', 'success - token_id=canary-secret-token', '203.0.113.8', 'phone'),
  ('13:20', 'irmak', '/api/v4/users/' || key('irmak') || '/patch', '', '203.0.113.8', 'phone'),
  ('13:30', 'irmak', '/api/v4/channels', 'name=canary-secret-channel', '203.0.113.8', 'phone')) AS e (at, who, action, note, ip, session);
GRANT SELECT (id, createat, deleteat, username, email, firstname, lastname, roles, position) ON users TO tutanak_reader;
GRANT SELECT (id, createat, expiresat, lastactivityat, userid, isoauth, props) ON sessions TO tutanak_reader;
GRANT SELECT ON audits TO tutanak_reader;
