/** What the sink receives and what it makes of it: checked, renamed, merged, packed. No I/O. */
@NullMarked
package hakaru.sink.batch;

import org.jspecify.annotations.NullMarked;
