-- The register in SQLite: records clustered by person and day, and once more by type with all that the thirty read.
PRAGMA page_size = 8192;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -4000000;
PRAGMA threads = 2;
CREATE TABLE village (village INTEGER PRIMARY KEY, township INTEGER, county INTEGER);
CREATE TABLE person (pid INTEGER PRIMARY KEY, kind INTEGER, sex INTEGER, birth_day INTEGER, village INTEGER, residency INTEGER,
                     reg_day INTEGER, exit_day INTEGER, parity0 INTEGER, link INTEGER);
CREATE TABLE event (eid INTEGER, pid INTEGER, day INTEGER, mon INTEGER, type INTEGER, a INTEGER, b INTEGER, c INTEGER, d INTEGER,
                    fac INTEGER, PRIMARY KEY (pid, day, eid)) WITHOUT ROWID;
.import --csv --skip 1 FOLDER/village.csv village
.import --csv --skip 1 FOLDER/person.csv person
.import --csv --skip 1 FOLDER/event.csv event
CREATE INDEX event_by_type ON event (type, pid, day, eid, mon, a, b, d);
CREATE INDEX person_by_kind ON person (kind, link);

-- `over` is the first month whose end lies more than 364 days after the day.
CREATE TABLE months (mon INTEGER PRIMARY KEY, mend INTEGER);
WITH RECURSIVE m(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM m WHERE n < 59)
INSERT INTO months SELECT n, julianday('2020-01-01', '+' || (n + 1) || ' months') - julianday('2020-01-01') - 1 FROM m;
CREATE TABLE cal (day INTEGER PRIMARY KEY, mon INTEGER, over INTEGER);
WITH RECURSIVE d(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM d WHERE n < 1827)
INSERT INTO cal SELECT n, (SELECT count(*) FROM months WHERE mend < n), (SELECT count(*) FROM months WHERE mend <= n + 364) FROM d;
CREATE TABLE res (ind INTEGER, village INTEGER, mon INTEGER, num INTEGER, den INTEGER);
ANALYZE;

-- SPDX-License-Identifier: Apache-2.0
