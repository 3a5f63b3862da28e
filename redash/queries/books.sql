-- Books
-- All impressions of the table against all impressions of the ledger: difference must be 0, at any moment.
-- Time: everything there is, in one statement, which sees one moment. It reads the whole table: not for every minute.
SELECT
  counts.impressions AS table_impressions,
  counted.impressions AS ledger_impressions,
  counts.impressions - counted.impressions AS difference
FROM (SELECT CAST(COALESCE(SUM(impressions), 0) AS SIGNED) AS impressions FROM impressions_per_second) AS counts
CROSS JOIN (SELECT CAST(COALESCE(SUM(impressions), 0) AS SIGNED) AS impressions FROM ledger) AS counted
