-- Impressions per hour
-- Impressions per ad and hour, of the ads with the most.
-- Time: UTC. From the first day to the last, both included whole.
-- Ads: those that match the pattern (% any characters, _ any one, ! before one of them that is meant as it stands).
-- final is 1 when the hour is closed; while it is 0, it may still grow.
-- The largest ads are found by their days, and their hours by their names: a year takes less than a second.
WITH largest AS (
  SELECT ad
  FROM impressions_per_day
  WHERE day >= DATE('{{ date.start }}') AND day < DATE('{{ date.end }}') + INTERVAL 1 DAY
    AND ad LIKE '{{ ad }}' ESCAPE '!'
  GROUP BY ad
  ORDER BY SUM(impressions) DESC, ad
  LIMIT {{ ads }}
),
parts AS (
  SELECT hour, ad, impressions, value_sum
  FROM largest JOIN rolled_hours USING (ad)
  WHERE hour >= TIMESTAMP('{{ date.start }}') AND hour < TIMESTAMP('{{ date.end }}') + INTERVAL 1 DAY
  UNION ALL
  SELECT TIMESTAMP(DATE(second)) + INTERVAL HOUR(second) HOUR, ad, impressions, value_sum
  FROM largest JOIN impressions_per_second USING (ad)
  WHERE second >= (SELECT rolled_to FROM roll_up)
    AND second >= TIMESTAMP('{{ date.start }}') AND second < TIMESTAMP('{{ date.end }}') + INTERVAL 1 DAY
)
SELECT
  hour,
  ad,
  CAST(SUM(impressions) AS SIGNED) AS impressions,
  CAST(SUM(value_sum) AS SIGNED) AS value_sum,
  CAST(hour + INTERVAL 1 HOUR <= (SELECT final_to - INTERVAL final_after_seconds SECOND FROM settlement) AS SIGNED) AS final
FROM parts
GROUP BY hour, ad
ORDER BY hour, ad
