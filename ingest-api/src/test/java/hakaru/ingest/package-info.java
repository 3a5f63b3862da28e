@NullMarked
package hakaru.ingest;

import org.jspecify.annotations.NullMarked;
