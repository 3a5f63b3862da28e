/** The whole pipeline in one JVM, on an embedded Kafka and an embedded MariaDB. */
@NullMarked
package hakaru.standalone;

import org.jspecify.annotations.NullMarked;
