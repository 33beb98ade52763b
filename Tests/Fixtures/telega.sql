-- telega as Prisma makes it, with a day of use. Times are UTC without a zone; the server stands in Istanbul.
CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');
CREATE TABLE "User" (
  id serial PRIMARY KEY, username text UNIQUE, email text UNIQUE, password text NOT NULL, role "Role" NOT NULL DEFAULT 'USER',
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "updatedAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE "Session" (
  id text PRIMARY KEY, "userId" integer NOT NULL REFERENCES "User" ON DELETE CASCADE, "refreshToken" text UNIQUE,
  "deviceInfo" text, "ipAddress" text, "userAgent" text, "expiresAt" timestamp(3) NOT NULL,
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "updatedAt" timestamp(3) NOT NULL);
INSERT INTO "User" (username, email, password, role, "createdAt") VALUES
  ('ığdır', 'igdir@ornek.com', 'canary-secret-hash', 'ADMIN', '2026-01-05'), ('igdir', 'i@ornek.com', 'canary-secret-hash', 'USER', '2026-01-06');
-- Several devices of one user; the last begins half an hour before midnight in Istanbul, the next day's after it.
INSERT INTO "Session" VALUES
  ('cl000000000000000000001', 1, 'canary-secret-1', 'iPhone 15', '203.0.113.7', 'TelegaApp/3.1 (iOS 18)', '2036-10-14 06:00', '2026-10-07 06:00:00.123', '2026-10-07 07:00'),
  ('cl000000000000000000002', 1, 'canary-secret-2', 'Pixel 9', '198.51.100.4', NULL, '2026-10-14 06:30', '2026-10-07 06:30', '2026-10-07 06:30'),
  ('cl000000000000000000003', 2, 'canary-secret-3', NULL, NULL, NULL, '2026-10-07 12:00', '2026-10-07 11:00', '2026-10-07 11:20'),
  ('cl000000000000000000004', 2, 'canary-secret-4', NULL, '203.0.113.9', NULL, '2036-10-14 20:30', '2026-10-07 20:30', '2026-10-07 20:30'),
  ('cl000000000000000000005', 2, 'canary-secret-5', NULL, '203.0.113.9', NULL, '2026-10-14 21:30', '2026-10-07 21:30', '2026-10-07 21:30'),
  ('cl000000000000000000006', 2, 'canary-secret-6', NULL, '203.0.113.9', NULL, '2026-10-07 15:00', '2026-10-07 14:00', '2026-10-07 14:00');
-- deleteExpiredSessions() as it ran at 14:30 Istanbul time took none of these but the sixth, by hand.
DELETE FROM "Session" WHERE id = 'cl000000000000000000006';
GRANT SELECT ON ALL TABLES IN SCHEMA public TO tutanak_reader;
