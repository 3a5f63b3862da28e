@NullMarked
package hakaru.sink.mysql.closing;

import org.jspecify.annotations.NullMarked;
