@NullMarked
package hakaru.runtime.kafka;

import org.jspecify.annotations.NullMarked;
