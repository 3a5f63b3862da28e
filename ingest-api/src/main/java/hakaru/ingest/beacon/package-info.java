/** What a beacon says: read out of its query, strictly, and by the contract's rules. */
@NullMarked
package hakaru.ingest.beacon;

import org.jspecify.annotations.NullMarked;
