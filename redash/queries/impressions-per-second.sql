-- Impressions per second
-- Impressions per ad and second in the last five minutes, of the 20 ads with the most.
-- Time: UTC. From five minutes ago (included) to the end of what is counted. A second without impressions has no row.
-- The last seconds may still grow.
SELECT second, ad, CAST(impressions AS SIGNED) AS impressions, CAST(value_sum AS SIGNED) AS value_sum,
  COALESCE(label, ad) AS label
FROM impressions_per_second
JOIN (
  SELECT ad
  FROM impressions_per_second
  WHERE second >= UTC_TIMESTAMP() - INTERVAL 5 MINUTE
  GROUP BY ad
  ORDER BY SUM(impressions) DESC, ad
  LIMIT 20
) AS largest USING (ad)
LEFT JOIN ads USING (ad)
WHERE second >= UTC_TIMESTAMP() - INTERVAL 5 MINUTE
ORDER BY second, ad
