@NullMarked
package hakaru.sink.mysql.counts;

import org.jspecify.annotations.NullMarked;
