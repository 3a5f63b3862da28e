-- Freshness
-- The newest second that has impressions, its age, and how long ago the ledger last moved.
-- Time: UTC. An age is in seconds and at least 0; it grows, too, while no impressions come in.
-- NULL means that nothing has been counted yet. The newest second may still grow.
SELECT
  newest.latest_second,
  GREATEST(0, TIMESTAMPDIFF(SECOND, newest.latest_second, UTC_TIMESTAMP())) AS age_seconds,
  moved.ledger_moved_at,
  GREATEST(0, TIMESTAMPDIFF(SECOND, moved.ledger_moved_at, UTC_TIMESTAMP())) AS ledger_age_seconds
FROM (SELECT MAX(second) AS latest_second FROM impressions_per_second) AS newest
CROSS JOIN (SELECT MAX(updated_at) AS ledger_moved_at FROM ledger) AS moved
