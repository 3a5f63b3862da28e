/** The connections beneath: what each may cost, in bytes and in time, before a request is made of what it sends. */
@NullMarked
package hakaru.ingest.connection;

import org.jspecify.annotations.NullMarked;
