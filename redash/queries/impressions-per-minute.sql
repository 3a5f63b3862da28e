-- Impressions per minute
-- Impressions per ad and minute, of the ads with the most.
-- Time: UTC. The minutes that begin from the start of the period (included) to its end (not included).
-- Ads: those that match the pattern (% any characters, _ any one, ! before one of them that is meant as it stands).
-- The minute that is under way, and its last seconds, may still grow.
SELECT
  minute,
  ad,
  CAST(SUM(impressions) AS SIGNED) AS impressions,
  CAST(SUM(value_sum) AS SIGNED) AS value_sum,
  CAST(SUM(invalid) AS SIGNED) AS invalid,
  CAST(SUM(valid) AS SIGNED) AS valid,
  MIN(label) AS label
FROM impressions_per_minute
JOIN (
  SELECT ad
  FROM impressions_per_minute
  WHERE minute >= TIMESTAMP('{{ period.start }}') AND minute < TIMESTAMP('{{ period.end }}')
    AND ad LIKE '{{ ad }}' ESCAPE '!'
  GROUP BY ad
  ORDER BY SUM(impressions) DESC, ad
  LIMIT {{ ads }}
) AS largest USING (ad)
WHERE minute >= TIMESTAMP('{{ period.start }}') AND minute < TIMESTAMP('{{ period.end }}')
GROUP BY minute, ad
ORDER BY minute, ad
