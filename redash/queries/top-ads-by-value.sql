-- Top ads by value
-- The ads with the largest sum of values in a range of days.
-- Time: UTC. From the first day to the last, both included whole.
-- The last seconds of today may still grow.
SELECT
  ad,
  CAST(SUM(impressions) AS SIGNED) AS impressions,
  CAST(SUM(value_sum) AS SIGNED) AS value_sum,
  CAST(SUM(valid) AS SIGNED) AS valid,
  MIN(label) AS label
FROM impressions_per_day
WHERE day >= DATE('{{ date.start }}') AND day < DATE('{{ date.end }}') + INTERVAL 1 DAY
GROUP BY ad
ORDER BY value_sum DESC, ad
LIMIT {{ ads }}
