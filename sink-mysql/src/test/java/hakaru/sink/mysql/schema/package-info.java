@NullMarked
package hakaru.sink.mysql.schema;

import org.jspecify.annotations.NullMarked;
