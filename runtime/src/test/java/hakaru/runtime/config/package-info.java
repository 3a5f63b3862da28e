@NullMarked
package hakaru.runtime.config;

import org.jspecify.annotations.NullMarked;
