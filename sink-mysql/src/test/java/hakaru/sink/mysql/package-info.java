@NullMarked
package hakaru.sink.mysql;

import org.jspecify.annotations.NullMarked;
