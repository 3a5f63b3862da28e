@NullMarked
package hakaru.sink.batch;

import org.jspecify.annotations.NullMarked;
