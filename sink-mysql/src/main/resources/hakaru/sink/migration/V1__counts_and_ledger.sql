-- A table ends a transaction: killed in between, this is run again from the start.
CREATE TABLE IF NOT EXISTS impressions_per_second (
  second      DATETIME NOT NULL COMMENT 'The second in which the impressions were received, UTC',
  ad          VARCHAR(255) NOT NULL COMMENT 'The name of the ad, as the beacon gave it, compared byte by byte',
  impressions BIGINT UNSIGNED NOT NULL COMMENT 'How often the ad was seen in this second',
  value_sum   BIGINT UNSIGNED NOT NULL COMMENT 'Sum of the values that came with these impressions',
  PRIMARY KEY (second, ad)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'Impressions per ad and second. SUM(impressions) is always SUM(ledger.impressions)';

CREATE TABLE IF NOT EXISTS ledger (
  topic_id        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'The id Kafka gave the topic impressions; a topic created anew has another one',
  partition_no    INT NOT NULL COMMENT 'Partition of the topic, and of impression-counts',
  counted_to      BIGINT NOT NULL COMMENT 'All records before this offset of impressions are counted, none from it on',
  counts_position BIGINT NOT NULL COMMENT 'Next offset to read in this partition of impression-counts; of the partition''s rows, the one that moved last applies. Lowering it is harmless: repeats are recognised',
  impressions     BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'Impressions of this partition that are in impressions_per_second',
  rejected        BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'Records before counted_to that are not in impressions_per_second: in the topic impressions-rejected or in rejected_counts',
  latest_second   DATETIME NULL COMMENT 'Newest second this partition has contributed to, UTC',
  updated_at      DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When counted_to last moved, UTC',
  PRIMARY KEY (topic_id, partition_no)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'Up to which offset each partition of impressions is counted; moves in the same transaction as the counts';

CREATE TABLE IF NOT EXISTS rejected_counts (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'In the order of rejection',
  topic_id     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'As in ledger',
  partition_no INT NOT NULL COMMENT 'As in ledger',
  from_offset  BIGINT NOT NULL COMMENT 'The count comes from records of impressions from this offset',
  to_offset    BIGINT NOT NULL COMMENT 'and before this one',
  second       BIGINT NOT NULL COMMENT 'Seconds since 1970-01-01 00:00:00 UTC, as they came',
  ad           MEDIUMTEXT NOT NULL COMMENT 'The name of the ad, as it came',
  impressions  BIGINT UNSIGNED NOT NULL COMMENT 'Impressions that are missing in impressions_per_second; ledger.rejected has them',
  value_sum    BIGINT UNSIGNED NOT NULL COMMENT 'Sum of the values of these impressions',
  reason       VARCHAR(1000) NOT NULL COMMENT 'Why the row could not be stored, in the words of the database',
  rejected_at  DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When, UTC',
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'Counts that could not be stored, with the reason; written in the same transaction as the ledger';
