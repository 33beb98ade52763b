-- The role Tutanak reads efys with, as the database's administrator makes it, once, in the database itself.
--
--   tutanak_reader      may sign in, read every table and sequence of schema public, and nothing else;
--                       its transactions are read only unless it says otherwise, and its writes are refused anyway.
--
-- Sequences are readable because pg_dump reads their present value. Tables the same administrator makes later are
-- covered by default privileges. The role has no password here: set one with \password tutanak_reader where the
-- server asks for it. Running the script again changes nothing.

\set ON_ERROR_STOP on

SELECT 'CREATE ROLE tutanak_reader LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutanak_reader') \gexec

ALTER ROLE tutanak_reader SET default_transaction_read_only = on;
GRANT CONNECT ON DATABASE :"DBNAME" TO tutanak_reader;
GRANT USAGE ON SCHEMA public TO tutanak_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO tutanak_reader;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO tutanak_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO tutanak_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON SEQUENCES TO tutanak_reader;
