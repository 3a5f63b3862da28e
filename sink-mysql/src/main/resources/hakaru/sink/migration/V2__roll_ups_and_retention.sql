-- Killed in between, this is run again from the start: each statement may be repeated.

-- Days are dropped as partitions. The sink splits the last one, ahead of time, into days.
ALTER TABLE impressions_per_second
  COMMENT = 'Impressions per ad and second, as long as seconds are kept; impressions_per_day is for ever'
  PARTITION BY RANGE COLUMNS (second) (PARTITION future VALUES LESS THAN (MAXVALUE));

CREATE TABLE IF NOT EXISTS rolled_minutes (
  minute      DATETIME NOT NULL COMMENT 'The minute in which the impressions were received, UTC',
  ad          VARCHAR(255) NOT NULL COMMENT 'As in impressions_per_second',
  impressions BIGINT UNSIGNED NOT NULL COMMENT 'How often the ad was seen in this minute, before roll_up.rolled_to',
  value_sum   DECIMAL(30, 0) UNSIGNED NOT NULL COMMENT 'Sum of the values that came with these impressions',
  PRIMARY KEY (minute, ad),
  KEY by_ad (ad, minute)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'Seconds before roll_up.rolled_to, added up; read impressions_per_minute, which also has the newest'
  PARTITION BY RANGE COLUMNS (minute) (PARTITION future VALUES LESS THAN (MAXVALUE));

CREATE TABLE IF NOT EXISTS rolled_hours (
  hour        DATETIME NOT NULL COMMENT 'The hour in which the impressions were received, UTC',
  ad          VARCHAR(255) NOT NULL COMMENT 'As in impressions_per_second',
  impressions BIGINT UNSIGNED NOT NULL COMMENT 'How often the ad was seen in this hour, before roll_up.rolled_to',
  value_sum   DECIMAL(30, 0) UNSIGNED NOT NULL COMMENT 'Sum of the values that came with these impressions',
  PRIMARY KEY (hour, ad),
  KEY by_ad (ad, hour)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'Seconds before roll_up.rolled_to, added up; read impressions_per_hour, which also has the newest';

CREATE TABLE IF NOT EXISTS rolled_days (
  day         DATE NOT NULL COMMENT 'The day on which the impressions were received, UTC',
  ad          VARCHAR(255) NOT NULL COMMENT 'As in impressions_per_second',
  impressions BIGINT UNSIGNED NOT NULL COMMENT 'How often the ad was seen on this day, before roll_up.rolled_to',
  value_sum   DECIMAL(30, 0) UNSIGNED NOT NULL COMMENT 'Sum of the values that came with these impressions',
  PRIMARY KEY (day, ad),
  KEY by_ad (ad, day)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'Seconds before roll_up.rolled_to, added up; read impressions_per_day, which also has the newest';

CREATE TABLE IF NOT EXISTS roll_up (
  id           TINYINT NOT NULL COMMENT 'There is one row',
  rolled_to    DATETIME NOT NULL COMMENT 'Seconds before it are in the rolled tables, none from it on, UTC',
  seconds_from DATETIME NOT NULL COMMENT 'Seconds before it are no longer in impressions_per_second, UTC',
  minutes_from DATETIME NOT NULL COMMENT 'Minutes before it are no longer in rolled_minutes, UTC',
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'How far the seconds are rolled up and how much is kept; read under lock by whoever writes counts';

INSERT IGNORE INTO roll_up (id, rolled_to, seconds_from, minutes_from)
VALUES (1, '1970-01-01 00:00:00', '1970-01-01 00:00:00', '1970-01-01 00:00:00');

-- What is rolled up, and what is not yet: always all impressions, whatever moment a statement sees.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW impressions_per_minute AS
SELECT minute, ad, CAST(SUM(impressions) AS UNSIGNED) AS impressions, SUM(value_sum) AS value_sum
FROM (
  SELECT minute, ad, impressions, value_sum FROM rolled_minutes
  UNION ALL
  SELECT second - INTERVAL SECOND(second) SECOND, ad, impressions, value_sum
  FROM impressions_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
) AS parts
GROUP BY minute, ad;

CREATE OR REPLACE SQL SECURITY INVOKER VIEW impressions_per_hour AS
SELECT hour, ad, CAST(SUM(impressions) AS UNSIGNED) AS impressions, SUM(value_sum) AS value_sum
FROM (
  SELECT hour, ad, impressions, value_sum FROM rolled_hours
  UNION ALL
  SELECT TIMESTAMP(DATE(second)) + INTERVAL HOUR(second) HOUR, ad, impressions, value_sum
  FROM impressions_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
) AS parts
GROUP BY hour, ad;

CREATE OR REPLACE SQL SECURITY INVOKER VIEW impressions_per_day AS
SELECT day, ad, CAST(SUM(impressions) AS UNSIGNED) AS impressions, SUM(value_sum) AS value_sum
FROM (
  SELECT day, ad, impressions, value_sum FROM rolled_days
  UNION ALL
  SELECT DATE(second), ad, impressions, value_sum
  FROM impressions_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
) AS parts
GROUP BY day, ad;

ALTER TABLE ledger
  MODIFY impressions BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'Impressions of this partition that are counted; all together, SUM(impressions) of impressions_per_day',
  MODIFY rejected BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'Records before counted_to that are not counted: in the topic impressions-rejected or in rejected_counts';
