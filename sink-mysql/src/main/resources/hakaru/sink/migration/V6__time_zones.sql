-- Filled by whoever looks after the partitions, from the time zone data of its Java: MySQL's own tables are often empty.
CREATE TABLE IF NOT EXISTS zone_offsets (
  time_zone      VARCHAR(64) NOT NULL COMMENT 'As IANA names it, such as Europe/Berlin',
  from_utc       DATETIME NOT NULL COMMENT 'From this moment, UTC',
  to_utc         DATETIME NOT NULL COMMENT 'to before this one, UTC, the zone is',
  offset_seconds INT NOT NULL COMMENT 'so far ahead of UTC',
  whole_hours    BOOLEAN NOT NULL COMMENT 'Whether hours of the zone begin when hours begin in UTC; else it takes minutes to add up its days',
  PRIMARY KEY (time_zone, from_utc)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'How far each time zone is ahead of UTC, and when';
