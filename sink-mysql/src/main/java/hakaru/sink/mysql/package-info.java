/** The tables, the transactions on them and the ways they fail. */
@NullMarked
package hakaru.sink.mysql;

import org.jspecify.annotations.NullMarked;
