/** The tables: made, migrated, and checked before a sink writes. */
@NullMarked
package hakaru.sink.mysql.schema;

import org.jspecify.annotations.NullMarked;
