-- Killed in between, this is run again from the start: each statement may be repeated.

CREATE TABLE IF NOT EXISTS closed_days (
  day         DATE NOT NULL COMMENT 'The day, UTC',
  closed_at   DATETIME(3) NOT NULL COMMENT 'When it was closed, UTC',
  ads         BIGINT UNSIGNED NOT NULL COMMENT 'How many ads had impressions on this day',
  impressions DECIMAL(40, 0) UNSIGNED NOT NULL COMMENT 'Impressions of all ads on this day, when it was closed',
  invalid     DECIMAL(40, 0) UNSIGNED NOT NULL COMMENT 'How many of them were invalid',
  value_sum   DECIMAL(50, 0) UNSIGNED NOT NULL COMMENT 'Sum of the values that came with these impressions',
  ledger      MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Up to where each partition was counted then: topic_id/partition_no/counted_to, a line each',
  previous    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'sha256 of the day before; empty for the first',
  sha256      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Of the day, previous, ledger and all rows of the day: docs/audit.md says how to make it again',
  PRIMARY KEY (day)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'What each day came to when it was closed; what is counted for it later is in day_corrections, too';

CREATE TABLE IF NOT EXISTS day_corrections (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  day          DATE NOT NULL COMMENT 'The closed day, UTC',
  ad           VARCHAR(255) NOT NULL COMMENT 'As in impressions_per_day',
  reason       VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Empty: impressions; else how many of them are invalid for that reason',
  impressions  BIGINT UNSIGNED NOT NULL COMMENT 'How many were counted for the day after it was closed; they are in impressions_per_day',
  value_sum    BIGINT UNSIGNED NOT NULL COMMENT 'Sum of the values that came with these impressions',
  corrected_at DATETIME(3) NOT NULL COMMENT 'When they were counted, UTC',
  PRIMARY KEY (id),
  KEY by_day (day)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'What was counted for a day after it was closed; written in the same transaction';

SET @step = IF(EXISTS (
    SELECT 1 FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'roll_up' AND column_name = 'closed_to'),
  'DO 0',
  'ALTER TABLE roll_up
     ADD COLUMN closed_to DATETIME NOT NULL DEFAULT ''1970-01-01 00:00:00''
       COMMENT ''Days before it are closed, UTC; not after rolled_to''');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
