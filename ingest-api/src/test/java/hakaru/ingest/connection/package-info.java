@NullMarked
package hakaru.ingest.connection;

import org.jspecify.annotations.NullMarked;
