-- Killed in between, this is run again from the start: each statement may be repeated.

-- Sums of some ads over a long time are read from the index alone: in its order, and without a look at each row.
SET @step = IF(EXISTS (
    SELECT 1 FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = 'rolled_hours' AND index_name = 'sums_by_ad'),
  'DO 0',
  'ALTER TABLE rolled_hours
     ADD KEY sums_by_ad (ad, hour, impressions, value_sum), DROP KEY by_ad, LOCK = NONE');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;

SET @step = IF(EXISTS (
    SELECT 1 FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = 'rolled_days' AND index_name = 'sums_by_ad'),
  'DO 0',
  'ALTER TABLE rolled_days
     ADD KEY sums_by_ad (ad, day, impressions, value_sum), DROP KEY by_ad, LOCK = NONE');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;

SET @step = IF(EXISTS (
    SELECT 1 FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = 'rolled_invalid_hours' AND index_name = 'sums_by_ad'),
  'DO 0',
  'ALTER TABLE rolled_invalid_hours
     ADD KEY sums_by_ad (ad, hour, reason, impressions, value_sum), DROP KEY by_ad, LOCK = NONE');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;

SET @step = IF(EXISTS (
    SELECT 1 FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = 'rolled_invalid_days' AND index_name = 'sums_by_ad'),
  'DO 0',
  'ALTER TABLE rolled_invalid_days
     ADD KEY sums_by_ad (ad, day, reason, impressions, value_sum), DROP KEY by_ad, LOCK = NONE');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;

-- As before, but only what is not rolled up for good is added up: before the period that roll_up.rolled_to is in, a row of a
-- rolled table is all there is.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW invalid_per_minute AS
SELECT minute, ad, reason, impressions, value_sum FROM rolled_invalid_minutes
WHERE minute < (SELECT rolled_to - INTERVAL SECOND(rolled_to) SECOND FROM roll_up)
UNION ALL
SELECT minute, ad, reason, CAST(SUM(impressions) AS UNSIGNED) AS impressions, SUM(value_sum) AS value_sum
FROM (
  SELECT minute, ad, reason, impressions, value_sum FROM rolled_invalid_minutes
  WHERE minute >= (SELECT rolled_to - INTERVAL SECOND(rolled_to) SECOND FROM roll_up)
  UNION ALL
  SELECT second - INTERVAL SECOND(second) SECOND, ad, reason, impressions, value_sum
  FROM invalid_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
) AS newest
GROUP BY minute, ad, reason;

CREATE OR REPLACE SQL SECURITY INVOKER VIEW invalid_per_hour AS
SELECT hour, ad, reason, impressions, value_sum FROM rolled_invalid_hours
WHERE hour < (SELECT TIMESTAMP(DATE(rolled_to)) + INTERVAL HOUR(rolled_to) HOUR FROM roll_up)
UNION ALL
SELECT hour, ad, reason, CAST(SUM(impressions) AS UNSIGNED) AS impressions, SUM(value_sum) AS value_sum
FROM (
  SELECT hour, ad, reason, impressions, value_sum FROM rolled_invalid_hours
  WHERE hour >= (SELECT TIMESTAMP(DATE(rolled_to)) + INTERVAL HOUR(rolled_to) HOUR FROM roll_up)
  UNION ALL
  SELECT TIMESTAMP(DATE(second)) + INTERVAL HOUR(second) HOUR, ad, reason, impressions, value_sum
  FROM invalid_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
) AS newest
GROUP BY hour, ad, reason;

CREATE OR REPLACE SQL SECURITY INVOKER VIEW invalid_per_day AS
SELECT day, ad, reason, impressions, value_sum FROM rolled_invalid_days
WHERE day < (SELECT DATE(rolled_to) FROM roll_up)
UNION ALL
SELECT day, ad, reason, CAST(SUM(impressions) AS UNSIGNED) AS impressions, SUM(value_sum) AS value_sum
FROM (
  SELECT day, ad, reason, impressions, value_sum FROM rolled_invalid_days
  WHERE day >= (SELECT DATE(rolled_to) FROM roll_up)
  UNION ALL
  SELECT DATE(second), ad, reason, impressions, value_sum
  FROM invalid_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
) AS newest
GROUP BY day, ad, reason;

CREATE OR REPLACE SQL SECURITY INVOKER VIEW impressions_per_minute AS
SELECT sums.minute, sums.ad, sums.impressions, sums.value_sum, sums.invalid,
  CAST(sums.impressions - sums.invalid AS UNSIGNED) AS valid,
  COALESCE(ads.label, sums.ad) AS label
FROM (
  SELECT minute, ad, impressions, value_sum, CAST(COALESCE((
    SELECT SUM(parts.impressions) FROM rolled_invalid_minutes AS parts
    WHERE parts.minute = rolled_minutes.minute AND parts.ad = rolled_minutes.ad), 0) AS UNSIGNED) AS invalid
  FROM rolled_minutes
  WHERE minute < (SELECT rolled_to - INTERVAL SECOND(rolled_to) SECOND FROM roll_up)
  UNION ALL
  SELECT minute, ad, CAST(SUM(impressions) AS UNSIGNED), SUM(value_sum), CAST(SUM(invalid) AS UNSIGNED)
  FROM (
    SELECT minute, ad, impressions, value_sum, 0 AS invalid FROM rolled_minutes
    WHERE minute >= (SELECT rolled_to - INTERVAL SECOND(rolled_to) SECOND FROM roll_up)
    UNION ALL
    SELECT second - INTERVAL SECOND(second) SECOND, ad, impressions, value_sum, 0
    FROM impressions_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
    UNION ALL
    SELECT minute, ad, 0, 0, impressions FROM rolled_invalid_minutes
    WHERE minute >= (SELECT rolled_to - INTERVAL SECOND(rolled_to) SECOND FROM roll_up)
    UNION ALL
    SELECT second - INTERVAL SECOND(second) SECOND, ad, 0, 0, impressions
    FROM invalid_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
  ) AS newest
  GROUP BY minute, ad
) AS sums LEFT JOIN ads ON ads.ad = sums.ad;

CREATE OR REPLACE SQL SECURITY INVOKER VIEW impressions_per_hour AS
SELECT sums.hour, sums.ad, sums.impressions, sums.value_sum, sums.invalid,
  CAST(sums.impressions - sums.invalid AS UNSIGNED) AS valid,
  sums.hour + INTERVAL 1 HOUR <= (SELECT final_to - INTERVAL final_after_seconds SECOND FROM settlement) AS final,
  COALESCE(ads.label, sums.ad) AS label
FROM (
  SELECT hour, ad, impressions, value_sum, CAST(COALESCE((
    SELECT SUM(parts.impressions) FROM rolled_invalid_hours AS parts
    WHERE parts.hour = rolled_hours.hour AND parts.ad = rolled_hours.ad), 0) AS UNSIGNED) AS invalid
  FROM rolled_hours
  WHERE hour < (SELECT TIMESTAMP(DATE(rolled_to)) + INTERVAL HOUR(rolled_to) HOUR FROM roll_up)
  UNION ALL
  SELECT hour, ad, CAST(SUM(impressions) AS UNSIGNED), SUM(value_sum), CAST(SUM(invalid) AS UNSIGNED)
  FROM (
    SELECT hour, ad, impressions, value_sum, 0 AS invalid FROM rolled_hours
    WHERE hour >= (SELECT TIMESTAMP(DATE(rolled_to)) + INTERVAL HOUR(rolled_to) HOUR FROM roll_up)
    UNION ALL
    SELECT TIMESTAMP(DATE(second)) + INTERVAL HOUR(second) HOUR, ad, impressions, value_sum, 0
    FROM impressions_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
    UNION ALL
    SELECT hour, ad, 0, 0, impressions FROM rolled_invalid_hours
    WHERE hour >= (SELECT TIMESTAMP(DATE(rolled_to)) + INTERVAL HOUR(rolled_to) HOUR FROM roll_up)
    UNION ALL
    SELECT TIMESTAMP(DATE(second)) + INTERVAL HOUR(second) HOUR, ad, 0, 0, impressions
    FROM invalid_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
  ) AS newest
  GROUP BY hour, ad
) AS sums LEFT JOIN ads ON ads.ad = sums.ad;

CREATE OR REPLACE SQL SECURITY INVOKER VIEW impressions_per_day AS
SELECT sums.day, sums.ad, sums.impressions, sums.value_sum, sums.invalid,
  CAST(sums.impressions - sums.invalid AS UNSIGNED) AS valid,
  sums.day + INTERVAL 1 DAY <= (SELECT final_to - INTERVAL final_after_seconds SECOND FROM settlement) AS final,
  COALESCE(ads.label, sums.ad) AS label
FROM (
  SELECT day, ad, impressions, value_sum, CAST(COALESCE((
    SELECT SUM(parts.impressions) FROM rolled_invalid_days AS parts
    WHERE parts.day = rolled_days.day AND parts.ad = rolled_days.ad), 0) AS UNSIGNED) AS invalid
  FROM rolled_days
  WHERE day < (SELECT DATE(rolled_to) FROM roll_up)
  UNION ALL
  SELECT day, ad, CAST(SUM(impressions) AS UNSIGNED), SUM(value_sum), CAST(SUM(invalid) AS UNSIGNED)
  FROM (
    SELECT day, ad, impressions, value_sum, 0 AS invalid FROM rolled_days
    WHERE day >= (SELECT DATE(rolled_to) FROM roll_up)
    UNION ALL
    SELECT DATE(second), ad, impressions, value_sum, 0
    FROM impressions_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
    UNION ALL
    SELECT day, ad, 0, 0, impressions FROM rolled_invalid_days
    WHERE day >= (SELECT DATE(rolled_to) FROM roll_up)
    UNION ALL
    SELECT DATE(second), ad, 0, 0, impressions
    FROM invalid_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
  ) AS newest
  GROUP BY day, ad
) AS sums LEFT JOIN ads ON ads.ad = sums.ad;
