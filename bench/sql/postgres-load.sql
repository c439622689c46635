-- The register in PostgreSQL: records in order of person and day, and an index by type that holds all that the thirty read.
CREATE UNLOGGED TABLE village (village integer PRIMARY KEY, township integer, county integer);
CREATE UNLOGGED TABLE person (pid integer PRIMARY KEY, kind smallint, sex smallint, birth_day integer, village integer,
         residency smallint,
                              reg_day integer, exit_day integer, parity0 smallint, link integer);
CREATE UNLOGGED TABLE event (eid integer, pid integer, day smallint, mon smallint, type smallint, a smallint, b smallint,
         c smallint,
                             d smallint, fac integer);
\copy village FROM 'FOLDER/village.csv' WITH (FORMAT csv, HEADER)
\copy person FROM 'FOLDER/person.csv' WITH (FORMAT csv, HEADER)
\copy event FROM 'FOLDER/event.csv' WITH (FORMAT csv, HEADER)
ALTER TABLE event ADD PRIMARY KEY (eid);
CREATE INDEX event_by_type ON event (type, pid, day) INCLUDE (eid, mon, a, b, d);
CREATE INDEX event_by_person ON event (pid, day) INCLUDE (mon, type);
CREATE INDEX person_by_link ON person (link) WHERE kind = 2;

-- over: the first month whose end lies more than 364 days after the day.
CREATE TABLE months AS
  SELECT m::smallint AS mon, ((date '2020-01-01' + (m + 1) * interval '1 month')::date - date '2020-01-01' - 1)::smallint AS mend
  FROM generate_series(0, 59) m;
CREATE TABLE cal AS
  SELECT d::smallint AS day, (SELECT count(*) FROM months WHERE mend < d)::smallint AS mon,
         (SELECT count(*) FROM months WHERE mend <= d + 364)::smallint AS over
  FROM generate_series(0, 1827) d;
ALTER TABLE cal ADD PRIMARY KEY (day);
VACUUM (ANALYZE, FREEZE) village;
VACUUM (ANALYZE, FREEZE) person;
VACUUM (ANALYZE, FREEZE) event;
VACUUM (ANALYZE, FREEZE) months;
VACUUM (ANALYZE, FREEZE) cal;

-- SPDX-License-Identifier: Apache-2.0
