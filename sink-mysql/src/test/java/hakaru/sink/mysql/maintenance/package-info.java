@NullMarked
package hakaru.sink.mysql.maintenance;

import org.jspecify.annotations.NullMarked;
