/** Counts what is read: what a record must be like, the sums of a second and ad, and which ids came before. No I/O. */
@NullMarked
package hakaru.aggregator.counting;

import org.jspecify.annotations.NullMarked;
