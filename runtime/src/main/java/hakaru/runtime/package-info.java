/** What each process needs before its job: typed configuration, management port, lifecycle, topics. */
@NullMarked
package hakaru.runtime;

import org.jspecify.annotations.NullMarked;
