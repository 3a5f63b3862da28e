-- Silent ads
-- Ads that were seen in the last hours but not in the last minutes, those with the most impressions before first.
-- Time: UTC. Seen: from so many hours ago (included). Silent: no impression from so many minutes ago (included) until now.
-- While the pipeline is behind, every ad looks silent: look at Freshness first.
SELECT
  ad,
  MAX(second) AS last_second,
  TIMESTAMPDIFF(SECOND, MAX(second), UTC_TIMESTAMP()) AS silent_seconds,
  CAST(SUM(impressions) AS SIGNED) AS impressions_before
FROM impressions_per_second
WHERE second >= UTC_TIMESTAMP() - INTERVAL {{ hours }} HOUR
GROUP BY ad
HAVING last_second < UTC_TIMESTAMP() - INTERVAL {{ minutes }} MINUTE
ORDER BY impressions_before DESC, ad
LIMIT 1000
