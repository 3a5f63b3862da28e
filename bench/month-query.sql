-- Fills a migrated, empty database with ten million hours of counts and the seconds of the last quarter of a minute, 5,000 ads each,
-- then asks for a month of one ad by the hour: the plan, and the time three times. MySQL 8 or MariaDB, as a user with all rights:
--   mysql --verbose --verbose --verbose hakaru < bench/month-query.sql
/*!80000 SET SESSION cte_max_recursion_depth = 10000 */; /*M! SET SESSION max_recursive_iterations = 10000 */;
CREATE TEMPORARY TABLE hours AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1999) SELECT i FROM n;
CREATE TEMPORARY TABLE ads AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT i FROM n;
INSERT INTO rolled_hours SELECT TIMESTAMP('2026-09-01') + INTERVAL hours.i HOUR, CONCAT('ad-', ads.i), 1000, 500 FROM hours CROSS JOIN ads;
INSERT INTO impressions_per_second SELECT TIMESTAMP('2026-11-23 08:00:00') + INTERVAL hours.i SECOND, CONCAT('ad-', ads.i), 10, 5
FROM hours CROSS JOIN ads WHERE hours.i < 15;
UPDATE roll_up SET rolled_to = '2026-11-23 08:00:00';
ANALYZE TABLE rolled_hours, impressions_per_second;
EXPLAIN SELECT hour, impressions, value_sum FROM impressions_per_hour
WHERE ad = 'ad-77' AND hour >= '2026-10-01' AND hour < '2026-11-01' ORDER BY hour;
SELECT COUNT(*), SUM(impressions) FROM (SELECT * FROM impressions_per_hour
WHERE ad = 'ad-77' AND hour >= '2026-10-01' AND hour < '2026-11-01') AS october;
SELECT COUNT(*), SUM(impressions) FROM (SELECT * FROM impressions_per_hour
WHERE ad = 'ad-78' AND hour >= '2026-10-01' AND hour < '2026-11-01') AS october;
SELECT COUNT(*), SUM(impressions) FROM (SELECT * FROM impressions_per_hour
WHERE ad = 'ad-79' AND hour >= '2026-11-01' AND hour < '2026-12-01') AS november;
