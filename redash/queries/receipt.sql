-- Receipt
-- Whether a beacon is counted, by what the header Hakaru-Receipt of its answer said: counted, not yet, or rejected.
-- A beacon that repeats one with its id is answered "counted": that one is.
-- Time: UTC. The ledger's row is as of updated_at; a beacon counts about a second after its answer.
SELECT
  asked.receipt,
  CASE
    WHEN COALESCE(ledger.counted_to, 0) <= asked.record_offset THEN 'not yet'
    WHEN EXISTS (
      SELECT 1 FROM rejected_records AS rejected
      WHERE rejected.topic_id = asked.topic_id AND rejected.partition_no = asked.partition_no
        AND rejected.from_offset <= asked.record_offset AND rejected.to_offset > asked.record_offset) THEN 'rejected'
    ELSE 'counted'
  END AS answer,
  ledger.counted_to,
  ledger.updated_at
FROM (
  SELECT
    '{{ receipt }}' AS receipt,
    CONVERT(SUBSTRING_INDEX('{{ receipt }}', '/', 1) USING ascii) COLLATE ascii_bin AS topic_id,
    CAST(SUBSTRING_INDEX(SUBSTRING_INDEX('{{ receipt }}', '/', 2), '/', -1) AS SIGNED) AS partition_no,
    CAST(SUBSTRING_INDEX('{{ receipt }}', '/', -1) AS SIGNED) AS record_offset
) AS asked
LEFT JOIN ledger ON ledger.topic_id = asked.topic_id AND ledger.partition_no = asked.partition_no
