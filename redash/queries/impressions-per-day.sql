-- Impressions per day
-- Impressions per ad and day, of the ads with the most.
-- Time: UTC. From the first day to the last, both included whole.
-- Ads: those that match the pattern (% any characters, _ any one, ! before one of them that is meant as it stands).
-- final is 1 when all of the day is counted; while it is 0, it may still grow.
SELECT
  day,
  ad,
  CAST(SUM(impressions) AS SIGNED) AS impressions,
  CAST(SUM(value_sum) AS SIGNED) AS value_sum,
  CAST(SUM(invalid) AS SIGNED) AS invalid,
  CAST(SUM(valid) AS SIGNED) AS valid,
  CAST(MIN(final) AS SIGNED) AS final,
  MIN(label) AS label
FROM impressions_per_day
JOIN (
  SELECT ad
  FROM impressions_per_day
  WHERE day >= DATE('{{ date.start }}') AND day < DATE('{{ date.end }}') + INTERVAL 1 DAY
    AND ad LIKE '{{ ad }}' ESCAPE '!'
  GROUP BY ad
  ORDER BY SUM(impressions) DESC, ad
  LIMIT {{ ads }}
) AS largest USING (ad)
WHERE day >= DATE('{{ date.start }}') AND day < DATE('{{ date.end }}') + INTERVAL 1 DAY
GROUP BY day, ad
ORDER BY day, ad
