-- What every engine is held to; ind, cells, num, den, hash.
SELECT ind, count(*) AS cells, sum(num) AS num, sum(den) AS den,
  sum((31 * num + 17 * den) * (60 * village + mon + 1)) % 1000000007 AS hash
FROM res GROUP BY ind ORDER BY ind;

-- SPDX-License-Identifier: Apache-2.0
