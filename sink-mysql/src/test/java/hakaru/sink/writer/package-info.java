@NullMarked
package hakaru.sink.writer;

import org.jspecify.annotations.NullMarked;
