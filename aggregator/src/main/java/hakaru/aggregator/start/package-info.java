/** Where a task starts, what it has missed and which ids it remembers, concluded from what Kafka says. */
@NullMarked
package hakaru.aggregator.start;

import org.jspecify.annotations.NullMarked;
