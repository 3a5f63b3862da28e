-- Gross and net
-- All impressions by day (gross), those that are invalid, by reason, and the rest (net).
-- Time: UTC. From the first day to the last, both included whole.
-- Ads: those that match the pattern (% any characters, _ any one, ! before one of them that is meant as it stands).
-- prefetch: the page was fetched ahead; bot: declared in the User-Agent; unlisted: of an ad that is not on the list.
-- final is 1 when all of the day is counted; while it is 0, it may still grow.
WITH reasons AS (
  SELECT
    day,
    CAST(COALESCE(SUM(CASE WHEN reason = 'prefetch' THEN impressions END), 0) AS SIGNED) AS prefetch,
    CAST(COALESCE(SUM(CASE WHEN reason = 'bot' THEN impressions END), 0) AS SIGNED) AS bot,
    CAST(COALESCE(SUM(CASE WHEN reason = 'unlisted' THEN impressions END), 0) AS SIGNED) AS unlisted
  FROM invalid_per_day
  WHERE day >= DATE('{{ date.start }}') AND day < DATE('{{ date.end }}') + INTERVAL 1 DAY
    AND ad LIKE '{{ ad }}' ESCAPE '!'
  GROUP BY day
),
days AS (
  SELECT
    day,
    CAST(SUM(impressions) AS SIGNED) AS gross,
    CAST(SUM(invalid) AS SIGNED) AS invalid,
    CAST(SUM(valid) AS SIGNED) AS net,
    CAST(MIN(final) AS SIGNED) AS final
  FROM impressions_per_day
  WHERE day >= DATE('{{ date.start }}') AND day < DATE('{{ date.end }}') + INTERVAL 1 DAY
    AND ad LIKE '{{ ad }}' ESCAPE '!'
  GROUP BY day
)
SELECT
  days.day,
  gross,
  invalid,
  net,
  CAST(ROUND(100 * invalid / gross) AS SIGNED) AS invalid_percent,
  COALESCE(prefetch, 0) AS prefetch,
  COALESCE(bot, 0) AS bot,
  COALESCE(unlisted, 0) AS unlisted,
  final
FROM days LEFT JOIN reasons ON reasons.day = days.day
ORDER BY days.day
