@NullMarked
package hakaru.aggregator;

import org.jspecify.annotations.NullMarked;
