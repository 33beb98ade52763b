-- The application's own records; people and times are those of the sessions.
--
--   system_logs      a fifth as many rows as sessions: nine modules, five levels, tracebacks with the errors
--   audit_log        a fiftieth: invoices, tariffs, permissions, subscribers, with before and after
--   backup_history   the nightly pg_dump of 02:00; two nights failed

CREATE TEMP TABLE log_text ON COMMIT DROP AS
SELECT * FROM (VALUES
  (0, 'INFO', 'billing', 'Fatura oluşturuldu: %s', '/billing/create', NULL),
  (1, 'INFO', 'billing', 'Dönem kapanışı hesaplandı: %s abone', '/billing/close', NULL),
  (2, 'INFO', 'subscribers', 'Abone kartı güncellendi: %s', '/subscribers/edit', NULL),
  (3, 'INFO', 'reports', 'Rapor dışa aktarıldı: %s satır', '/reports/export', NULL),
  (4, 'INFO', 'monitoring', 'Sayaç okumaları alındı: %s', NULL, NULL),
  (5, 'INFO', 'mevzuat', 'Mevzuat taraması bitti: %s kayıt', NULL, NULL),
  (6, 'DEBUG', 'tariff', 'Tarife önbelleği yenilendi: %s', '/tariff/list', NULL),
  (7, 'DEBUG', 'loss_analysis', 'Kayıp analizi adımı %s', '/analysis/loss', NULL),
  (8, 'WARNING', 'monitoring', 'Sayaç %s yanıt vermiyor, yeniden denenecek', NULL, NULL),
  (9, 'WARNING', 'auth', 'Oturum süresi dolmuş istek reddedildi: %s', '/dashboard', NULL),
  (10, 'WARNING', 'billing', 'Eksik endeks, tahmin kullanıldı: abone %s', '/billing/create', NULL),
  (11, 'ERROR', 'billing', 'Fatura %s oluşturulamadı', '/billing/create', E'Traceback (most recent call last):\n  File "/opt/efys/services/billing.py", line 214, in create_invoice\n    total = lines.amount * tariff.rate\nAttributeError: ''NoneType'' object has no attribute ''rate'''),
  (12, 'ERROR', 'export', 'Excel dosyası yazılamadı: %s', '/reports/export', E'Traceback (most recent call last):\n  File "/opt/efys/services/export.py", line 41, in export_to_excel\n    wb.save(output)\nMemoryError'),
  (13, 'ERROR', 'monitoring', 'OSOS bağlantısı koptu: sayaç %s', NULL, E'Traceback (most recent call last):\n  File "/opt/efys/services/osos.py", line 87, in read_meter\n    raise TimeoutError("no answer within 30 s")\nTimeoutError: no answer within 30 s'),
  (14, 'CRITICAL', 'backup', 'Yedek alınamadı: deneme %s', NULL, E'Traceback (most recent call last):\n  File "/opt/efys/services/backup.py", line 29, in create_backup\n    subprocess.run(cmd, check=True)\nsubprocess.CalledProcessError: Command ''pg_dump'' returned non-zero exit status 1.')
) AS texts (number, level, module, message, path, traceback);

INSERT INTO system_logs (
  id, log_level, module, message, user_id, ip_address, request_path, exception_traceback, created_at)
SELECT row_number() OVER (ORDER BY at, k), level, module, format(message, pg_temp.pick(k, 401, 90000) + 10000),
  CASE WHEN path IS NOT NULL THEN user_id END, CASE WHEN path IS NOT NULL THEN ip END, path, traceback, at
FROM (
  SELECT k, s.user_id, s.ip, log_text.*,
    least(started + pg_temp.pick_time(k, 402, interval '50 minutes'), :'ends'::timestamp - interval '1 microsecond') AS at
  FROM generate_series(1::bigint, :sessions / 5) AS k
  JOIN session_made s ON s.n = 21 + pg_temp.pick(k, 403, :sessions - 20)
  -- Routine is frequent, an error is not: the ninth mark of ten chooses among all texts.
  JOIN log_text ON log_text.number = CASE WHEN pg_temp.pick(k, 404, 10) < 7 THEN pg_temp.pick(k, 405, 8)
    ELSE pg_temp.pick(k, 406, 15) END
) AS line
ORDER BY 1;

INSERT INTO audit_log (id, actor_id, action, object_type, object_id, before, after, created_at)
SELECT row_number() OVER (ORDER BY at, k), user_id, action, object_type, 1000 + pg_temp.pick(k, 411, 4000),
  CASE action WHEN 'invoice_create' THEN NULL
    WHEN 'invoice_cancel' THEN jsonb_build_object('status', 'issued', 'total', amount)
    WHEN 'tariff_change' THEN jsonb_build_object('rate', 2.1437)
    WHEN 'permission_change' THEN '{"reports": ["view"]}'
    ELSE jsonb_build_object('contract_power_kw', amount) END,
  CASE action WHEN 'invoice_create' THEN jsonb_build_object('status', 'issued', 'total', amount)
    WHEN 'invoice_cancel' THEN jsonb_build_object('status', 'cancelled', 'total', amount)
    WHEN 'tariff_change' THEN jsonb_build_object('rate', round(2.1437 + pg_temp.pick(k, 412, 900) / 10000.0, 4))
    WHEN 'permission_change' THEN '{"reports": ["view", "export"]}'
    ELSE jsonb_build_object('contract_power_kw', amount + 50) END,
  at
FROM (
  SELECT k, s.user_id, pg_temp.pick(k, 413, 900) + 100 AS amount,
    least(started + pg_temp.pick_time(k, 414, interval '40 minutes'), :'ends'::timestamp - interval '1 microsecond') AS at,
    (ARRAY['invoice_create', 'invoice_create', 'invoice_create', 'invoice_create', 'subscriber_change',
      'subscriber_change', 'subscriber_change', 'invoice_cancel', 'tariff_change', 'permission_change'])[mark] AS action,
    (ARRAY['invoice', 'invoice', 'invoice', 'invoice', 'subscriber',
      'subscriber', 'subscriber', 'invoice', 'tariff', 'role'])[mark] AS object_type
  FROM generate_series(1::bigint, :sessions / 50) AS k
  JOIN session_made s ON s.n = 21 + pg_temp.pick(k, 415, :sessions - 20)
  CROSS JOIN LATERAL (SELECT 1 + pg_temp.pick(k, 416, 10) AS mark) AS m
) AS act
ORDER BY 1;

INSERT INTO backup_history (id, backup_type, backup_file, file_size, status, error, created_at)
SELECT k, 'full', format('backups/osos_db_%s.sql', to_char(night + interval '2 hours', 'YYYYMMDD_HH24MISS')),
  CASE WHEN failed THEN 0 ELSE 41200000 + k * 310000 + pg_temp.pick(k, 421, 90000) END,
  CASE WHEN failed THEN 'failed' ELSE 'success' END,
  CASE WHEN failed THEN 'Command ''pg_dump'' returned non-zero exit status 1.' END,
  night + interval '02:00:04' + pg_temp.pick_time(k, 422, interval '50 seconds')
FROM (
  SELECT k, :'begins'::timestamp + (k - 1) * interval '1 day' AS night, k IN (6, 13) AS failed
  FROM generate_series(1::bigint, :days) AS k
) AS nights
ORDER BY k;

SELECT setval('system_logs_id_seq', (SELECT max(id) FROM system_logs)),
  setval('audit_log_id_seq', (SELECT max(id) FROM audit_log)),
  setval('backup_history_id_seq', (SELECT max(id) FROM backup_history)) \g /dev/null
