-- Killed in between, this is run again from the start: each statement may be repeated.

CREATE TABLE IF NOT EXISTS ads (
  ad         VARCHAR(255) NOT NULL COMMENT 'The name of the ad, as its beacons give it',
  label      VARCHAR(255) NULL COMMENT 'What people call it; NULL: its name',
  campaign   VARCHAR(255) NULL COMMENT 'What it belongs to',
  advertiser VARCHAR(255) NULL COMMENT 'Who pays for it',
  time_zone  VARCHAR(64) NULL COMMENT 'In whose days it is accounted for, such as Europe/Berlin; NULL: UTC',
  listed     BOOLEAN NOT NULL DEFAULT TRUE COMMENT 'Whether it belongs on the list that INGEST_ADS names',
  note       VARCHAR(1000) NULL COMMENT 'Whatever else is to be known',
  updated_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP COMMENT 'When the row was last changed',
  PRIMARY KEY (ad),
  KEY by_advertiser (advertiser, campaign)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'What people know of the ads; filled by analysts, read by the views, and written by nobody else';

-- As before, and what the ad is called.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW impressions_per_minute AS
SELECT sums.minute, sums.ad, sums.impressions, sums.value_sum, sums.invalid, sums.valid,
  COALESCE(ads.label, sums.ad) AS label
FROM (
  SELECT minute, ad, CAST(SUM(impressions) AS UNSIGNED) AS impressions, SUM(value_sum) AS value_sum,
    CAST(SUM(invalid) AS UNSIGNED) AS invalid, CAST(SUM(impressions) - SUM(invalid) AS UNSIGNED) AS valid
  FROM (
    SELECT minute, ad, impressions, value_sum, 0 AS invalid FROM rolled_minutes
    UNION ALL
    SELECT second - INTERVAL SECOND(second) SECOND, ad, impressions, value_sum, 0
    FROM impressions_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
    UNION ALL
    SELECT minute, ad, 0, 0, impressions FROM rolled_invalid_minutes
    UNION ALL
    SELECT second - INTERVAL SECOND(second) SECOND, ad, 0, 0, impressions
    FROM invalid_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
  ) AS parts
  GROUP BY minute, ad
) AS sums LEFT JOIN ads ON ads.ad = sums.ad;

CREATE OR REPLACE SQL SECURITY INVOKER VIEW impressions_per_hour AS
SELECT sums.hour, sums.ad, sums.impressions, sums.value_sum, sums.invalid, sums.valid,
  sums.hour + INTERVAL 1 HOUR <= (SELECT final_to - INTERVAL final_after_seconds SECOND FROM settlement) AS final,
  COALESCE(ads.label, sums.ad) AS label
FROM (
  SELECT hour, ad, CAST(SUM(impressions) AS UNSIGNED) AS impressions, SUM(value_sum) AS value_sum,
    CAST(SUM(invalid) AS UNSIGNED) AS invalid, CAST(SUM(impressions) - SUM(invalid) AS UNSIGNED) AS valid
  FROM (
    SELECT hour, ad, impressions, value_sum, 0 AS invalid FROM rolled_hours
    UNION ALL
    SELECT TIMESTAMP(DATE(second)) + INTERVAL HOUR(second) HOUR, ad, impressions, value_sum, 0
    FROM impressions_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
    UNION ALL
    SELECT hour, ad, 0, 0, impressions FROM rolled_invalid_hours
    UNION ALL
    SELECT TIMESTAMP(DATE(second)) + INTERVAL HOUR(second) HOUR, ad, 0, 0, impressions
    FROM invalid_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
  ) AS parts
  GROUP BY hour, ad
) AS sums LEFT JOIN ads ON ads.ad = sums.ad;

CREATE OR REPLACE SQL SECURITY INVOKER VIEW impressions_per_day AS
SELECT sums.day, sums.ad, sums.impressions, sums.value_sum, sums.invalid, sums.valid,
  sums.day + INTERVAL 1 DAY <= (SELECT final_to - INTERVAL final_after_seconds SECOND FROM settlement) AS final,
  COALESCE(ads.label, sums.ad) AS label
FROM (
  SELECT day, ad, CAST(SUM(impressions) AS UNSIGNED) AS impressions, SUM(value_sum) AS value_sum,
    CAST(SUM(invalid) AS UNSIGNED) AS invalid, CAST(SUM(impressions) - SUM(invalid) AS UNSIGNED) AS valid
  FROM (
    SELECT day, ad, impressions, value_sum, 0 AS invalid FROM rolled_days
    UNION ALL
    SELECT DATE(second), ad, impressions, value_sum, 0
    FROM impressions_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
    UNION ALL
    SELECT day, ad, 0, 0, impressions FROM rolled_invalid_days
    UNION ALL
    SELECT DATE(second), ad, 0, 0, impressions
    FROM invalid_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
  ) AS parts
  GROUP BY day, ad
) AS sums LEFT JOIN ads ON ads.ad = sums.ad;

CREATE OR REPLACE SQL SECURITY INVOKER VIEW campaigns_per_day AS
SELECT day, COALESCE(advertiser, '') AS advertiser, COALESCE(campaign, '') AS campaign,
  CAST(SUM(impressions) AS UNSIGNED) AS impressions, SUM(value_sum) AS value_sum,
  CAST(SUM(invalid) AS UNSIGNED) AS invalid, CAST(SUM(valid) AS UNSIGNED) AS valid, MIN(final) AS final
FROM impressions_per_day LEFT JOIN ads USING (ad)
GROUP BY day, advertiser, campaign;
