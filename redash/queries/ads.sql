-- Ads
-- What is known of the ads, and what is missing there: a label, an owner, a time zone that there is.
-- Time: everything there is; last_day is in UTC, and may still grow to today. Ads of the last 30 days, and those in the table ads.
SELECT
  names.ad,
  ads.label,
  ads.advertiser,
  ads.campaign,
  ads.time_zone,
  CASE WHEN ads.time_zone IS NULL OR EXISTS (SELECT 1 FROM zone_offsets WHERE zone_offsets.time_zone = ads.time_zone)
    THEN 'yes' ELSE 'no such time zone' END AS zone_is_known,
  CASE WHEN ads.ad IS NULL THEN 'not described' WHEN ads.listed THEN 'yes' ELSE 'no' END AS listed,
  seen.last_day
FROM (
  SELECT ad FROM ads
  UNION
  SELECT ad FROM impressions_per_day WHERE day >= UTC_DATE() - INTERVAL 30 DAY
) AS names
LEFT JOIN ads ON ads.ad = names.ad
LEFT JOIN (
  SELECT ad, MAX(day) AS last_day FROM impressions_per_day WHERE day >= UTC_DATE() - INTERVAL 30 DAY GROUP BY ad
) AS seen ON seen.ad = names.ad
ORDER BY names.ad
LIMIT 10000
