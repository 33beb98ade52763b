-- A crowd signing in: the database of the peers part. psql -v users=10000 -v rows=100000 -f load.sql
--
-- As many events as sessions, over half a year. A few people make most of them (Zipf), each from up to twelve addresses and
-- mostly with one browser; names, details and words are Turkish and English. Every value is a hash of its row's number, so
-- the same numbers give the same database on every machine.

\set ON_ERROR_STOP on
SET client_encoding = 'UTF8';
SET timezone = 'UTC';
SET synchronous_commit = off;

-- A number below `bound`, and one from 0 up to 1, that follow from a number and the purpose they are for.
CREATE FUNCTION pick(number bigint, purpose int, bound int) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT ((hashint8extended(number, purpose) & 9007199254740991) % bound)::int $$;
CREATE FUNCTION share(number bigint, purpose int) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT (hashint8extended(number, purpose) & 9007199254740991) / 9007199254740992.0::float8 $$;
-- Who: the n-th of the crowd makes a share of 1/n, and who is busy has any identifier.
CREATE FUNCTION whose(number bigint, purpose int, users int) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT 1 + (least(floor(exp(share(number, purpose) * ln(users + 1.0::float8))), users)::bigint * 7919 % users)::int $$;
-- Where from: one address in seven is of version 6.
CREATE FUNCTION address(person int, number bigint) RETURNS inet LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN pick(place, 11, 7) = 0
    THEN format('2001:db8:%s:%s::%s', to_hex(pick(place, 12, 65536)), to_hex(pick(place, 13, 65536)), to_hex(pick(place, 14, 65536)))
    ELSE format('%s.%s.%s.%s', (ARRAY[78, 85, 88, 176, 185, 195])[1 + pick(place, 15, 6)], pick(place, 16, 256),
                pick(place, 17, 256), 1 + pick(place, 18, 254)) END::inet
  FROM (SELECT person::bigint * 16 + floor(12 * share(number, 19) * share(number, 20))::int AS place) AS p $$;

CREATE TABLE users (
  id int PRIMARY KEY, username text NOT NULL UNIQUE, full_name text NOT NULL, email text NOT NULL, department text,
  created_at timestamptz NOT NULL);
INSERT INTO users
SELECT n, translate(lower(given || '.' || family), 'çğıöşüâ', 'cgiosua') || n, given || ' ' || family,
       translate(lower(given), 'çğıöşüâ', 'cgiosua') || n || '@kurum.example',
       (ARRAY['Bilgi İşlem', 'Muhasebe', 'Satış', 'Üretim', 'İnsan Kaynakları', 'Güvenlik'])[1 + pick(n, 1, 6)],
       timestamptz '2024-01-01Z' + pick(n, 2, 50000000) * interval '1 second'
FROM (SELECT n,
    (ARRAY['Ayşe', 'Fatma', 'Emine', 'Zeynep', 'Elif', 'Şule', 'Gülşen', 'Özlem', 'Çiğdem', 'Büşra', 'Mehmet', 'Mustafa',
           'Ahmet', 'Hüseyin', 'Hasan', 'Oğuz', 'Ömer', 'Uğur', 'Şükrü', 'Kâzım'])[1 + pick(n, 3, 20)] AS given,
    (ARRAY['Yılmaz', 'Kaya', 'Demir', 'Şahin', 'Çelik', 'Yıldız', 'Öztürk', 'Aydın', 'Arslan', 'Doğan', 'Kılıç', 'Çetin',
           'Koç', 'Kurt', 'Şimşek', 'Polat', 'Güneş', 'Bulut', 'Ünal', 'Gül'])[1 + pick(n, 4, 20)] AS family
  FROM generate_series(1, :users) AS n) AS named;

CREATE TABLE sessions (
  id bigint PRIMARY KEY, user_id int NOT NULL, session_token text NOT NULL, ip_address inet, user_agent text,
  created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL, ended_at timestamptz, is_active bool NOT NULL);
INSERT INTO sessions
SELECT n, person, translate(rtrim(encode(sha256(int8send(n)), 'base64'), '='), '+/', '-_'), address(person, n),
       browsers[1 + CASE WHEN pick(n, 21, 5) = 0 THEN pick(n, 22, 12) ELSE pick(person, 23, 10) END],
       began, began + CASE WHEN pick(n, 24, 4) = 0 THEN interval '7 days' ELSE interval '8 hours' END,
       CASE WHEN has_ended THEN began + least(28000, 20 - 900 * ln(1 - share(n, 25))) * interval '1 second' END, NOT has_ended
FROM (SELECT n, whose(n, 26, :users) AS person, pick(n, 27, 100) >= 12 AS has_ended,
        timestamptz '2026-01-01Z' + ((n - 1) * (15552000000000 / :rows) + pick(n, 28, 1000000)) * interval '1 microsecond' AS began,
        ARRAY[
          'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
          'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0',
          'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0',
          'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
          'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
          'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
          'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0',
          'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
          'Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
          'Mozilla/5.0 (Linux; Android 13; SM-A536E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Mobile Safari/537.36',
          'okhttp/4.12.0', 'python-requests/2.32.3'] AS browsers
      FROM generate_series(1::bigint, :rows) AS n) AS drawn;

CREATE TABLE security_events (
  id bigint PRIMARY KEY, user_id int, event_type text NOT NULL, ip_address inet, details jsonb,
  created_at timestamptz NOT NULL);
INSERT INTO security_events
SELECT n, CASE WHEN type = 'login_failed' AND pick(n, 31, 5) = 0 THEN NULL ELSE person END, type, address(person, n),
       CASE WHEN type = 'login_failed'
         THEN jsonb_build_object('reason', (ARRAY['bad_password', 'unknown_user', 'mfa_failed'])[1 + pick(n, 32, 3)],
                                 'attempt', 1 + pick(n, 33, 5))
         ELSE jsonb_build_object('yöntem', (ARRAY['parola', 'totp', 'webauthn'])[1 + pick(n, 34, 3)],
                                 'request_id', to_hex(hashint8extended(n, 35))) END,
       timestamptz '2026-01-01Z' + ((n - 1) * (15552000000000 / :rows) + pick(n, 36, 1000000)) * interval '1 microsecond'
FROM (SELECT n, whose(n, 37, :users) AS person,
        (ARRAY['login_success', 'login_success', 'login_success', 'login_success', 'login_failed', 'login_failed',
               'login_failed', 'logout', 'logout', 'token_refresh', 'token_refresh', 'token_refresh', 'token_refresh',
               'mfa_challenge', 'password_change', 'permission_denied'])[1 + pick(n, 38, 16)] AS type
      FROM generate_series(1::bigint, :rows) AS n) AS drawn;

CREATE INDEX ON sessions (created_at);
CREATE INDEX ON sessions (user_id);
CREATE INDEX ON security_events (created_at);
CREATE INDEX ON security_events (user_id);

DO $$ BEGIN CREATE ROLE tutanak_reader LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
ALTER ROLE tutanak_reader SET default_transaction_read_only = on;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO tutanak_reader;
