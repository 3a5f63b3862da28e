/** Where a configuration comes from: environment variables, and all that is wrong with them. */
@NullMarked
package hakaru.runtime.config;

import org.jspecify.annotations.NullMarked;
