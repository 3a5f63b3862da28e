-- This hour against last week
-- Impressions per ad in this hour so far, and in the same part of the same hour a week ago; the 100 ads with the most.
-- Time: UTC. From the start of the hour (included) to the second that is under way (not included), and both a week earlier.
-- change_percent is rounded, and NULL for an ad that was not there a week ago. The last seconds may still grow.
SELECT
  ad,
  CAST(SUM(now_seen) AS SIGNED) AS impressions,
  CAST(SUM(then_seen) AS SIGNED) AS impressions_week_ago,
  CAST(SUM(now_seen) AS SIGNED) - CAST(SUM(then_seen) AS SIGNED) AS difference,
  CAST(ROUND(100 * (CAST(SUM(now_seen) AS SIGNED) - CAST(SUM(then_seen) AS SIGNED))
    / NULLIF(CAST(SUM(then_seen) AS SIGNED), 0)) AS SIGNED) AS change_percent,
  MIN(COALESCE(label, ad)) AS label
FROM (
  SELECT ad, impressions AS now_seen, 0 AS then_seen
  FROM impressions_per_second
  WHERE second >= TIMESTAMP(UTC_DATE()) + INTERVAL HOUR(UTC_TIMESTAMP()) HOUR AND second < UTC_TIMESTAMP()
  UNION ALL
  SELECT ad, 0 AS now_seen, impressions AS then_seen
  FROM impressions_per_second
  WHERE second >= TIMESTAMP(UTC_DATE()) + INTERVAL HOUR(UTC_TIMESTAMP()) HOUR - INTERVAL 7 DAY
    AND second < UTC_TIMESTAMP() - INTERVAL 7 DAY
) AS both_hours
LEFT JOIN ads USING (ad)
GROUP BY ad
ORDER BY GREATEST(SUM(now_seen), SUM(then_seen)) DESC, ad
LIMIT 100
