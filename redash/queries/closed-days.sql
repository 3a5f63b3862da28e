-- Closed days
-- What each day came to when it was closed, what was counted for it later, and the digest of all that it stands on.
-- counted_later may still grow, the rest never changes: a digest that is given away, with an invoice for instance, proves it. See docs/audit.md.
-- Time: UTC. From the first day to the last, both included whole.
SELECT
  day,
  CAST(ads AS SIGNED) AS ads,
  CAST(impressions AS SIGNED) AS impressions,
  CAST(invalid AS SIGNED) AS invalid,
  CAST(value_sum AS SIGNED) AS value_sum,
  (
    SELECT CAST(COALESCE(SUM(corrections.impressions), 0) AS SIGNED)
    FROM day_corrections AS corrections WHERE corrections.day = closed.day AND corrections.reason = ''
  ) AS counted_later,
  closed_at,
  sha256
FROM closed_days AS closed
WHERE day >= DATE('{{ date.start }}') AND day < DATE('{{ date.end }}') + INTERVAL 1 DAY
ORDER BY day DESC
