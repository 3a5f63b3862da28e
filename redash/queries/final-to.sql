-- Final to
-- The moment before which every beacon that was answered 200 is counted, its age, and whether all of yesterday is.
-- Time: UTC. An age is in seconds and at least 0. Hours and days that end before final_periods_to are final; later ones may still grow.
SELECT
  final_to,
  GREATEST(0, TIMESTAMPDIFF(SECOND, final_to, UTC_TIMESTAMP())) AS age_seconds,
  final_to - INTERVAL final_after_seconds SECOND AS final_periods_to,
  CASE WHEN UTC_DATE() <= final_to - INTERVAL final_after_seconds SECOND THEN 'yes' ELSE 'not yet' END AS yesterday_is_final
FROM settlement
