/** Partitions for the days to come, days that are no longer kept, and the offsets of time zones. */
@NullMarked
package hakaru.sink.mysql.maintenance;

import org.jspecify.annotations.NullMarked;
