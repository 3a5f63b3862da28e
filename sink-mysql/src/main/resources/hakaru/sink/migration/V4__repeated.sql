-- Killed in between, this is run again from the start: each statement may be repeated. MySQL has no ADD COLUMN IF NOT EXISTS.
SET @add_repeated = (
  SELECT IF(COUNT(*) > 0, 'DO 0', "ALTER TABLE ledger ADD COLUMN repeated BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'Records before counted_to that are not counted because they repeat a counted one of the same ad and id; counted_to = impressions + repeated + rejected'")
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'ledger' AND column_name = 'repeated');
PREPARE add_repeated FROM @add_repeated;
EXECUTE add_repeated;
DEALLOCATE PREPARE add_repeated;

CREATE TABLE IF NOT EXISTS rejected_records (
  topic_id     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'As in ledger',
  partition_no INT NOT NULL COMMENT 'As in ledger',
  from_offset  BIGINT NOT NULL COMMENT 'All records of impressions from this offset',
  to_offset    BIGINT NOT NULL COMMENT 'and before this one could not be counted; the topic impressions-rejected had them, with the reason',
  rejected_at  DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When the sink heard of it, UTC',
  PRIMARY KEY (topic_id, partition_no, from_offset)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'Which records are in ledger.rejected, so that a receipt of theirs can be told; written in the same transaction';
