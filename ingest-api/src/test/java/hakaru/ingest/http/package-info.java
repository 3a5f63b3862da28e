@NullMarked
package hakaru.ingest.http;

import org.jspecify.annotations.NullMarked;
