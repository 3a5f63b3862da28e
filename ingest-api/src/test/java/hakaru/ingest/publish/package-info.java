@NullMarked
package hakaru.ingest.publish;

import org.jspecify.annotations.NullMarked;
