-- The thirty indicators in PostgreSQL. Tables in between are unlogged, not temporary, so that workers may read them; what holds
-- from
-- month to month is added up from its changes.
CREATE UNLOGGED TABLE w AS
  SELECT pid, village, residency, f.mon AS f, u.mon AS u
  FROM person
  JOIN cal f ON f.day = least(greatest(reg_day, birth_day + 5479, 0), 1827)
  JOIN cal u ON u.day = greatest(least(exit_day, birth_day + 18263, 1827), 0)
  WHERE kind = 1 AND f.mon < u.mon;
ANALYZE w;
CREATE UNLOGGED TABLE turn AS SELECT eid, pid, day, mon, type, a FROM event WHERE type IN (2, 3);
CREATE UNLOGGED TABLE exam AS
  SELECT pid, day, mon, a, lead(mon, 1, 60::smallint) OVER next AS then_mon, lead(a) OVER next AS then_a,
    lead(day) OVER next AS then_day
  FROM event WHERE type = 6 WINDOW next AS (PARTITION BY pid ORDER BY day, eid);
CREATE UNLOGGED TABLE start AS
  SELECT village, mon, s.a,
         EXISTS (SELECT FROM event x WHERE x.type = 1 AND x.pid = s.pid
                  AND x.day BETWEEN s.day - 30 AND s.day AND x.a = 1 AND x.b = 1) AS chosen,
         s.a = 1 AND EXISTS (SELECT FROM event x
                  WHERE x.type = 4 AND x.pid = s.pid AND x.day BETWEEN s.day + 1 AND s.day + 30 AND x.a = 1) AS seen,
         EXISTS (SELECT FROM event x WHERE x.type = 3 AND x.pid = s.pid
                  AND x.day BETWEEN s.day + 1 AND s.day + 365 AND x.a = s.a) AS stopped
  FROM event s JOIN person p USING (pid) WHERE s.type = 2;
CREATE UNLOGGED TABLE birth AS
  SELECT village, i.mon, i.day, i.b = 1 AS hospital, i.d, before,
         (SELECT count(*) FROM event x WHERE x.type = 11 AND x.pid = i.pid AND x.day BETWEEN i.day - 294 AND i.day) AS contacts,
         EXISTS (SELECT FROM event x WHERE x.type = 11 AND x.pid = i.pid
                  AND x.day BETWEEN i.day - 294 AND i.day AND x.b = 1) AS risky,
         EXISTS (SELECT FROM event x WHERE x.type = 12 AND x.pid = i.pid
                  AND x.day BETWEEN i.day - 294 AND i.day AND x.a = 1) AS torch,
         EXISTS (SELECT FROM event x WHERE x.type = 2 AND x.pid = i.pid AND x.day BETWEEN i.day + 1 AND i.day + 180) AS uses,
         (SELECT count(*) FROM event x WHERE x.type = 14 AND x.pid = i.pid AND x.day BETWEEN i.day + 1 AND i.day + 42) AS visits
  FROM (SELECT pid, day, mon, b, d, lag(day) OVER (PARTITION BY pid ORDER BY day, eid) AS before FROM event
           WHERE type = 13 AND a IN (1, 2)) i
  JOIN person p USING (pid);

-- Stocks: 1 women, 2 migrants, 3 users, 4 of them with an IUD, 5 examined, 6 migrants met.
CREATE UNLOGGED TABLE used AS
  SELECT pid, type, a, mon AS s, lead(mon, 1, 60::smallint) OVER (PARTITION BY pid ORDER BY day, eid) AS t FROM turn;
CREATE UNLOGGED TABLE met AS
  SELECT village, f, u, x.day, x.mon AS s, lead(x.mon, 1, 60::smallint) OVER (PARTITION BY pid ORDER BY x.day) AS t
  FROM w JOIN event x USING (pid) WHERE residency = 1 AND type IN (1, 2, 4, 5, 6);
CREATE UNLOGGED TABLE spell AS
  SELECT what, village, f, u, count(*) AS n FROM (
    SELECT 1 AS what, village, f, u FROM w
    UNION ALL SELECT 2, village, f, u FROM w WHERE residency = 1
    UNION ALL SELECT CASE a WHEN 1 THEN 4 ELSE 3 END, village, greatest(f, s), least(u, t) FROM used JOIN w USING (pid)
              WHERE type = 2 AND greatest(f, s) < least(u, t)
    UNION ALL SELECT 5, village, greatest(f, s), least(u, then_mon, over) FROM (SELECT *, mon AS s
             FROM exam) x JOIN cal USING (day) JOIN w USING (pid)
              WHERE greatest(f, s) < least(u, then_mon, over)
    UNION ALL SELECT 6, village, greatest(f, s), least(u, t, over) FROM met JOIN cal USING (day)
      WHERE greatest(f, s) < least(u, t, over)
  ) s GROUP BY what, village, f, u;
CREATE UNLOGGED TABLE change AS
  SELECT village, mon, sum(n) FILTER (WHERE what = 1) AS women, sum(n) FILTER (WHERE what = 2) AS migrants,
    sum(n) FILTER (WHERE what IN (3, 4)) AS users,
         sum(n) FILTER (WHERE what = 4) AS iud, sum(n) FILTER (WHERE what = 5) AS examined, sum(n) FILTER (WHERE what = 6) AS met
  FROM (SELECT village, f AS mon, what, n FROM spell UNION ALL SELECT village, u, what, -n FROM spell) c GROUP BY village, mon;
CREATE UNLOGGED TABLE stock AS
  SELECT v.village, m.mon, coalesce(sum(women) OVER so_far, 0) AS women, coalesce(sum(migrants) OVER so_far, 0) AS migrants,
         coalesce(sum(users) OVER so_far, 0) AS users, coalesce(sum(iud) OVER so_far, 0) AS iud,
         coalesce(sum(examined) OVER so_far, 0) AS examined, coalesce(sum(met) OVER so_far, 0) AS met
  FROM village v CROSS JOIN months m LEFT JOIN change x ON x.village = v.village AND x.mon = m.mon
  WINDOW so_far AS (PARTITION BY v.village ORDER BY m.mon);

-- Flows: everything that is a sum over the month's records, in one pass.
CREATE UNLOGGED TABLE flow AS
  SELECT village, mon, count(*) FILTER (WHERE type = 1) AS counsels,
         sum(CASE type WHEN 2 THEN CASE a WHEN 1 THEN 2760 WHEN 2 THEN 1500 WHEN 6 THEN 6000 WHEN 7 THEN 6000 ELSE 0 END
                       WHEN 5 THEN CASE a WHEN 3 THEN 40 * b WHEN 4 THEN 150 * b WHEN 5 THEN 5 * b ELSE 0 END END) AS protection,
         count(*) FILTER (WHERE type = 4) AS visits, count(*) FILTER (WHERE type = 4 AND b = 1) AS effects,
         count(*) FILTER (WHERE type = 16) AS asked, sum(a) FILTER (WHERE type = 16) AS score
  FROM event e JOIN person p USING (pid) WHERE type IN (1, 2, 4, 5, 16) GROUP BY village, mon;
CREATE UNLOGGED TABLE supplied AS
  SELECT village, mon, count(*) AS counted, count(*) FILTER (WHERE again) AS again
  FROM (SELECT village, mon,
               EXISTS (SELECT FROM event x WHERE x.type = 5 AND x.pid = s.pid
                       AND x.day BETWEEN s.day + 1 AND s.day + 7 + s.b * CASE s.a WHEN 3 THEN 28 ELSE 90 END AND x.a = s.a)
               OR EXISTS (SELECT FROM event x WHERE x.type = 3 AND x.pid = s.pid
                       AND x.day BETWEEN s.day + 1 AND s.day + 7 + s.b * CASE s.a WHEN 3 THEN 28 ELSE 90 END AND x.a = s.a) AS again
        FROM event s JOIN person p USING (pid) WHERE s.type = 5 AND s.a IN (3, 4)) g GROUP BY village, mon;
CREATE UNLOGGED TABLE helped AS
  SELECT village, mon, count(*) FILTER (WHERE
           EXISTS (SELECT FROM event x WHERE x.type = 3 AND x.pid = e.pid AND x.day BETWEEN e.day AND e.day + 60)
           OR EXISTS (SELECT FROM event x WHERE x.type = 1 AND x.pid = e.pid
                    AND x.day BETWEEN e.day AND e.day + 60 AND x.a = 1)) AS num, count(*) AS den
  FROM event e JOIN person p USING (pid) WHERE type = 4 AND b = 1 GROUP BY village, mon;
CREATE UNLOGGED TABLE cured AS
  SELECT village, mon, count(*) AS tested, count(*) FILTER (WHERE a = 1) AS positive,
         count(*) FILTER (WHERE a = 1 AND then_a = 0 AND then_day <= day + 180) AS cleared,
         count(*) FILTER (WHERE a = 1 AND EXISTS (SELECT FROM event x
                  WHERE x.type = 7 AND x.pid = e.pid AND x.day BETWEEN e.day AND e.day + 30)) AS treated
  FROM exam e JOIN person p USING (pid) WHERE a <= 1 GROUP BY village, mon;
CREATE UNLOGGED TABLE prepared AS
  SELECT village, mon, count(*) AS regs, count(*) FILTER (WHERE r.a < 13) AS early,
         count(*) FILTER (WHERE EXISTS (SELECT FROM event x
                  WHERE x.type = 8 AND x.pid = r.pid AND x.day BETWEEN r.day - 7 * r.a - 365 AND r.day - 7 * r.a + 14)) AS checked,
         count(*) FILTER (WHERE EXISTS (SELECT FROM event x
                  WHERE x.type = 9 AND x.pid = r.pid AND x.day BETWEEN r.day - 7 * r.a - 351 AND r.day - 7 * r.a - 76)) AS folic
  FROM event r JOIN person p USING (pid) WHERE type = 10 GROUP BY village, mon;

CREATE UNLOGGED TABLE next_res AS
SELECT * FROM (
  SELECT ind, village, mon, num, den FROM stock LEFT JOIN flow USING (village, mon)
  CROSS JOIN LATERAL (VALUES (1, coalesce(counsels, 0), women), (5, users, women), (6, iud, users), (8, coalesce(protection, 0),
           women),
                             (13, examined, women), (27, met, migrants)) x (ind, num, den)
  UNION ALL SELECT ind, village, mon, num, den
    FROM flow CROSS JOIN LATERAL (VALUES (10, effects, visits), (29, score, asked)) x (ind, num, den)
  UNION ALL SELECT 9, village, mon, again, counted FROM supplied
  UNION ALL SELECT 11, village, mon, num, den FROM helped
  UNION ALL SELECT ind, village, mon, num, den
    FROM cured CROSS JOIN LATERAL (VALUES (14, positive, tested), (15, treated, positive), (16, cleared, positive)) x (ind,
             num, den)
  UNION ALL SELECT ind, village, mon, num, den
    FROM prepared CROSS JOIN LATERAL (VALUES (17, checked, regs), (19, folic, regs), (20, early, regs)) x (ind, num, den)
  UNION ALL
  SELECT ind, village, mon, num, den
  FROM (SELECT village, mon, count(*) AS starts, count(*) FILTER (WHERE chosen) AS chosen,
           count(*) FILTER (WHERE a <= 2) AS lasting,
               count(*) FILTER (WHERE a = 1) AS iud, count(*) FILTER (WHERE seen) AS seen FROM start GROUP BY village, mon) s
  CROSS JOIN LATERAL (VALUES (2, chosen, starts), (3, lasting, starts), (4, seen, iud)) x (ind, num, den)
  UNION ALL SELECT 7, village, mon + 12, count(*) FILTER (WHERE stopped), count(*) FROM start WHERE a BETWEEN 1 AND 5 AND mon < 48
    GROUP BY village, mon
  UNION ALL
  SELECT 18, p.village, mon, count(*) FILTER (WHERE EXISTS (
           SELECT FROM person m JOIN event x USING (pid)
             WHERE m.kind = 2 AND m.link = e.pid AND x.type = 8 AND x.day BETWEEN e.day - 30 AND e.day + 30)), count(*)
  FROM event e JOIN person p USING (pid) WHERE type = 8 AND p.kind = 1 GROUP BY p.village, mon
  UNION ALL
  SELECT ind, village, mon, num, den
  FROM (SELECT village, mon, count(*) AS births, count(*) FILTER (WHERE risky) AS risky, count(*) FILTER (WHERE risky
           AND hospital) AS safe,
               count(*) FILTER (WHERE contacts >= 5) AS followed, count(*) FILTER (WHERE torch) AS torch,
                 count(*) FILTER (WHERE hospital) AS hospital,
               count(*) FILTER (WHERE d = 1) AS defects, count(*) FILTER (WHERE before IS NOT NULL) AS again,
               count(*) FILTER (WHERE day - before >= 730) AS spaced FROM birth GROUP BY village, mon) b
  CROSS JOIN LATERAL (VALUES (21, safe, risky), (22, followed, births), (23, torch, births), (24, hospital, births), (25, defects,
           births),
                             (30, spaced, again)) x (ind, num, den)
  UNION ALL SELECT 12, village, mon + 6, count(*) FILTER (WHERE uses), count(*) FROM birth WHERE mon < 54 GROUP BY village, mon
  UNION ALL SELECT 26, village, cal.mon, count(*) FILTER (WHERE visits >= 2), count(*)
    FROM birth JOIN cal ON cal.day = birth.day + 42 AND cal.mon < 60 GROUP BY village, cal.mon
  UNION ALL
  SELECT 28, village, mon, count(*) FILTER (WHERE EXISTS (
           SELECT FROM event x WHERE x.type = 15 AND x.pid = p.pid
             AND x.day BETWEEN birth_day AND birth_day + 20 AND x.a = 1)), count(*)
  FROM person p JOIN cal ON cal.day = birth_day AND cal.mon < 60 WHERE kind = 3 GROUP BY village, mon
) r WHERE num <> 0 OR den <> 0;
DROP TABLE w, turn, exam, start, birth, used, met, spell, change, stock, flow, supplied, helped, cured, prepared;
DROP TABLE IF EXISTS res;
ALTER TABLE next_res RENAME TO res;

-- SPDX-License-Identifier: Apache-2.0
