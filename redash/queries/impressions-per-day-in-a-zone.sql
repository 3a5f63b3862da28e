-- Impressions per day in a zone
-- Impressions per ad and day, as the days are in a time zone such as Europe/Berlin; of the ads with the most.
-- Time: that of the zone. From the first day to the last, both included whole; 23 or 25 hours where clocks change.
-- Zones that are off by a part of an hour (Asia/Kolkata) are added up from minutes: their days go back as far as minutes are kept.
-- final is 1 when all of the day is counted, at the latest an hour after it is; while it is 0, it may still grow.
-- A name that is no time zone answers one row that says so.
-- Each part is added up by itself: days of some ads are few rows, their hours many.
WITH zone AS (
  SELECT from_utc, to_utc, offset_seconds, whole_hours
  FROM zone_offsets
  WHERE time_zone = '{{ zone }}'
    AND to_utc > DATE('{{ date.start }}') - INTERVAL 1 DAY AND from_utc < DATE('{{ date.end }}') + INTERVAL 2 DAY
),
largest AS (
  SELECT days.ad, MIN(COALESCE(label, days.ad)) AS label
  FROM (
    SELECT ad, SUM(impressions) AS impressions
    FROM rolled_days
    WHERE day >= DATE('{{ date.start }}') - INTERVAL 1 DAY AND day < DATE('{{ date.end }}') + INTERVAL 2 DAY AND ad LIKE '{{ ad }}' ESCAPE '!'
    GROUP BY ad
    UNION ALL
    SELECT ad, SUM(impressions)
    FROM impressions_per_second
    WHERE second >= (SELECT rolled_to FROM roll_up) AND ad LIKE '{{ ad }}' ESCAPE '!'
      AND second >= DATE('{{ date.start }}') - INTERVAL 1 DAY AND second < DATE('{{ date.end }}') + INTERVAL 2 DAY
    GROUP BY ad
  ) AS days LEFT JOIN ads USING (ad)
  GROUP BY days.ad
  ORDER BY SUM(impressions) DESC, days.ad
  LIMIT {{ ads }}
),
parts AS (
  SELECT DATE(hour + INTERVAL offset_seconds SECOND) AS day, ad, SUM(impressions) AS impressions, SUM(value_sum) AS value_sum, 0 AS invalid
  FROM largest JOIN rolled_hours USING (ad) JOIN zone ON whole_hours AND hour >= from_utc AND hour < to_utc
  WHERE hour >= DATE('{{ date.start }}') - INTERVAL 1 DAY AND hour < DATE('{{ date.end }}') + INTERVAL 2 DAY
  GROUP BY day, ad
  UNION ALL
  SELECT DATE(minute + INTERVAL offset_seconds SECOND) AS day, ad, SUM(impressions), SUM(value_sum), 0
  FROM largest JOIN rolled_minutes USING (ad) JOIN zone ON NOT whole_hours AND minute >= from_utc AND minute < to_utc
  WHERE minute >= DATE('{{ date.start }}') - INTERVAL 1 DAY AND minute < DATE('{{ date.end }}') + INTERVAL 2 DAY
  GROUP BY day, ad
  UNION ALL
  SELECT DATE(second + INTERVAL offset_seconds SECOND) AS day, ad, SUM(impressions), SUM(value_sum), 0
  FROM largest JOIN impressions_per_second USING (ad) JOIN zone ON second >= from_utc AND second < to_utc
  WHERE second >= (SELECT rolled_to FROM roll_up)
    AND second >= DATE('{{ date.start }}') - INTERVAL 1 DAY AND second < DATE('{{ date.end }}') + INTERVAL 2 DAY
  GROUP BY day, ad
  UNION ALL
  SELECT DATE(hour + INTERVAL offset_seconds SECOND) AS day, ad, 0, 0, SUM(impressions)
  FROM largest JOIN rolled_invalid_hours USING (ad) JOIN zone ON whole_hours AND hour >= from_utc AND hour < to_utc
  WHERE hour >= DATE('{{ date.start }}') - INTERVAL 1 DAY AND hour < DATE('{{ date.end }}') + INTERVAL 2 DAY
  GROUP BY day, ad
  UNION ALL
  SELECT DATE(minute + INTERVAL offset_seconds SECOND) AS day, ad, 0, 0, SUM(impressions)
  FROM largest JOIN rolled_invalid_minutes USING (ad) JOIN zone ON NOT whole_hours AND minute >= from_utc AND minute < to_utc
  WHERE minute >= DATE('{{ date.start }}') - INTERVAL 1 DAY AND minute < DATE('{{ date.end }}') + INTERVAL 2 DAY
  GROUP BY day, ad
  UNION ALL
  SELECT DATE(second + INTERVAL offset_seconds SECOND) AS day, ad, 0, 0, SUM(impressions)
  FROM largest JOIN invalid_per_second USING (ad) JOIN zone ON second >= from_utc AND second < to_utc
  WHERE second >= (SELECT rolled_to FROM roll_up)
    AND second >= DATE('{{ date.start }}') - INTERVAL 1 DAY AND second < DATE('{{ date.end }}') + INTERVAL 2 DAY
  GROUP BY day, ad
),
-- Of a zone that needs minutes, a day of which the first are gone would be too small.
kept AS (
  SELECT CASE WHEN EXISTS (SELECT 1 FROM zone WHERE NOT whole_hours)
    THEN (SELECT minutes_from FROM roll_up) + INTERVAL (SELECT MAX(offset_seconds) FROM zone) SECOND
    ELSE TIMESTAMP('1970-01-01') END AS from_local
)
SELECT
  day,
  ad,
  CAST(SUM(impressions) AS SIGNED) AS impressions,
  CAST(SUM(value_sum) AS SIGNED) AS value_sum,
  CAST(SUM(invalid) AS SIGNED) AS invalid,
  CAST(SUM(impressions) AS SIGNED) - CAST(SUM(invalid) AS SIGNED) AS valid,
  CAST(TIMESTAMP(day + INTERVAL 1 DAY) - INTERVAL (SELECT MIN(offset_seconds) FROM zone) SECOND
    <= (SELECT final_to - INTERVAL final_after_seconds SECOND FROM settlement) AS SIGNED) AS final,
  MIN(label) AS label
FROM parts JOIN largest USING (ad)
WHERE day >= DATE('{{ date.start }}') AND day <= DATE('{{ date.end }}') AND TIMESTAMP(day) >= (SELECT from_local FROM kept)
GROUP BY day, ad
UNION ALL
SELECT DATE('{{ date.start }}'), CONCAT('There is no time zone {{ zone }}: see SELECT DISTINCT time_zone FROM zone_offsets'), 0, 0, 0, 0, 0, ''
FROM roll_up
WHERE NOT EXISTS (SELECT 1 FROM zone)
ORDER BY day, ad
