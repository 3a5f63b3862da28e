-- Impressions per day
-- Impressions per ad and day, of the ads with the most.
-- Time: UTC. From the first day to the last, both included whole.
-- Ads: those that match the pattern (% any characters, _ any one, ! before one of them that is meant as it stands).
-- final is 1 when all of the day is counted; while it is 0, it may still grow.
-- The largest ads are found first, and their days by their names; SQL_BIG_RESULT: one sort both adds up and orders.
WITH largest AS (
  SELECT days.ad, MIN(COALESCE(label, days.ad)) AS label
  FROM (
    SELECT ad, SUM(impressions) AS impressions
    FROM rolled_days
    WHERE day >= DATE('{{ date.start }}') AND day < DATE('{{ date.end }}') + INTERVAL 1 DAY AND ad LIKE '{{ ad }}' ESCAPE '!'
    GROUP BY ad
    UNION ALL
    SELECT ad, SUM(impressions)
    FROM impressions_per_second
    WHERE second >= (SELECT rolled_to FROM roll_up) AND ad LIKE '{{ ad }}' ESCAPE '!'
      AND second >= TIMESTAMP('{{ date.start }}') AND second < TIMESTAMP('{{ date.end }}') + INTERVAL 1 DAY
    GROUP BY ad
  ) AS days LEFT JOIN ads USING (ad)
  GROUP BY days.ad
  ORDER BY SUM(impressions) DESC, days.ad
  LIMIT {{ ads }}
),
parts AS (
  SELECT day, ad, label, impressions, value_sum, 0 AS invalid
  FROM largest JOIN rolled_days USING (ad)
  WHERE day >= DATE('{{ date.start }}') AND day < DATE('{{ date.end }}') + INTERVAL 1 DAY
  UNION ALL
  SELECT DATE(second), ad, label, impressions, value_sum, 0
  FROM largest JOIN impressions_per_second USING (ad)
  WHERE second >= (SELECT rolled_to FROM roll_up)
    AND second >= TIMESTAMP('{{ date.start }}') AND second < TIMESTAMP('{{ date.end }}') + INTERVAL 1 DAY
  UNION ALL
  SELECT day, ad, label, 0, 0, impressions
  FROM largest JOIN rolled_invalid_days USING (ad)
  WHERE day >= DATE('{{ date.start }}') AND day < DATE('{{ date.end }}') + INTERVAL 1 DAY
  UNION ALL
  SELECT DATE(second), ad, label, 0, 0, impressions
  FROM largest JOIN invalid_per_second USING (ad)
  WHERE second >= (SELECT rolled_to FROM roll_up)
    AND second >= TIMESTAMP('{{ date.start }}') AND second < TIMESTAMP('{{ date.end }}') + INTERVAL 1 DAY
)
SELECT SQL_BIG_RESULT
  day,
  ad,
  CAST(SUM(impressions) AS SIGNED) AS impressions,
  CAST(SUM(value_sum) AS SIGNED) AS value_sum,
  CAST(SUM(invalid) AS SIGNED) AS invalid,
  CAST(SUM(impressions) AS SIGNED) - CAST(SUM(invalid) AS SIGNED) AS valid,
  CAST(day + INTERVAL 1 DAY <= (SELECT final_to - INTERVAL final_after_seconds SECOND FROM settlement) AS SIGNED) AS final,
  MIN(label) AS label
FROM parts
GROUP BY day, ad
ORDER BY day, ad
