/** How MySQL is reached: who connects and how, the transactions, and the ways they fail. */
@NullMarked
package hakaru.sink.mysql;

import org.jspecify.annotations.NullMarked;
