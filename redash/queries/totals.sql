-- Totals
-- Impressions and values of this hour, today and yesterday, and all impressions there ever were.
-- Time: UTC. This hour and today go from their start (included) to the end of what is counted; yesterday is the whole day.
-- All impressions, the repeated and the rejected come from the ledger, which balances with the counts and is small.
-- Every figure may still grow but those of yesterday once it is final.
SELECT
  CAST(COALESCE(SUM(CASE WHEN hour >= TIMESTAMP(UTC_DATE()) + INTERVAL HOUR(UTC_TIMESTAMP()) HOUR
    THEN impressions END), 0) AS SIGNED) AS this_hour,
  CAST(COALESCE(SUM(CASE WHEN hour >= TIMESTAMP(UTC_DATE()) THEN impressions END), 0) AS SIGNED) AS today,
  CAST(COALESCE(SUM(CASE WHEN hour >= TIMESTAMP(UTC_DATE()) THEN value_sum END), 0) AS SIGNED) AS value_today,
  CAST(COALESCE(SUM(CASE WHEN hour < TIMESTAMP(UTC_DATE()) THEN impressions END), 0) AS SIGNED) AS yesterday,
  CAST(COALESCE(SUM(CASE WHEN hour < TIMESTAMP(UTC_DATE()) THEN value_sum END), 0) AS SIGNED) AS value_yesterday,
  (SELECT CASE WHEN UTC_DATE() <= final_to - INTERVAL final_after_seconds SECOND THEN 'yes' ELSE 'not yet' END
    FROM settlement) AS yesterday_is_final,
  (SELECT CAST(COALESCE(SUM(impressions), 0) AS SIGNED) FROM ledger) AS all_impressions,
  (SELECT CAST(COALESCE(SUM(repeated), 0) AS SIGNED) FROM ledger) AS repeated,
  (SELECT CAST(COALESCE(SUM(rejected), 0) AS SIGNED) FROM ledger) AS rejected
FROM impressions_per_hour
WHERE hour >= TIMESTAMP(UTC_DATE()) - INTERVAL 1 DAY
