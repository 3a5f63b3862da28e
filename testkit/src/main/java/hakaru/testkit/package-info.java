/** Gives the integration tests of all modules their broker, their database, their patience and their victims. */
@NullMarked
package hakaru.testkit;

import org.jspecify.annotations.NullMarked;
