@NullMarked
package hakaru.ingest.warmup;

import org.jspecify.annotations.NullMarked;
