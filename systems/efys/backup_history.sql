-- What the back office shows of backups, as its own job wrote it: success or failed, at the wall clock of its server.
INSERT INTO backup_history (backup_type, backup_file, file_size, status, error, created_at)
VALUES (
  left(:'type', 20), :'file', :'size'::bigint, :'status', :'error',
  :'created_at'::timestamptz AT TIME ZONE :'zone'
)
