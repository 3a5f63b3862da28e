-- Silent ads
-- Ads that were seen in the last hours but not in the last minutes, those with the most impressions before first.
-- Time: UTC, in whole minutes. Seen: from so many hours ago (included). Silent: no impression from so many minutes ago (included) until now.
-- impressions_before are those since the beginning of the day on which the hours begin.
-- While the pipeline is behind, every ad looks silent: look at Final to first.
WITH unrolled AS (
  SELECT ad, MAX(second) - INTERVAL SECOND(MAX(second)) SECOND AS last_minute
  FROM impressions_per_second
  WHERE second >= (SELECT rolled_to FROM roll_up)
  GROUP BY ad
),
quiet AS (
  SELECT ad, CAST(SUM(impressions) AS SIGNED) AS impressions_before
  FROM (
    SELECT ad, impressions FROM rolled_days WHERE day >= DATE(UTC_TIMESTAMP() - INTERVAL {{ hours }} HOUR)
    UNION ALL
    SELECT ad, impressions FROM impressions_per_second
    WHERE second >= (SELECT rolled_to FROM roll_up) AND second >= DATE(UTC_TIMESTAMP() - INTERVAL {{ hours }} HOUR)
  ) AS days
  WHERE NOT EXISTS (
      SELECT 1 FROM rolled_minutes
      WHERE rolled_minutes.ad = days.ad
        AND minute >= UTC_TIMESTAMP() - INTERVAL SECOND(UTC_TIMESTAMP()) SECOND - INTERVAL {{ minutes }} MINUTE)
  GROUP BY ad
),
last_seen AS (
  SELECT
    quiet.ad,
    impressions_before,
    COALESCE(unrolled.last_minute, (
      SELECT MAX(minute) FROM rolled_minutes
      WHERE rolled_minutes.ad = quiet.ad AND minute >= DATE(UTC_TIMESTAMP() - INTERVAL {{ hours }} HOUR))) AS last_minute
  FROM quiet LEFT JOIN unrolled ON unrolled.ad = quiet.ad
)
SELECT
  ad,
  last_minute,
  TIMESTAMPDIFF(MINUTE, last_minute, UTC_TIMESTAMP()) AS silent_minutes,
  impressions_before,
  COALESCE(label, ad) AS label
FROM last_seen LEFT JOIN ads USING (ad)
WHERE last_minute >= UTC_TIMESTAMP() - INTERVAL SECOND(UTC_TIMESTAMP()) SECOND - INTERVAL {{ hours }} HOUR
  AND last_minute < UTC_TIMESTAMP() - INTERVAL SECOND(UTC_TIMESTAMP()) SECOND - INTERVAL {{ minutes }} MINUTE
ORDER BY impressions_before DESC, ad
LIMIT 1000
