-- Silent ads
-- Ads that were seen in the last hours but not in the last minutes, those with the most impressions before first.
-- Time: UTC, in whole minutes. Seen: from so many hours ago (included). Silent: no impression from so many minutes ago (included) until now.
-- impressions_before are those since the beginning of the day on which the hours begin.
-- While the pipeline is behind, every ad looks silent: look at Final to first.
-- SQL_BIG_RESULT: very many ads are added up by sorting them; only those that look quiet are looked up among the minutes.
WITH seen AS (
  SELECT SQL_BIG_RESULT ad, CAST(SUM(impressions) AS SIGNED) AS impressions_before, MAX(minute) AS unrolled_minute
  FROM (
    SELECT ad, impressions, NULL AS minute FROM rolled_days WHERE day >= DATE(UTC_TIMESTAMP() - INTERVAL {{ hours }} HOUR)
    UNION ALL
    SELECT ad, impressions, second - INTERVAL SECOND(second) SECOND
    FROM impressions_per_second
    WHERE second >= (SELECT rolled_to FROM roll_up) AND second >= DATE(UTC_TIMESTAMP() - INTERVAL {{ hours }} HOUR)
  ) AS parts
  GROUP BY ad
),
-- The end in the future spares a look into partitions of days to come.
quiet AS (
  SELECT ad, impressions_before, COALESCE(unrolled_minute, (
    SELECT minute FROM rolled_minutes
    WHERE rolled_minutes.ad = seen.ad
      AND minute >= DATE(UTC_TIMESTAMP() - INTERVAL {{ hours }} HOUR) AND minute < UTC_TIMESTAMP() + INTERVAL 1 HOUR
    ORDER BY minute DESC LIMIT 1)) AS last_minute
  FROM seen
  WHERE (SELECT 1 FROM rolled_minutes
    WHERE rolled_minutes.ad = seen.ad
      AND minute >= UTC_TIMESTAMP() - INTERVAL SECOND(UTC_TIMESTAMP()) SECOND - INTERVAL {{ minutes }} MINUTE
      AND minute < UTC_TIMESTAMP() + INTERVAL 1 HOUR
    LIMIT 1) IS NULL
    AND (unrolled_minute IS NULL
      OR unrolled_minute < UTC_TIMESTAMP() - INTERVAL SECOND(UTC_TIMESTAMP()) SECOND - INTERVAL {{ minutes }} MINUTE)
)
SELECT
  ad,
  last_minute,
  TIMESTAMPDIFF(MINUTE, last_minute, UTC_TIMESTAMP()) AS silent_minutes,
  impressions_before,
  COALESCE(label, ad) AS label
FROM quiet LEFT JOIN ads USING (ad)
WHERE last_minute >= UTC_TIMESTAMP() - INTERVAL SECOND(UTC_TIMESTAMP()) SECOND - INTERVAL {{ hours }} HOUR
ORDER BY impressions_before DESC, ad
LIMIT 1000
