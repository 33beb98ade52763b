-- users: the people of efys.
--
--   1-3     the administrators; further ones come from the hash
--   4       whose account the burst of failed sign-ins guesses
--   5       who is signed in from two networks at once
--   6, 7    a name with an emoji; a name with control characters, its user name ending in a tab
--   8, 9    two accounts that differ by a dot: irmak.kılıçaslan and ırmak.kılıçaslan
--   10      disabled in the middle of the month, while signed in
--   11      made in the month and an administrator three hours later
--   12..    Turkish names, some double; user names without Turkish letters, every ninth with them
--
-- About 6 % are inactive, half of them disabled within the month; about 4 % were locked out, half of them still are.

CREATE TEMP TABLE first_name ON COMMIT DROP AS
SELECT n - 1 AS n, name FROM unnest(ARRAY[
  'Ayşe', 'Mehmet', 'Şule', 'İbrahim', 'Çiğdem', 'Oğuz', 'Işıl', 'Ümit', 'Gülşen', 'Mustafa', 'Özlem', 'Şükrü',
  'Zeynep', 'Hüseyin', 'İpek', 'Çağlar', 'Tuğba', 'Ömer', 'Büşra', 'Uğur', 'Elif', 'Yusuf', 'Müge', 'İsmail',
  'Nurgül', 'Barış', 'Ülkü', 'Gökhan', 'Sevgi', 'Kâzım', 'Dilek', 'Ahmet', 'Yağmur', 'Osman', 'Hatice', 'Tolga',
  'Songül', 'Rıza', 'Ebru', 'Sıtkı', 'Gönül', 'Volkan', 'Aslı', 'Çetin', 'Hülya', 'Doğan', 'Nilüfer', 'Ercan'
]) WITH ORDINALITY AS names(name, n);

CREATE TEMP TABLE last_name ON COMMIT DROP AS
SELECT n - 1 AS n, name FROM unnest(ARRAY[
  'Yılmaz', 'Şahin', 'Çelik', 'Öztürk', 'Kılıç', 'Doğan', 'Yıldırım', 'Işık', 'Güneş', 'Demir', 'Şimşek', 'Özdemir',
  'Çetin', 'Aydın', 'Kaya', 'Türkoğlu', 'Arslan', 'Çakır', 'Özkan', 'Erdoğan', 'Koç', 'Yıldız', 'Güler', 'Ünal',
  'Şen', 'Aktaş', 'Bozkurt', 'Çiftçi', 'Tekin', 'Özgür', 'Sağlam', 'Kurt', 'Ateş', 'Karagöz', 'Soylu', 'Uçar',
  'Dağ', 'İnce', 'Polat', 'Gündüz', 'Ceylan', 'Bıçakçı', 'Ergün', 'Tunç', 'Keskin'
]) WITH ORDINALITY AS names(name, n);

-- Women and men take turns in the list above, and so do the second names.
CREATE TEMP TABLE second_name ON COMMIT DROP AS
SELECT n - 1 AS n, name FROM unnest(ARRAY['Nur', 'Ali', 'Gül', 'Can', 'Naz', 'Efe', 'Sıla', 'Kağan'])
  WITH ORDINALITY AS names(name, n);

-- The first twelve have a part to play; their names are outside the two lists.
CREATE TEMP TABLE cast_member (id bigint, username text, email_name text, full_name text, role text) ON COMMIT DROP;
INSERT INTO cast_member VALUES
  (1, 'sukru.igdir', 'sukru.igdir', 'Şükrü Iğdır', 'admin'),
  (2, 'isil.cinar', 'isil.cinar', 'Işıl Çınar', 'admin'),
  (3, 'gokhan.ogut', 'gokhan.ogut', 'Gökhan Öğüt', 'admin'),
  (4, 'ayşe.gültekin', 'ayse.gultekin', 'Ayşe Nur Gültekin', 'operator'),
  (5, 'mehmet.ali.sarioglu', 'mehmet.ali.sarioglu', 'Mehmet Ali Sarıoğlu', 'operator'),
  (6, 'gökçe🌸', 'gokce', 'Gökçe 🌸 Yüce', 'viewer'),
  (7, E'baris.erten\t', 'baris.erten', E'Barış\u0007 \u001b[31mErten\u001b[0m', 'viewer'),
  (8, 'irmak.kılıçaslan', 'irmak', 'Irmak Kılıçaslan', 'operator'),
  (9, 'ırmak.kılıçaslan', 'irmak2', 'Irmak Kılıçaslan', 'viewer'),
  (10, 'ferdi.tasci', 'ferdi.tasci', 'Ferdi Taşçı', 'operator'),
  (11, 'omer.faruk.dogru', 'omer.faruk.dogru', 'Ömer Faruk Doğru', 'admin'),
  (12, 'ilknur.ulubatli', 'ilknur.ulubatli', 'İlknur Ulubatlı', 'operator');

-- The pair of lists gives 2160 different people; then a number is added.
CREATE TEMP TABLE person ON COMMIT DROP AS
SELECT id, f.name AS first, l.name AS last, second.name AS second,
  CASE WHEN id / 2160 > 0 THEN (id / 2160 + 1)::text ELSE '' END AS suffix
FROM generate_series(1::bigint, :users) AS id
JOIN first_name f ON f.n = id % 48
JOIN last_name l ON l.n = (id / 48 + id * 7) % 45
LEFT JOIN second_name second
  ON pg_temp.pick(id, 101, 10) = 0 AND second.n = f.n % 2 + 2 * pg_temp.pick(id, 102, 4);

CREATE TEMP TABLE user_draft ON COMMIT DROP AS
WITH named AS (
  -- Letters outside ASCII are replaced first, and what is left is folded as in C, whatever the database's locale.
  SELECT id,
    lower(translate(first || '.' || last, 'IİÇĞÖŞÜÂçğıöşüâ', 'iicgosuacgiosua') COLLATE "C") || suffix AS ascii,
    lower(translate(first || '.' || last, 'IİÇĞÖŞÜÂ', 'ıiçğöşüâ') COLLATE "C") || suffix AS turkish,
    concat_ws(' ', first, second, last) AS full_name
  FROM person
), marked AS (
  SELECT id, pg_temp.pick(id, 103, 100) AS role_mark, pg_temp.pick(id, 104, 100) AS fate_mark,
    day + hour + pg_temp.pick_time(id, 105, interval '1 hour') AS turning_point
  FROM person
  JOIN day_slot d ON d.slot = pg_temp.pick(id, 109, (SELECT count(*) FROM day_slot))
  JOIN hour_slot h ON h.slot = pg_temp.pick(id, 110, (SELECT count(*) FROM hour_slot))
)
SELECT id,
  coalesce(c.username, CASE WHEN id % 9 = 0 THEN turkish ELSE ascii END) AS username,
  coalesce(c.email_name, ascii) || '@ornekosb.example' AS email,
  coalesce(c.full_name, n.full_name) AS full_name,
  coalesce(c.role, CASE WHEN role_mark < 1 THEN 'admin' WHEN role_mark < 35 THEN 'operator' ELSE 'viewer' END) AS role,
  CASE
    WHEN id = 11 THEN :'begins'::timestamp + interval '9 days 09:14:02.118204'
    WHEN id > 12 AND fate_mark IN (10, 11) THEN turning_point
    ELSE :'begins'::date - 40 - pg_temp.pick(id, 106, 1000)::integer + turning_point::time
  END AS created_at,
  CASE
    WHEN id = 10 THEN :'begins'::timestamp + interval '10 days 14:30:21.402771'
    WHEN id > 12 AND fate_mark < 3 THEN :'begins'::timestamp - pg_temp.pick_time(id, 107, interval '30 days')
    WHEN id > 12 AND fate_mark < 6 THEN turning_point
  END AS disabled_at,
  CASE WHEN id > 12 AND fate_mark IN (12, 13) THEN turning_point
    WHEN id > 12 AND fate_mark IN (14, 15) THEN :'ends'::timestamp - interval '4 hours' - pg_temp.pick_time(id, 108, interval '7 hours')
  END AS locked_at,
  -- An administrator unlocks some; the others' lock of twelve hours still holds at the end of the month.
  fate_mark IN (12, 13) AS is_unlocked,
  turning_point
FROM named n JOIN marked USING (id) LEFT JOIN cast_member c USING (id);
CREATE UNIQUE INDEX ON user_draft (id);
ANALYZE user_draft;
