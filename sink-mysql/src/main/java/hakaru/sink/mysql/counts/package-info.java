/** Writes counts and the ledger in one transaction, and keeps what could not be counted. */
@NullMarked
package hakaru.sink.mysql.counts;

import org.jspecify.annotations.NullMarked;
