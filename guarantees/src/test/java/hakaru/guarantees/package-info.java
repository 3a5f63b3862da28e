/** What hakaru promises; each promise is a test that bears its name. */
@NullMarked
package hakaru.guarantees;

import org.jspecify.annotations.NullMarked;
