-- Ledger
-- How far each partition is counted: the one whose latest_second stays behind is late.
-- Time: UTC. A partition without new impressions stays where it is, and is not late for that.
SELECT
  partition_no,
  counted_to,
  CAST(impressions AS SIGNED) AS impressions,
  CAST(repeated AS SIGNED) AS repeated,
  CAST(rejected AS SIGNED) AS rejected,
  latest_second,
  updated_at,
  topic_id
FROM ledger
ORDER BY topic_id, partition_no
