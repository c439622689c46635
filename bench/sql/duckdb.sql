-- The thirty indicators in DuckDB. What holds from month to month is added up from its changes, never woman by month.
TRUNCATE res;

-- Records that several indicators look at, with the village of residence.
CREATE OR REPLACE TEMP TABLE w AS
  SELECT pid, village, residency, f.mon AS f, u.mon AS u
  FROM person
  JOIN cal f ON f.day = least(greatest(reg_day, birth_day + 5479, 0), 1827)
  JOIN cal u ON u.day = greatest(least(exit_day, birth_day + 18263, 1827), 0)
  WHERE kind = 1 AND f.mon < u.mon;
CREATE OR REPLACE TEMP TABLE turn AS SELECT eid, pid, day, mon, type, a FROM event WHERE type IN (2, 3);
CREATE OR REPLACE TEMP TABLE start AS
  SELECT t.eid, t.pid, t.day, t.mon, t.a, p.village FROM turn t JOIN person p USING (pid) WHERE t.type = 2;
CREATE OR REPLACE TEMP TABLE informed AS SELECT pid, day, b FROM event WHERE type = 1 AND a = 1;
CREATE OR REPLACE TEMP TABLE exam AS
  SELECT pid, day, mon, a, lead(mon, 1, 60) OVER next AS then_mon, lead(a) OVER next AS then_a, lead(day) OVER next AS then_day
  FROM event WHERE type = 6 WINDOW next AS (PARTITION BY pid ORDER BY day, eid);
CREATE OR REPLACE TEMP TABLE birth AS
  SELECT e.pid, e.day, e.mon, e.b, e.d, p.village, lag(e.day) OVER (PARTITION BY e.pid ORDER BY e.day, e.eid) AS before, e.eid
  FROM event e JOIN person p USING (pid) WHERE e.type = 13 AND e.a IN (1, 2);
CREATE OR REPLACE TEMP TABLE reg AS
  SELECT e.eid, e.pid, e.day - 7 * e.a AS lmp, e.mon, p.village FROM event e JOIN person p USING (pid) WHERE e.type = 10;

-- Spells from month f up to, not including, month u: using a method, examined within a year, met within a year.
CREATE OR REPLACE TEMP TABLE used AS
  SELECT village, a = 1 AS iud, greatest(f, s) AS f, least(u, t) AS u
  FROM (SELECT pid, type, a, mon AS s, lead(mon, 1, 60) OVER (PARTITION BY pid ORDER BY day, eid) AS t FROM turn) JOIN w USING (pid)
  WHERE type = 2 AND greatest(f, s) < least(u, t);
CREATE OR REPLACE TEMP TABLE seen AS
  SELECT village, greatest(f, s) AS f, least(u, then_mon, over) AS u
  FROM (SELECT pid, day, mon AS s, then_mon FROM exam) JOIN cal USING (day) JOIN w USING (pid)
  WHERE greatest(f, s) < least(u, then_mon, over);
CREATE OR REPLACE TEMP TABLE met AS
  SELECT village, greatest(f, s) AS f, least(u, t, over) AS u
  FROM (SELECT pid, day, mon AS s, lead(mon, 1, 60) OVER (PARTITION BY pid ORDER BY day) AS t
        FROM event SEMI JOIN (SELECT pid FROM w WHERE residency = 1) m USING (pid) WHERE type IN (1, 2, 4, 5, 6))
  JOIN cal USING (day) JOIN w USING (pid)
  WHERE s < t AND greatest(f, s) < least(u, t, over);

-- How many more there are in a month than in the month before.
CREATE OR REPLACE TEMP TABLE change AS
  SELECT 1 AS what, village, f AS mon, count(*) AS n FROM w GROUP BY village, f
  UNION ALL SELECT 1, village, u, -count(*) FROM w GROUP BY village, u
  UNION ALL SELECT 2, village, f, count(*) FROM w WHERE residency = 1 GROUP BY village, f
  UNION ALL SELECT 2, village, u, -count(*) FROM w WHERE residency = 1 GROUP BY village, u
  UNION ALL SELECT 3, village, f, count(*) FROM used WHERE NOT iud GROUP BY village, f
  UNION ALL SELECT 3, village, u, -count(*) FROM used WHERE NOT iud GROUP BY village, u
  UNION ALL SELECT 4, village, f, count(*) FROM used WHERE iud GROUP BY village, f
  UNION ALL SELECT 4, village, u, -count(*) FROM used WHERE iud GROUP BY village, u
  UNION ALL SELECT 5, village, f, count(*) FROM seen GROUP BY village, f
  UNION ALL SELECT 5, village, u, -count(*) FROM seen GROUP BY village, u
  UNION ALL SELECT 6, village, f, count(*) FROM met GROUP BY village, f
  UNION ALL SELECT 6, village, u, -count(*) FROM met GROUP BY village, u;
CREATE OR REPLACE TEMP TABLE stock AS
  WITH wide AS (
    SELECT village, mon, sum(n) FILTER (what = 1) AS women, sum(n) FILTER (what = 2) AS migrants,
           sum(n) FILTER (what IN (3, 4)) AS users, sum(n) FILTER (what = 4) AS iud, sum(n) FILTER (what = 5) AS examined,
           sum(n) FILTER (what = 6) AS met
    FROM change GROUP BY ALL
  )
  SELECT v.village, m.mon, coalesce(sum(women) OVER so_far, 0) AS women, coalesce(sum(migrants) OVER so_far, 0) AS migrants,
         coalesce(sum(users) OVER so_far, 0) AS users, coalesce(sum(iud) OVER so_far, 0) AS iud,
         coalesce(sum(examined) OVER so_far, 0) AS examined, coalesce(sum(met) OVER so_far, 0) AS met
  FROM village v CROSS JOIN months m LEFT JOIN wide x ON x.village = v.village AND x.mon = m.mon
  WINDOW so_far AS (PARTITION BY v.village ORDER BY m.mon);

-- Everything that is a sum over the month's records: a branch for each type groups by village and month without a hash table.
CREATE OR REPLACE TEMP TABLE flow AS
  SELECT 1 AS type, village, mon, count(*) AS den, 0 AS num, 0 AS protection
  FROM event e JOIN person p USING (pid) WHERE type = 1 GROUP BY village, mon
  UNION ALL
  SELECT 2, village, mon, count(*), sum((a <= 2)::INTEGER),
         sum(CASE a WHEN 1 THEN 2760 WHEN 2 THEN 1500 WHEN 6 THEN 6000 WHEN 7 THEN 6000 ELSE 0 END)
  FROM event e JOIN person p USING (pid) WHERE type = 2 GROUP BY village, mon
  UNION ALL
  SELECT 4, village, mon, count(*), sum((b = 1)::INTEGER), 0
  FROM event e JOIN person p USING (pid) WHERE type = 4 GROUP BY village, mon
  UNION ALL
  SELECT 5, village, mon, count(*), 0, sum(CASE a WHEN 3 THEN 40 * b WHEN 4 THEN 150 * b WHEN 5 THEN 5 * b ELSE 0 END)
  FROM event e JOIN person p USING (pid) WHERE type = 5 GROUP BY village, mon
  UNION ALL
  SELECT 6, village, mon, count(*), sum((a = 1)::INTEGER), 0
  FROM event e JOIN person p USING (pid) WHERE type = 6 AND a <= 1 GROUP BY village, mon
  UNION ALL
  SELECT 10, village, mon, count(*), sum((a < 13)::INTEGER), 0
  FROM event e JOIN person p USING (pid) WHERE type = 10 GROUP BY village, mon
  UNION ALL
  SELECT 16, village, mon, count(*), sum(a), 0
  FROM event e JOIN person p USING (pid) WHERE type = 16 GROUP BY village, mon;

INSERT INTO res
SELECT cell // 16777216, cell // 64 % 262144, cell % 64, num, den
  FROM (SELECT ind * 16777216 + village * 64 + mon AS cell, sum(num) AS num, sum(den) AS den FROM (
  SELECT unnest([1, 5, 6, 8, 13, 27]) AS ind, village, mon, unnest([0, users, iud, 0, examined, met]) AS num,
         unnest([women, women, users, women, women, migrants]) AS den
  FROM stock
  UNION ALL SELECT 1, village, mon, den, 0 FROM flow WHERE type = 1
  UNION ALL SELECT 8, village, mon, protection, 0 FROM flow WHERE type IN (2, 5)
  UNION ALL
  SELECT ind, village, mon, num, den FROM flow JOIN (VALUES (2, 3), (4, 10), (6, 14), (10, 20), (16, 29)) x (type, ind) USING (type)
  UNION ALL SELECT ind, village, mon, 0, den FROM flow JOIN (VALUES (2, 2), (10, 17), (10, 19)) x (type, ind) USING (type)
  UNION ALL SELECT ind, village, mon, 0, num FROM flow JOIN (VALUES (4, 11), (6, 15), (6, 16)) x (type, ind) USING (type)
  UNION ALL
  SELECT 2, village, mon, count(*), 0
  FROM start s SEMI JOIN (SELECT * FROM informed WHERE b = 1) c ON c.pid = s.pid AND c.day BETWEEN s.day - 30 AND s.day GROUP BY ALL
  UNION ALL SELECT 4, village, mon, 0, count(*) FROM start WHERE a = 1 GROUP BY ALL
  UNION ALL
  SELECT 4, village, mon, count(*), 0
  FROM (SELECT * FROM start WHERE a = 1) s
  SEMI JOIN (SELECT pid, day FROM event WHERE type = 4 AND a = 1) x ON x.pid = s.pid AND x.day BETWEEN s.day + 1 AND s.day + 30
    GROUP BY ALL
  UNION ALL SELECT 7, village, mon + 12, 0, count(*) FROM start WHERE a BETWEEN 1 AND 5 AND mon < 48 GROUP BY ALL
  UNION ALL
  SELECT 7, village, mon + 12, count(*), 0
  FROM (SELECT * FROM start WHERE a BETWEEN 1 AND 5 AND mon < 48) s
  SEMI JOIN (SELECT * FROM turn WHERE type = 3) x ON x.pid = s.pid AND x.a = s.a AND x.day BETWEEN s.day + 1 AND s.day + 365
    GROUP BY ALL
  UNION ALL
  SELECT 9, village, mon, count(*) FILTER (again <= day + span + 7), count(*)
  FROM (SELECT pid, type, day, mon, CASE a WHEN 3 THEN 28 * b ELSE 90 * b END AS span,
               min(day) OVER (PARTITION BY pid, a ORDER BY day RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS again
        FROM (SELECT pid, a, type, day, mon, b FROM event WHERE type = 5 AND a IN (3, 4)
              UNION ALL SELECT pid, a, type, day, mon, 0 FROM turn WHERE type = 3 AND a IN (3, 4)))
  JOIN person USING (pid) WHERE type = 5 GROUP BY ALL
  UNION ALL
  SELECT 11, p.village, mon, count(*), 0
  FROM (SELECT pid, day, mon FROM event WHERE type = 4 AND b = 1) e
  SEMI JOIN (SELECT pid, day FROM informed UNION ALL SELECT pid, day FROM turn WHERE type = 3) x
            ON x.pid = e.pid AND x.day BETWEEN e.day AND e.day + 60
  JOIN person p USING (pid) GROUP BY ALL
  UNION ALL
  SELECT 15, p.village, mon, count(*), 0
  FROM (SELECT * FROM exam WHERE a = 1) e
  SEMI JOIN (SELECT pid, day FROM event WHERE type = 7) x ON x.pid = e.pid AND x.day BETWEEN e.day AND e.day + 30
  JOIN person p USING (pid) GROUP BY ALL
  UNION ALL
  SELECT 16, p.village, mon, count(*), 0
  FROM exam JOIN person p USING (pid) WHERE a = 1 AND then_a = 0 AND then_day <= day + 180 GROUP BY ALL
  UNION ALL
  SELECT 17, village, mon, count(*), 0
  FROM reg r SEMI JOIN (SELECT pid, day FROM event WHERE type = 8) x ON x.pid = r.pid AND x.day BETWEEN lmp - 365 AND lmp + 14
    GROUP BY ALL
  UNION ALL
  SELECT 19, village, mon, count(*), 0
  FROM reg r SEMI JOIN (SELECT pid, day FROM event WHERE type = 9) x ON x.pid = r.pid AND x.day BETWEEN lmp - 351 AND lmp - 76
    GROUP BY ALL
  UNION ALL SELECT 18, village, mon, 0, count(*) FROM event JOIN person p USING (pid) WHERE type = 8 AND kind = 1 GROUP BY ALL
  UNION ALL
  SELECT 18, p.village, mon, count(*), 0
  FROM (SELECT pid, day, mon FROM event WHERE type = 8) e
  SEMI JOIN (SELECT m.link, h.day FROM event h JOIN person m USING (pid) WHERE h.type = 8 AND m.kind = 2) x
            ON x.link = e.pid AND x.day BETWEEN e.day - 30 AND e.day + 30
  JOIN person p USING (pid) WHERE p.kind = 1 GROUP BY ALL
  UNION ALL
  SELECT unnest([22, 23, 24, 25]), village, mon, unnest([0, 0, count(*) FILTER (b = 1), count(*) FILTER (d = 1)]),
    unnest([count(*), count(*), count(*), count(*)])
  FROM birth GROUP BY village, mon
  UNION ALL SELECT 12, village, mon + 6, 0, count(*) FROM birth WHERE mon < 54 GROUP BY ALL
  UNION ALL
  SELECT 12, village, mon + 6, count(*), 0
  FROM (SELECT * FROM birth WHERE mon < 54) i
  SEMI JOIN start x ON x.pid = i.pid AND x.day BETWEEN i.day + 1 AND i.day + 180 GROUP BY ALL
  UNION ALL
  SELECT unnest([21, 22]), village, mon, unnest([count(*) FILTER (risky AND b = 1), count(*) FILTER (contacts >= 5)]),
         unnest([count(*) FILTER (risky), 0])
  FROM (SELECT i.eid, i.village, i.mon, i.b, count(*) AS contacts, bool_or(x.b = 1) AS risky
        FROM birth i JOIN (SELECT pid, day, b FROM event
                 WHERE type = 11) x ON x.pid = i.pid AND x.day BETWEEN i.day - 294 AND i.day GROUP BY ALL)
  GROUP BY village, mon
  UNION ALL
  SELECT 23, village, mon, count(*), 0
  FROM birth i SEMI JOIN (SELECT pid, day FROM event
           WHERE type = 12 AND a = 1) x ON x.pid = i.pid AND x.day BETWEEN i.day - 294 AND i.day GROUP BY ALL
  UNION ALL SELECT 26, village, cal.mon, 0, count(*) FROM birth i JOIN cal ON cal.day = i.day + 42 AND cal.mon < 60 GROUP BY ALL
  UNION ALL
  SELECT 26, village, cal.mon, count(*), 0
  FROM (SELECT i.eid, i.day, i.village FROM birth i JOIN (SELECT pid, day FROM event WHERE type = 14) x
        ON x.pid = i.pid AND x.day BETWEEN i.day + 1 AND i.day + 42 GROUP BY ALL HAVING count(*) >= 2) i
  JOIN cal ON cal.day = i.day + 42 AND cal.mon < 60 GROUP BY ALL
  UNION ALL SELECT 30, village, mon, count(*) FILTER (day - before >= 730), count(*) FROM birth WHERE before IS NOT NULL
    GROUP BY ALL
  UNION ALL SELECT 28, village, cal.mon, 0, count(*) FROM person JOIN cal ON cal.day = birth_day AND cal.mon < 60 WHERE kind = 3
    GROUP BY ALL
  UNION ALL
  SELECT 28, village, cal.mon, count(*), 0
  FROM (SELECT * FROM person WHERE kind = 3) p
  SEMI JOIN (SELECT pid, day FROM event
           WHERE type = 15 AND a = 1) x ON x.pid = p.pid AND x.day BETWEEN p.birth_day AND p.birth_day + 20
  JOIN cal ON cal.day = birth_day AND cal.mon < 60 GROUP BY ALL
) GROUP BY cell) WHERE num <> 0 OR den <> 0;

-- SPDX-License-Identifier: Apache-2.0
