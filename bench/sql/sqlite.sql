-- The thirty indicators in SQLite. Every branch walks one type in order of person and day and looks others up in the same index;
-- what holds from month to month is added up from its changes. Cells grow in a small table under one whole number each (indicator,
-- village, month), which is quicker here than to sort a million rows for GROUP BY.
BEGIN;
DELETE FROM res;
CREATE TEMP TABLE part (cell INTEGER PRIMARY KEY, num INTEGER, den INTEGER);
CREATE TEMP TABLE w (pid INTEGER PRIMARY KEY, village INTEGER, residency INTEGER, f INTEGER, u INTEGER);
INSERT INTO w
  SELECT pid, village, residency, f.mon, u.mon
  FROM person
  CROSS JOIN cal f ON f.day = min(max(reg_day, birth_day + 5479, 0), 1827)
  CROSS JOIN cal u ON u.day = max(min(exit_day, birth_day + 18263, 1827), 0)
  WHERE kind = 1 AND f.mon < u.mon;

-- Stocks: 1 women, 2 migrants, 3 users, 4 of them with an IUD, 5 examined, 6 migrants met.
CREATE TEMP TABLE change (cell INTEGER PRIMARY KEY, n INTEGER);
INSERT INTO change
  SELECT (what << 32) + village * 64 + CASE sign WHEN 1 THEN f ELSE u END, sign
  FROM (
    SELECT 1 AS what, village, f, u FROM w
    UNION ALL SELECT 2, village, f, u FROM w WHERE residency = 1
    UNION ALL
    SELECT CASE a WHEN 1 THEN 4 ELSE 3 END, village, max(f, s), min(u, t)
    FROM (SELECT pid, type, a, mon AS s, lead(mon, 1, 60) OVER (PARTITION BY pid ORDER BY day, eid) AS t
          FROM (SELECT pid, day, eid, mon, type, a FROM event WHERE type = 2 UNION ALL SELECT pid, day, eid, mon, type, a
                   FROM event WHERE type = 3)) x
    CROSS JOIN w ON w.pid = x.pid
    WHERE type = 2 AND max(f, s) < min(u, t)
    UNION ALL
    SELECT 5, village, max(f, s), min(u, t, over)
    FROM (SELECT pid, day, mon AS s, lead(mon, 1, 60) OVER (PARTITION BY pid ORDER BY day, eid) AS t FROM event WHERE type = 6) x
    CROSS JOIN cal ON cal.day = x.day CROSS JOIN w ON w.pid = x.pid
    WHERE max(f, s) < min(u, t, over)
    UNION ALL
    SELECT 6, village, max(f, s), min(u, t, over)
    FROM (SELECT w.pid, village, f, u, day, mon AS s, lead(mon, 1, 60) OVER (PARTITION BY w.pid ORDER BY day, eid) AS t
          FROM w CROSS JOIN event e ON e.pid = w.pid WHERE residency = 1 AND type IN (1, 2, 4, 5, 6)) x
    CROSS JOIN cal ON cal.day = x.day
    WHERE max(f, s) < min(u, t, over)
  ) CROSS JOIN (SELECT 1 AS sign UNION ALL SELECT -1) WHERE true
ON CONFLICT (cell) DO UPDATE SET n = n + excluded.n;

CREATE TEMP TABLE stock AS
  SELECT place, coalesce(sum(c1.n) OVER so_far, 0) AS women, coalesce(sum(c2.n) OVER so_far, 0) AS migrants,
         coalesce(sum(c3.n) OVER so_far, 0) + coalesce(sum(c4.n) OVER so_far, 0) AS users, coalesce(sum(c4.n) OVER so_far,
                  0) AS iud,
         coalesce(sum(c5.n) OVER so_far, 0) AS examined, coalesce(sum(c6.n) OVER so_far, 0) AS met
  FROM (SELECT v.village, m.mon, v.village * 64 + m.mon AS place FROM village v CROSS JOIN months m) g
  LEFT JOIN change c1 ON c1.cell = (1 << 32) + place LEFT JOIN change c2 ON c2.cell = (2 << 32) + place
  LEFT JOIN change c3 ON c3.cell = (3 << 32) + place LEFT JOIN change c4 ON c4.cell = (4 << 32) + place
  LEFT JOIN change c5 ON c5.cell = (5 << 32) + place LEFT JOIN change c6 ON c6.cell = (6 << 32) + place
  WINDOW so_far AS (PARTITION BY g.village ORDER BY g.mon);
INSERT INTO part
  SELECT (1 << 32) + place, 0, women FROM stock
  UNION ALL SELECT (5 << 32) + place, users, women FROM stock
  UNION ALL SELECT (6 << 32) + place, iud, users FROM stock
  UNION ALL SELECT (8 << 32) + place, 0, women FROM stock
  UNION ALL SELECT (13 << 32) + place, examined, women FROM stock
  UNION ALL SELECT (27 << 32) + place, met, migrants FROM stock;

-- Flows.
INSERT INTO part
  SELECT (1 << 32) + village * 64 + mon, 1, 0 FROM event e CROSS JOIN person p ON p.pid = e.pid WHERE type = 1
ON CONFLICT (cell) DO UPDATE SET num = num + excluded.num, den = den + excluded.den;
INSERT INTO part
  SELECT (10 << 32) + village * 64 + mon, b = 1, 1 FROM event e CROSS JOIN person p ON p.pid = e.pid WHERE type = 4
ON CONFLICT (cell) DO UPDATE SET num = num + excluded.num, den = den + excluded.den;
INSERT INTO part
  SELECT (29 << 32) + village * 64 + mon, a, 1 FROM event e CROSS JOIN person p ON p.pid = e.pid WHERE type = 16
ON CONFLICT (cell) DO UPDATE SET num = num + excluded.num, den = den + excluded.den;

CREATE TEMP TABLE starts AS
  SELECT village * 64 + mon AS place, mon, s.a,
         EXISTS (SELECT 1 FROM event x WHERE x.type = 1 AND x.pid = s.pid
                  AND x.day BETWEEN s.day - 30 AND s.day AND x.a = 1 AND x.b = 1) AS chosen,
         s.a = 1 AND EXISTS (SELECT 1 FROM event x
                  WHERE x.type = 4 AND x.pid = s.pid AND x.day BETWEEN s.day + 1 AND s.day + 30 AND x.a = 1) AS seen,
         EXISTS (SELECT 1 FROM event x WHERE x.type = 3 AND x.pid = s.pid
                  AND x.day BETWEEN s.day + 1 AND s.day + 365 AND x.a = s.a) AS stopped
  FROM event s CROSS JOIN person p ON p.pid = s.pid WHERE s.type = 2;
INSERT INTO part
  SELECT (2 << 32) + place, sum(chosen), count(*) FROM starts GROUP BY place
  UNION ALL SELECT (3 << 32) + place, sum(a IN (1, 2)), count(*) FROM starts GROUP BY place
  UNION ALL SELECT (4 << 32) + place, sum(seen), count(*) FROM starts WHERE a = 1 GROUP BY place
  UNION ALL SELECT (7 << 32) + place + 12, sum(stopped), count(*) FROM starts WHERE a BETWEEN 1 AND 5 AND mon < 48 GROUP BY place
  UNION ALL SELECT (8 << 32) + place, CASE a WHEN 1 THEN 2760 WHEN 2 THEN 1500 ELSE 6000 END, 0 FROM starts WHERE a IN (1, 2, 6, 7)
ON CONFLICT (cell) DO UPDATE SET num = num + excluded.num, den = den + excluded.den;
INSERT INTO part
  SELECT (8 << 32) + village * 64 + mon, CASE a WHEN 3 THEN 40 WHEN 4 THEN 150 ELSE 5 END * b, 0
  FROM event e CROSS JOIN person p ON p.pid = e.pid WHERE type = 5 AND a IN (3, 4, 5)
ON CONFLICT (cell) DO UPDATE SET num = num + excluded.num, den = den + excluded.den;
INSERT INTO part
  SELECT (9 << 32) + village * 64 + mon,
         EXISTS (SELECT 1 FROM event x WHERE x.type = 5 AND x.pid = s.pid
                 AND x.day BETWEEN s.day + 1 AND s.day + 7 + s.b * CASE s.a WHEN 3 THEN 28 ELSE 90 END AND x.a = s.a)
         OR EXISTS (SELECT 1 FROM event x WHERE x.type = 3 AND x.pid = s.pid
                    AND x.day BETWEEN s.day + 1 AND s.day + 7 + s.b * CASE s.a WHEN 3 THEN 28 ELSE 90 END AND x.a = s.a), 1
  FROM event s CROSS JOIN person p ON p.pid = s.pid WHERE s.type = 5 AND s.a IN (3, 4)
ON CONFLICT (cell) DO UPDATE SET num = num + excluded.num, den = den + excluded.den;
INSERT INTO part
  SELECT (11 << 32) + village * 64 + mon,
         EXISTS (SELECT 1 FROM event x WHERE x.type = 3 AND x.pid = e.pid AND x.day BETWEEN e.day AND e.day + 60)
         OR EXISTS (SELECT 1 FROM event x WHERE x.type = 1 AND x.pid = e.pid AND x.day BETWEEN e.day AND e.day + 60 AND x.a = 1), 1
  FROM event e CROSS JOIN person p ON p.pid = e.pid WHERE type = 4 AND b = 1
ON CONFLICT (cell) DO UPDATE SET num = num + excluded.num, den = den + excluded.den;

INSERT INTO part
  SELECT (14 << 32) + village * 64 + mon, a = 1, 1 FROM event e CROSS JOIN person p ON p.pid = e.pid WHERE type = 6 AND a <= 1
ON CONFLICT (cell) DO UPDATE SET num = num + excluded.num, den = den + excluded.den;
INSERT INTO part
  SELECT (15 << 32) + village * 64 + mon,
         EXISTS (SELECT 1 FROM event x WHERE x.type = 7 AND x.pid = e.pid AND x.day BETWEEN e.day AND e.day + 30), 1
  FROM event e CROSS JOIN person p ON p.pid = e.pid WHERE type = 6 AND a = 1
ON CONFLICT (cell) DO UPDATE SET num = num + excluded.num, den = den + excluded.den;
INSERT INTO part
  SELECT (16 << 32) + village * 64 + mon,
         coalesce((SELECT x.a = 0 AND x.day <= e.day + 180 FROM event x
                  WHERE x.type = 6 AND x.pid = e.pid AND (x.day, x.eid) > (e.day, e.eid)
                   ORDER BY x.day, x.eid LIMIT 1), 0), 1
  FROM event e CROSS JOIN person p ON p.pid = e.pid WHERE type = 6 AND a = 1
ON CONFLICT (cell) DO UPDATE SET num = num + excluded.num, den = den + excluded.den;

INSERT INTO part
  WITH summed AS MATERIALIZED (
    SELECT village, mon, count(*) AS regs, sum(r.a < 13) AS early,
           sum(EXISTS (SELECT 1 FROM event x
                    WHERE x.type = 8 AND x.pid = r.pid
                      AND x.day BETWEEN r.day - 7 * r.a - 365 AND r.day - 7 * r.a + 14)) AS checked,
           sum(EXISTS (SELECT 1 FROM event x
                    WHERE x.type = 9 AND x.pid = r.pid AND x.day BETWEEN r.day - 7 * r.a - 351 AND r.day - 7 * r.a - 76)) AS folic
    FROM event r CROSS JOIN person p ON p.pid = r.pid WHERE type = 10 GROUP BY village, mon
  )
  SELECT (17 << 32) + village * 64 + mon, checked, regs FROM summed UNION ALL SELECT (19 << 32) + village * 64 + mon, folic, regs
    FROM summed
  UNION ALL SELECT (20 << 32) + village * 64 + mon, early, regs FROM summed;

INSERT INTO part
  SELECT (18 << 32) + p.village * 64 + mon, sum(EXISTS (SELECT 1
           FROM person m CROSS JOIN event x ON x.type = 8 AND x.pid = m.pid AND x.day BETWEEN e.day - 30 AND e.day + 30
                                         WHERE m.kind = 2 AND m.link = e.pid)), count(*)
  FROM event e CROSS JOIN person p ON p.pid = e.pid WHERE type = 8 AND p.kind = 1 GROUP BY p.village, mon;

CREATE TEMP TABLE birth AS
  SELECT village, b.mon, b.day, b.b = 1 AS hospital, b.d, lag(b.day) OVER (PARTITION BY b.pid ORDER BY b.day, b.eid) AS before,
         (SELECT count(*) FROM event x WHERE x.type = 11 AND x.pid = b.pid AND x.day BETWEEN b.day - 294 AND b.day) AS contacts,
         EXISTS (SELECT 1 FROM event x WHERE x.type = 11 AND x.pid = b.pid
                  AND x.day BETWEEN b.day - 294 AND b.day AND x.b = 1) AS risky,
         EXISTS (SELECT 1 FROM event x WHERE x.type = 12 AND x.pid = b.pid
                  AND x.day BETWEEN b.day - 294 AND b.day AND x.a = 1) AS torch,
         EXISTS (SELECT 1 FROM event x WHERE x.type = 2 AND x.pid = b.pid AND x.day BETWEEN b.day + 1 AND b.day + 180) AS uses,
         (SELECT count(*) FROM event x WHERE x.type = 14 AND x.pid = b.pid AND x.day BETWEEN b.day + 1 AND b.day + 42) AS visits
  FROM event b CROSS JOIN person p ON p.pid = b.pid WHERE b.type = 13 AND b.a IN (1, 2);
INSERT INTO part
  SELECT (12 << 32) + village * 64 + mon + 6, sum(uses), count(*) FROM birth WHERE mon < 54 GROUP BY village, mon
  UNION ALL SELECT (21 << 32) + village * 64 + mon, sum(hospital), count(*) FROM birth WHERE risky GROUP BY village, mon
  UNION ALL SELECT (22 << 32) + village * 64 + mon, sum(contacts >= 5), count(*) FROM birth GROUP BY village, mon
  UNION ALL SELECT (23 << 32) + village * 64 + mon, sum(torch), count(*) FROM birth GROUP BY village, mon
  UNION ALL SELECT (24 << 32) + village * 64 + mon, sum(hospital), count(*) FROM birth GROUP BY village, mon
  UNION ALL SELECT (25 << 32) + village * 64 + mon, sum(d = 1), count(*) FROM birth GROUP BY village, mon
  UNION ALL SELECT (26 << 32) + village * 64 + cal.mon, sum(visits >= 2), count(*)
    FROM birth CROSS JOIN cal ON cal.day = birth.day + 42 AND cal.mon < 60 GROUP BY village, cal.mon
  UNION ALL SELECT (30 << 32) + village * 64 + mon, sum(day - before >= 730), count(*) FROM birth WHERE before IS NOT NULL
    GROUP BY village, mon;

INSERT INTO part
  SELECT (28 << 32) + village * 64 + mon, sum(EXISTS (SELECT 1 FROM event x
           WHERE x.type = 15 AND x.pid = p.pid AND x.day BETWEEN birth_day AND birth_day + 20 AND x.a = 1)), count(*)
  FROM person p CROSS JOIN cal ON cal.day = birth_day AND cal.mon < 60 WHERE kind = 3 GROUP BY village, mon;

INSERT INTO res SELECT cell >> 32, (cell >> 6) & ((1 << 26) - 1), cell & 63, num, den FROM part WHERE num <> 0 OR den <> 0;
DROP TABLE part; DROP TABLE w; DROP TABLE change; DROP TABLE stock; DROP TABLE starts; DROP TABLE birth;
COMMIT;

-- SPDX-License-Identifier: Apache-2.0
