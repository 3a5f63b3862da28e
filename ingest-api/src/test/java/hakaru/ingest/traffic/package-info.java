@NullMarked
package hakaru.ingest.traffic;

import org.jspecify.annotations.NullMarked;
