@NullMarked
package hakaru.ingest.port;

import org.jspecify.annotations.NullMarked;
