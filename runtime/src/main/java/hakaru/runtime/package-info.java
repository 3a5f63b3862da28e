/** What each process needs before its job: a start and a stop in order, and threads with names. */
@NullMarked
package hakaru.runtime;

import org.jspecify.annotations.NullMarked;
