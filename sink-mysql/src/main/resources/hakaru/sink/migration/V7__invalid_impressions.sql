-- Killed in between, this is run again from the start: each statement may be repeated.

CREATE TABLE IF NOT EXISTS invalid_per_second (
  second      DATETIME NOT NULL COMMENT 'The second in which the impressions were received, UTC',
  ad          VARCHAR(255) NOT NULL COMMENT 'As in impressions_per_second',
  reason      VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Why: prefetch (the page was fetched ahead), bot (declared in the User-Agent), unlisted (an ad that is not on the list)',
  impressions BIGINT UNSIGNED NOT NULL COMMENT 'Of the impressions that are counted for this ad, how many are invalid for that reason',
  value_sum   BIGINT UNSIGNED NOT NULL COMMENT 'Sum of the values that came with these impressions',
  PRIMARY KEY (second, ad, reason)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'Invalid impressions per ad, reason and second; they are in impressions_per_second, too. Rows only where there are any'
  PARTITION BY RANGE COLUMNS (second) (PARTITION future VALUES LESS THAN (MAXVALUE));

CREATE TABLE IF NOT EXISTS rolled_invalid_minutes (
  minute      DATETIME NOT NULL COMMENT 'The minute in which the impressions were received, UTC',
  ad          VARCHAR(255) NOT NULL COMMENT 'As in impressions_per_second',
  reason      VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Why: prefetch (the page was fetched ahead), bot (declared in the User-Agent), unlisted (an ad that is not on the list)',
  impressions BIGINT UNSIGNED NOT NULL COMMENT 'Of the impressions that are counted for this ad, how many are invalid for that reason',
  value_sum   DECIMAL(30, 0) UNSIGNED NOT NULL COMMENT 'Sum of the values that came with these impressions',
  PRIMARY KEY (minute, ad, reason),
  KEY by_ad (ad, minute)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'Invalid seconds before roll_up.rolled_to, added up; read invalid_per_minute, which also has the newest'
  PARTITION BY RANGE COLUMNS (minute) (PARTITION future VALUES LESS THAN (MAXVALUE));

CREATE TABLE IF NOT EXISTS rolled_invalid_hours (
  hour        DATETIME NOT NULL COMMENT 'The hour in which the impressions were received, UTC',
  ad          VARCHAR(255) NOT NULL COMMENT 'As in impressions_per_second',
  reason      VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Why: prefetch (the page was fetched ahead), bot (declared in the User-Agent), unlisted (an ad that is not on the list)',
  impressions BIGINT UNSIGNED NOT NULL COMMENT 'Of the impressions that are counted for this ad, how many are invalid for that reason',
  value_sum   DECIMAL(30, 0) UNSIGNED NOT NULL COMMENT 'Sum of the values that came with these impressions',
  PRIMARY KEY (hour, ad, reason),
  KEY by_ad (ad, hour)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'Invalid seconds before roll_up.rolled_to, added up; read invalid_per_hour, which also has the newest';

CREATE TABLE IF NOT EXISTS rolled_invalid_days (
  day         DATE NOT NULL COMMENT 'The day on which the impressions were received, UTC',
  ad          VARCHAR(255) NOT NULL COMMENT 'As in impressions_per_second',
  reason      VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Why: prefetch (the page was fetched ahead), bot (declared in the User-Agent), unlisted (an ad that is not on the list)',
  impressions BIGINT UNSIGNED NOT NULL COMMENT 'Of the impressions that are counted for this ad, how many are invalid for that reason',
  value_sum   DECIMAL(30, 0) UNSIGNED NOT NULL COMMENT 'Sum of the values that came with these impressions',
  PRIMARY KEY (day, ad, reason),
  KEY by_ad (ad, day)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'Invalid seconds before roll_up.rolled_to, added up; read invalid_per_day, which also has the newest';

CREATE OR REPLACE SQL SECURITY INVOKER VIEW invalid_per_minute AS
SELECT minute, ad, reason, CAST(SUM(impressions) AS UNSIGNED) AS impressions, SUM(value_sum) AS value_sum
FROM (
  SELECT minute, ad, reason, impressions, value_sum FROM rolled_invalid_minutes
  UNION ALL
  SELECT second - INTERVAL SECOND(second) SECOND, ad, reason, impressions, value_sum
  FROM invalid_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
) AS parts
GROUP BY minute, ad, reason;

CREATE OR REPLACE SQL SECURITY INVOKER VIEW invalid_per_hour AS
SELECT hour, ad, reason, CAST(SUM(impressions) AS UNSIGNED) AS impressions, SUM(value_sum) AS value_sum
FROM (
  SELECT hour, ad, reason, impressions, value_sum FROM rolled_invalid_hours
  UNION ALL
  SELECT TIMESTAMP(DATE(second)) + INTERVAL HOUR(second) HOUR, ad, reason, impressions, value_sum
  FROM invalid_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
) AS parts
GROUP BY hour, ad, reason;

CREATE OR REPLACE SQL SECURITY INVOKER VIEW invalid_per_day AS
SELECT day, ad, reason, CAST(SUM(impressions) AS UNSIGNED) AS impressions, SUM(value_sum) AS value_sum
FROM (
  SELECT day, ad, reason, impressions, value_sum FROM rolled_invalid_days
  UNION ALL
  SELECT DATE(second), ad, reason, impressions, value_sum
  FROM invalid_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
) AS parts
GROUP BY day, ad, reason;

-- All impressions (gross), those of them that are invalid, and the rest (net): always what is rolled up, and what is not yet.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW impressions_per_minute AS
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
GROUP BY minute, ad;

CREATE OR REPLACE SQL SECURITY INVOKER VIEW impressions_per_hour AS
SELECT hour, ad, CAST(SUM(impressions) AS UNSIGNED) AS impressions, SUM(value_sum) AS value_sum,
  CAST(SUM(invalid) AS UNSIGNED) AS invalid, CAST(SUM(impressions) - SUM(invalid) AS UNSIGNED) AS valid,
  hour + INTERVAL 1 HOUR <= (SELECT final_to - INTERVAL final_after_seconds SECOND FROM settlement) AS final
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
GROUP BY hour, ad;

CREATE OR REPLACE SQL SECURITY INVOKER VIEW impressions_per_day AS
SELECT day, ad, CAST(SUM(impressions) AS UNSIGNED) AS impressions, SUM(value_sum) AS value_sum,
  CAST(SUM(invalid) AS UNSIGNED) AS invalid, CAST(SUM(impressions) - SUM(invalid) AS UNSIGNED) AS valid,
  day + INTERVAL 1 DAY <= (SELECT final_to - INTERVAL final_after_seconds SECOND FROM settlement) AS final
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
GROUP BY day, ad;
