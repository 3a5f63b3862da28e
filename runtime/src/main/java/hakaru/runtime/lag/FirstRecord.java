package hakaru.runtime.lag;

import java.time.Instant;

/** Where the oldest unread record of a partition is, and when it was written. */
record FirstRecord(long offset, Instant timestamp) {}
