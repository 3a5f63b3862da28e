@NullMarked
package hakaru.ingest.beacon;

import org.jspecify.annotations.NullMarked;
