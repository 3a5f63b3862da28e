-- Killed in between, this is run again from the start: each statement may be repeated.

-- Named to come after the ledger where tables are restored one by one: nothing is final that the ledger does not have yet.
CREATE TABLE IF NOT EXISTS settlement (
  id                  TINYINT NOT NULL COMMENT 'There is one row',
  final_to            DATETIME(3) NOT NULL COMMENT 'Every beacon answered 200 before this moment is counted, UTC',
  final_after_seconds INT UNSIGNED NOT NULL COMMENT 'A period is final when final_to is this much later than its end: the longest an answer may take, and by how much clocks may differ',
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'Up to which moment counts are final; moved by the sink, never back';

INSERT IGNORE INTO settlement (id, final_to, final_after_seconds) VALUES (1, '1970-01-01 00:00:00', 10);

CREATE OR REPLACE SQL SECURITY INVOKER VIEW impressions_per_hour AS
SELECT hour, ad, CAST(SUM(impressions) AS UNSIGNED) AS impressions, SUM(value_sum) AS value_sum,
  hour + INTERVAL 1 HOUR <= (SELECT final_to - INTERVAL final_after_seconds SECOND FROM settlement) AS final
FROM (
  SELECT hour, ad, impressions, value_sum FROM rolled_hours
  UNION ALL
  SELECT TIMESTAMP(DATE(second)) + INTERVAL HOUR(second) HOUR, ad, impressions, value_sum
  FROM impressions_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
) AS parts
GROUP BY hour, ad;

CREATE OR REPLACE SQL SECURITY INVOKER VIEW impressions_per_day AS
SELECT day, ad, CAST(SUM(impressions) AS UNSIGNED) AS impressions, SUM(value_sum) AS value_sum,
  day + INTERVAL 1 DAY <= (SELECT final_to - INTERVAL final_after_seconds SECOND FROM settlement) AS final
FROM (
  SELECT day, ad, impressions, value_sum FROM rolled_days
  UNION ALL
  SELECT DATE(second), ad, impressions, value_sum
  FROM impressions_per_second WHERE second >= (SELECT rolled_to FROM roll_up)
) AS parts
GROUP BY day, ad;
