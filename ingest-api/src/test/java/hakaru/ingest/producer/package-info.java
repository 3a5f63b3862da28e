@NullMarked
package hakaru.ingest.producer;

import org.jspecify.annotations.NullMarked;
