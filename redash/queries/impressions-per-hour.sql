-- Impressions per hour
-- Impressions per ad and hour, of the ads with the most.
-- Time: UTC. From the first day to the last, both included whole.
-- Ads: those that match the pattern (% any characters, _ any one, ! before one of them that is meant as it stands).
-- final is 1 when the hour is closed; while it is 0, it may still grow.
SELECT
  hour,
  ad,
  CAST(SUM(impressions) AS SIGNED) AS impressions,
  CAST(SUM(value_sum) AS SIGNED) AS value_sum,
  CAST(MIN(final) AS SIGNED) AS final
FROM impressions_per_hour
JOIN (
  SELECT ad
  FROM impressions_per_hour
  WHERE hour >= TIMESTAMP('{{ date.start }}') AND hour < TIMESTAMP('{{ date.end }}') + INTERVAL 1 DAY
    AND ad LIKE '{{ ad }}' ESCAPE '!'
  GROUP BY ad
  ORDER BY SUM(impressions) DESC, ad
  LIMIT {{ ads }}
) AS largest USING (ad)
WHERE hour >= TIMESTAMP('{{ date.start }}') AND hour < TIMESTAMP('{{ date.end }}') + INTERVAL 1 DAY
GROUP BY hour, ad
ORDER BY hour, ad
