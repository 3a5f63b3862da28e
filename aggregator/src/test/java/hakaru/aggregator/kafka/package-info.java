@NullMarked
package hakaru.aggregator.kafka;

import org.jspecify.annotations.NullMarked;
