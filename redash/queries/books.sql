-- Books
-- All impressions that were ever counted, day by day, against all impressions of the ledger: difference must be 0, at any moment.
-- Time: everything there is, also of days whose seconds are no longer kept, in one statement, which sees one moment.
SELECT
  counts.impressions AS counted_impressions,
  counted.impressions AS ledger_impressions,
  counts.impressions - counted.impressions AS difference
FROM (SELECT CAST(COALESCE(SUM(impressions), 0) AS SIGNED) AS impressions FROM impressions_per_day) AS counts
CROSS JOIN (SELECT CAST(COALESCE(SUM(impressions), 0) AS SIGNED) AS impressions FROM ledger) AS counted
