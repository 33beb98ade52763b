-- benalsam as Supabase and its own migration make it, with a day of use. Times are UTC; the night is that of 2026-10-08.
CREATE SCHEMA auth;
CREATE TABLE auth.users (
  id uuid PRIMARY KEY, email text, encrypted_password text, created_at timestamptz, last_sign_in_at timestamptz,
  banned_until timestamptz, deleted_at timestamptz);
CREATE TABLE auth.sessions (
  id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE, created_at timestamptz,
  updated_at timestamptz, user_agent text, ip inet, not_after timestamptz);
CREATE TABLE auth.refresh_tokens (id bigserial PRIMARY KEY, token text, session_id uuid REFERENCES auth.sessions);
CREATE TABLE auth.audit_log_entries (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), payload json, created_at timestamptz,
  ip_address varchar(64) NOT NULL DEFAULT '');
CREATE TABLE public.user_session_logs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), session_id uuid REFERENCES auth.sessions (id),
  user_id uuid NOT NULL REFERENCES auth.users (id), ip_address text DEFAULT 'unknown',
  user_agent text DEFAULT 'unknown', session_start timestamptz NOT NULL DEFAULT now(), session_end timestamptz,
  session_duration interval, status text DEFAULT 'active', legal_basis text DEFAULT 'hukuki_yukumluluk',
  created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
-- Security definer without a search_path of its own, as it was written.
CREATE FUNCTION log_session_activity() RETURNS trigger AS $$
BEGIN
  IF tg_op = 'INSERT' THEN
    INSERT INTO public.user_session_logs (session_id, user_id, session_start, status, legal_basis)
    VALUES (new.id, new.user_id, new.created_at, 'active', 'hukuki_yukumluluk');
  ELSIF tg_op = 'DELETE' THEN
    UPDATE public.user_session_logs
    SET session_end = now(), session_duration = now() - session_start, status = 'terminated', updated_at = now()
    WHERE session_id = old.id AND status = 'active';
  END IF;
  RETURN new;
END $$ LANGUAGE plpgsql SECURITY DEFINER;
CREATE TRIGGER session_log_trigger AFTER INSERT OR DELETE ON auth.sessions
  FOR EACH ROW EXECUTE FUNCTION log_session_activity();

INSERT INTO auth.users (id, email, encrypted_password, created_at, banned_until, deleted_at) VALUES
  ('00000000-0000-4000-8000-000000000001', 'ayse@ornek.com', 'canary-secret-hash', '2026-01-05', NULL, NULL),
  ('00000000-0000-4000-8000-000000000002', 'IRMAK@ornek.com', 'canary-secret-hash', '2026-01-06', '2026-12-01', NULL),
  ('00000000-0000-4000-8000-000000000003', 'giden@ornek.com', 'canary-secret-hash', '2026-01-07', NULL, '2026-09-01');
-- The trigger logs five sessions; address and browser stay 'unknown' until the edge function comes, for s1 and s2.
INSERT INTO auth.sessions (id, user_id, created_at, updated_at, not_after) VALUES
  ('00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-000000000001', '2026-10-07 06:00Z', '2026-10-07 06:50Z', '2026-10-14 06:00Z'),
  ('00000000-0000-4000-8000-0000000000a2', '00000000-0000-4000-8000-000000000001', '2026-10-07 07:00Z', '2026-10-07 08:00Z', '2026-10-14 07:00Z'),
  ('00000000-0000-4000-8000-0000000000a3', '00000000-0000-4000-8000-000000000002', '2026-10-07 09:00Z', '2026-10-07 09:30Z', '2026-10-14 09:00Z'),
  ('00000000-0000-4000-8000-0000000000a4', '00000000-0000-4000-8000-000000000002', '2026-10-07 10:00Z', '2026-10-07 10:30Z', '2026-10-14 10:00Z'),
  ('00000000-0000-4000-8000-0000000000a5', '00000000-0000-4000-8000-000000000003', '2026-10-07 11:00Z', '2026-10-07 11:30Z', '2026-10-14 11:00Z');
INSERT INTO auth.refresh_tokens (token, session_id) SELECT 'canary-secret-token', id FROM auth.sessions;
UPDATE public.user_session_logs l SET ip_address = '203.0.113.7', user_agent = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0'
FROM auth.sessions s WHERE s.id = l.session_id AND s.user_id = '00000000-0000-4000-8000-000000000001';
-- The application ended three: the stored length is right, an hour too long, and there without an end.
UPDATE public.user_session_logs SET session_end = '2026-10-07 06:55Z', session_duration = '55 minutes', status = 'terminated'
WHERE session_start = '2026-10-07 06:00Z';
UPDATE public.user_session_logs SET session_end = '2026-10-07 08:10Z', session_duration = '2 hours 10 minutes', status = 'terminated'
WHERE session_start = '2026-10-07 07:00Z';
UPDATE public.user_session_logs SET session_duration = '30 minutes' WHERE session_start = '2026-10-07 09:00Z';
INSERT INTO auth.audit_log_entries (payload, created_at, ip_address)
SELECT json_build_object('action', e.action, 'actor_id', '00000000-0000-4000-8000-00000000000' || e.who,
    'actor_username', e.name, 'log_type', 'account', 'traits', json_build_object('provider', 'email')), e.at::timestamptz, e.ip
FROM (VALUES
  ('user_signedup', 1, 'ayse@ornek.com', '2026-10-07 05:59Z', ''), ('login', 1, 'ayse@ornek.com', '2026-10-07 06:00Z', '203.0.113.7'),
  ('login', 1, 'ayse@ornek.com', '2026-10-07 07:00Z', '203.0.113.7'), ('token_refreshed', 1, 'ayse@ornek.com', '2026-10-07 08:00Z', ''),
  ('logout', 1, 'ayse@ornek.com', '2026-10-07 08:10Z', '203.0.113.7'), ('login', 2, 'IRMAK@ornek.com', '2026-10-07 09:00Z', ''),
  ('user_recovery_requested', 2, 'IRMAK@ornek.com', '2026-10-07 12:00Z', ''), ('user_modified', 2, 'IRMAK@ornek.com', '2026-10-07 12:05Z', ''),
  ('factor_in_progress', 2, 'IRMAK@ornek.com', '2026-10-07 12:06Z', '')) AS e (action, who, name, at, ip);
GRANT USAGE ON SCHEMA auth TO tutanak_reader;
GRANT SELECT ON public.user_session_logs, auth.sessions, auth.audit_log_entries TO tutanak_reader;
GRANT SELECT (id, email, created_at, deleted_at) ON auth.users TO tutanak_reader;
