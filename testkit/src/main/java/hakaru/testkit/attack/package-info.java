/** Clients that mean harm, in any number, and honest ones beside them; for tests and for {@code bench/attack}. */
@NullMarked
package hakaru.testkit.attack;

import org.jspecify.annotations.NullMarked;
