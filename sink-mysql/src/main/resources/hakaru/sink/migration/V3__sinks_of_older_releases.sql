-- Killed in between, this is run again from the start: each statement may be repeated.

-- A sink of an older release does not know what newer tables mean. It does not know this column either, so that its ledger
-- cannot move, and nothing that it writes is committed. The rows that are there get their value in the same statement that
-- begins to refuse: an older sink may write at any moment before.
SET @step = IF(EXISTS (
    SELECT 1 FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'ledger' AND column_name = 'guard_3'),
  'DO 0',
  'ALTER TABLE ledger
     ADD COLUMN guard_3 BIGINT NOT NULL DEFAULT (counted_to)
       COMMENT ''The same as counted_to. Sinks of older releases do not write it, and are refused''
       AFTER counted_to,
     ADD CONSTRAINT this_sink_is_of_an_older_release CHECK (guard_3 = counted_to)');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;

-- From now on whoever inserts must say it.
ALTER TABLE ledger ALTER COLUMN guard_3 DROP DEFAULT;
